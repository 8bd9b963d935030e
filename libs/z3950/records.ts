/** Records and diagnostics, as Search and Present answer them (ISO 23950, 3.2.2.1.10, 3.2.3). */
import { choice, explicit, implicit, type Of, optional, sequence, sequenceOf } from "./asn1.ts";
import { databaseName } from "./parts.ts";
import { external, integer, named, octets, oid, visibleText } from "./simple.ts";

const defaultFormat = sequence({ diagnosticSetId: oid, condition: integer, addinfo: visibleText });

export const diagRec = choice({ defaultFormat, externallyDefined: external });
export type DiagRec = Of<typeof diagRec>;

const fragment = choice({ externallyTagged: external, notExternallyTagged: octets });

const namePlusRecord = sequence({
  name: optional(implicit(0, databaseName)),
  record: explicit(
    1,
    choice({
      retrievalRecord: explicit(1, external),
      surrogateDiagnostic: explicit(2, diagRec),
      startingFragment: explicit(3, fragment),
      intermediateFragment: explicit(4, fragment),
      finalFragment: explicit(5, fragment),
    }),
  ),
});
export type NamePlusRecord = Of<typeof namePlusRecord>;

export const records = choice({
  responseRecords: implicit(28, sequenceOf(namePlusRecord)),
  nonSurrogateDiagnostic: implicit(130, defaultFormat),
  multipleNonSurDiagnostics: implicit(205, sequenceOf(diagRec)),
});
export type Records = Of<typeof records>;

export const presentStatus = implicit(
  27,
  named({ success: 0, "partial-1": 1, "partial-2": 2, "partial-3": 3, "partial-4": 4, failure: 5 }),
);
