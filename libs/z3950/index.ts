/** Z39.50: what two libraries' systems say to each other, from and to its bytes. */

export { Unreadable } from "./ber.ts";
export { bib1Attributes, bib1Words } from "./bib1-attributes.ts";
export { bib1Meaning } from "./bib1-diagnostics.ts";
export { hasUtf8, utf8Proposed, utf8Selected } from "./negotiation.ts";
export { bib1, bib1Diagnostics, type RecordSyntax, recordSyntaxes, recordSyntaxOf } from "./oids.ts";
export { bodyOf, type Pdu, type PduBody, type PduName, readPdu, writePdu } from "./pdu.ts";
export { PduCutter } from "./pdu-cut.ts";
export type { DiagRec, NamePlusRecord, Records } from "./records.ts";
export { fromAttributesPlusTerm, fromQuery, type Rpn, toAttributesPlusTerm, toQuery } from "./rpn.ts";
