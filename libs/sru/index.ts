/** SRU and CQL: searching another library's catalogue over the web, from and to its texts. */
export {
  type ExplainAnswer,
  readExplainAnswer,
  readScanAnswer,
  readSearchAnswer,
  type ScanAnswer,
  type SearchAnswer,
  type SruRecord,
} from "./answer.ts";
export { type CqlClause, type CqlQuery, comparisons, operators } from "./cql.ts";
export { readCql } from "./cql-read.ts";
export { masked, writeCql } from "./cql-write.ts";
export { type Diagnostic, diagnosticOf } from "./diagnostic.ts";
export { readRequest, requestAddress, type SruRequest, type SruVersion } from "./request.ts";
