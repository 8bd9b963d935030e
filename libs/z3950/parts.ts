/** What several APDUs have in common. */
import { choice, implicit, type Of, optional, sequence, sequenceOf } from "./asn1.ts";
import { external, integer, octets, oid, text } from "./simple.ts";

export const referenceId = optional(implicit(2, octets));
export const databaseName = implicit(105, text);
export const resultSetId = implicit(31, text);
export const preferredRecordSyntax = optional(implicit(104, oid));

const otherInformation = sequenceOf(
  sequence({
    category: optional(
      implicit(
        1,
        sequence({ categoryTypeId: optional(implicit(1, oid)), categoryValue: implicit(2, integer) }),
      ),
    ),
    information: choice({
      characterInfo: implicit(2, text),
      binaryInfo: implicit(3, octets),
      externallyDefinedInfo: implicit(4, external),
      oid: implicit(5, oid),
    }),
  }),
);
export const otherInfo = optional(implicit(201, otherInformation));
export type OtherInfo = Of<typeof otherInformation>;

export const elementSetNames = choice({
  genericElementSetName: implicit(0, text),
  databaseSpecific: implicit(1, sequenceOf(sequence({ dbName: databaseName, esn: implicit(103, text) }))),
});
