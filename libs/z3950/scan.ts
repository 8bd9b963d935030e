/** Scan: terms of an index, in its order (ISO 23950, 3.2.8). */
import { choice, explicit, implicit, optional, sequence, sequenceOf } from "./asn1.ts";
import { databaseName, otherInfo, referenceId } from "./parts.ts";
import { attributeList, attributesPlusTerm, term } from "./query.ts";
import { diagRec } from "./records.ts";
import { integer, named, oid, text } from "./simple.ts";

export const scanRequest = sequence({
  referenceId,
  databaseNames: implicit(3, sequenceOf(databaseName)),
  attributeSet: optional(oid),
  termListAndStartPoint: attributesPlusTerm,
  stepSize: optional(implicit(5, integer)),
  numberOfTermsRequested: implicit(6, integer),
  preferredPositionInResponse: optional(implicit(7, integer)),
  otherInfo,
});

const entry = choice({
  termInfo: implicit(
    1,
    sequence({
      term,
      displayTerm: optional(implicit(0, text)),
      suggestedAttributes: optional(attributeList),
      globalOccurrences: optional(implicit(2, integer)),
    }),
  ),
  surrogateDiagnostic: explicit(2, diagRec),
});

export const scanResponse = sequence({
  referenceId,
  stepSize: optional(implicit(3, integer)),
  scanStatus: implicit(
    4,
    named({
      success: 0,
      "partial-1": 1,
      "partial-2": 2,
      "partial-3": 3,
      "partial-4": 4,
      "partial-5": 5,
      failure: 6,
    }),
  ),
  numberOfEntriesReturned: implicit(5, integer),
  positionOfTerm: optional(implicit(6, integer)),
  entries: optional(
    implicit(
      7,
      sequence({
        entries: optional(implicit(1, sequenceOf(entry))),
        nonsurrogateDiagnostics: optional(implicit(2, sequenceOf(diagRec))),
      }),
    ),
  ),
  attributeSet: optional(implicit(8, oid)),
  otherInfo,
});
