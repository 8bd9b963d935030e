/** MARC records: read, checked, mended in the open, and written again. */
export type { Charset } from "./decode.ts";
export { readMarc } from "./detect.ts";
export { embeddedFields } from "./embedded.ts";
export type { Finding } from "./finding.ts";
export { encodeGb } from "./gb-encode.ts";
export { Iso2709Reader, readIso2709 } from "./iso2709-read.ts";
export { writeIso2709 } from "./iso2709-write.ts";
export { readMarcJson } from "./json-read.ts";
export { writeMarcJson } from "./json-write.ts";
export { linkedFields } from "./links.ts";
export { makeRecord } from "./make.ts";
export { soundedSubfields } from "./pinyin.ts";
export { mostBytes, type Read, recordsOf } from "./read.ts";
export { MarcRecord } from "./record.ts";
export { readMarcXml } from "./xml-read.ts";
export { inUtf8 } from "./xml-text.ts";
export { writeMarcXml } from "./xml-write.ts";
