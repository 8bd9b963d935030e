/** Tables in and out: a module declares one (`defineTable`), everything else is here. */
export { mostOccasions, timesCell } from "./calendar-rows.ts";
export { coded, codedList, day, decimal, line, whole, yesNo } from "./columns.ts";
export {
  exportFile,
  type Format,
  formats,
  reportFile,
  sentenceOf,
  templateFile,
} from "./files.ts";
export {
  type Batch,
  type Landed,
  landSheet,
  rowsIn,
} from "./land.ts";
export type { RowFault } from "./land-rows.ts";
export { exchangeOperations } from "./operations.ts";
export { Reconciling } from "./reconcile.ts";
export { area as exchangeArea, keepUpload } from "./runs.ts";
export { rowsOfFile } from "./source.ts";
export {
  type CellFault,
  type Column,
  defineTable,
  type Filter,
  type Landing,
  type ReadRow,
  type Sentence,
  type Table,
  type Values,
} from "./table.ts";
export { again, undone } from "./tries.ts";
export { exchangeJobs } from "./work.ts";
