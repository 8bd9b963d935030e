export { type CsvOptions, readCsv } from "./csv-read.ts";
export { writeCsv } from "./csv-write.ts";
export { type PointFeature, readGeoJson, type Spot, writeGeoJson } from "./geojson.ts";
export { guard, unguard } from "./guard.ts";
export { type BrokenCell, type Bytes, type FaultData, SheetFault, type SheetRow } from "./row.ts";
export { readXlsx } from "./xlsx-read.ts";
export { writeXlsx } from "./xlsx-write.ts";
