/** Search: makes a result set, and may bring its first records along (ISO 23950, 3.2.2). */
import { explicit, implicit, optional, sequence, sequenceOf } from "./asn1.ts";
import { databaseName, elementSetNames, otherInfo, preferredRecordSyntax, referenceId } from "./parts.ts";
import { query } from "./query.ts";
import { presentStatus, records } from "./records.ts";
import { boolean, integer, named, text } from "./simple.ts";

export const searchRequest = sequence({
  referenceId,
  smallSetUpperBound: implicit(13, integer),
  largeSetLowerBound: implicit(14, integer),
  mediumSetPresentNumber: implicit(15, integer),
  replaceIndicator: implicit(16, boolean),
  resultSetName: implicit(17, text),
  databaseNames: implicit(18, sequenceOf(databaseName)),
  smallSetElementSetNames: optional(explicit(100, elementSetNames)),
  mediumSetElementSetNames: optional(explicit(101, elementSetNames)),
  preferredRecordSyntax,
  query: explicit(21, query),
  otherInfo,
});

export const searchResponse = sequence({
  referenceId,
  resultCount: implicit(23, integer),
  numberOfRecordsReturned: implicit(24, integer),
  nextResultSetPosition: implicit(25, integer),
  searchStatus: implicit(22, boolean),
  resultSetStatus: optional(implicit(26, named({ subset: 1, interim: 2, none: 3 }))),
  presentStatus: optional(presentStatus),
  records: optional(records),
  otherInfo,
});
