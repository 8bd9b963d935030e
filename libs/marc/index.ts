/** MARC records: read, checked, mended in the open, and written again. */
export type { Charset } from "./decode.ts";
export { type Form, formOf, readMarc } from "./detect.ts";
export { type Embedded, embeddedFields } from "./embedded.ts";
export type { Field, Subfield } from "./field.ts";
export type { Done, Finding, FindingId } from "./finding.ts";
export type { Flavour } from "./flavour.ts";
export { Iso2709Reader, readIso2709 } from "./iso2709-read.ts";
export { type IsoOptions, writeIso2709 } from "./iso2709-write.ts";
export { readMarcJson } from "./json-read.ts";
export { writeMarcJson } from "./json-write.ts";
export { type Link, linkedFields, type Pair } from "./links.ts";
export { type FieldParts, makeRecord, type Parts } from "./make.ts";
export { type Sounded, soundedSubfields } from "./pinyin.ts";
export { type Chunks, mostBytes, type NotARecord, type Read, type ReadOptions, type Records, recordsOf } from "./read.ts";
export { MarcRecord } from "./record.ts";
export { readMarcXml } from "./xml-read.ts";
export { type WriteOptions, writeMarcXml } from "./xml-write.ts";
