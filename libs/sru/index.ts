/** SRU and CQL: searching another library's catalogue over the web, from and to its texts. */
export { readExplainAnswer, readScanAnswer, readSearchAnswer, type SearchAnswer } from "./answer.ts";
export { type CqlClause, type CqlQuery, comparisons, operators } from "./cql.ts";
export { readCql } from "./cql-read.ts";
export { masked, writeCql } from "./cql-write.ts";
export type { Diagnostic } from "./diagnostic.ts";
export { readRequest, requestAddress, type SruRequest } from "./request.ts";
