export { type CsvOptions, readCsv } from "./csv-read.ts";
export { writeCsv } from "./csv-write.ts";
export type { Encoding } from "./encoding.ts";
export { guard, unguard } from "./guard.ts";
export { type BrokenCell, type Bytes, type FaultData, SheetFault, type SheetRow } from "./row.ts";
