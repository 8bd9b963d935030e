/** MARC records: read, checked, mended in the open, and written again. */
export type { Charset } from "./decode.ts";
export type { Field, Subfield } from "./field.ts";
export type { Done, Finding, FindingId } from "./finding.ts";
export type { Flavour } from "./flavour.ts";
export { Iso2709Reader, readIso2709 } from "./iso2709-read.ts";
export { type Chunks, type NotARecord, type Read, type ReadOptions, type Records, recordsOf } from "./read.ts";
export { writeMarcJson } from "./json-write.ts";
export { MarcRecord } from "./record.ts";
export { writeMarcXml } from "./xml-write.ts";
