/** Present: records of a result set, by their positions (ISO 23950, 3.2.3). */
import { choice, explicit, implicit, optional, sequence } from "./asn1.ts";
import { elementSetNames, otherInfo, preferredRecordSyntax, referenceId, resultSetId } from "./parts.ts";
import { presentStatus, records } from "./records.ts";
import { integer } from "./simple.ts";

export const presentRequest = sequence({
  referenceId,
  resultSetId,
  resultSetStartPoint: implicit(30, integer),
  numberOfRecordsRequested: implicit(29, integer),
  recordComposition: optional(choice({ simple: explicit(19, elementSetNames) })),
  preferredRecordSyntax,
  otherInfo,
});

export const presentResponse = sequence({
  referenceId,
  numberOfRecordsReturned: implicit(24, integer),
  nextResultSetPosition: implicit(25, integer),
  presentStatus,
  records: optional(records),
  otherInfo,
});
