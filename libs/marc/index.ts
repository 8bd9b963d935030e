/** MARC records: read, checked, mended in the open, and written again. */
export type { Charset } from "./decode.ts";
export type { Field, Subfield } from "./field.ts";
export type { Done, Finding, FindingId } from "./finding.ts";
export type { Flavour } from "./flavour.ts";
export { Iso2709Reader, readIso2709 } from "./iso2709-read.ts";
export type { Chunks, NotARecord, Read, ReadOptions } from "./read.ts";
export { MarcRecord } from "./record.ts";
