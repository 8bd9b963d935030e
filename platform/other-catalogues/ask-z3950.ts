/** Asks one catalogue by Z39.50: greets, searches, fetches the first records, says good-bye. */
import { encodeGb } from "#libs/marc";
import {
  bib1Diagnostics,
  bib1Meaning,
  type DiagRec,
  type NamePlusRecord,
  type RecordSyntax,
  type Records,
  recordSyntaxes,
  recordSyntaxOf,
  toQuery,
  utf8Proposed,
} from "#libs/z3950";
import { type Answered, type Limits, NoAnswer } from "./answered.ts";
import { Association } from "./association.ts";
import { readRecord } from "./read-record.ts";
import type { Z3950Target } from "./target.ts";
import { toRpn, type Wanted } from "./wanted.ts";

const encoders = {
  "utf-8": (text: string) => new TextEncoder().encode(text),
  gb18030: (text: string) => encodeGb(text),
  "iso-8859-1": (text: string) => Uint8Array.from(Buffer.from(text, "latin1")),
};

/** What comes goes into `answered`, so that nothing is lost when it breaks off. Throws `NoAnswer`. */
export async function askZ3950(
  target: Z3950Target,
  wanted: Wanted,
  { most, limits, answered }: { most: number; limits: Limits; answered: Answered },
): Promise<void> {
  const rpn = toRpn(wanted, target.use);
  if (!rpn) return;
  const association = await Association.open(target, limits);
  try {
    await greet(association, target, limits);
    const { resultCount, searchStatus, records } = await association.ask(
      {
        searchRequest: {
          // Records are fetched by themselves.
          smallSetUpperBound: 0,
          largeSetLowerBound: 1,
          mediumSetPresentNumber: 0,
          replaceIndicator: true,
          resultSetName: "default",
          databaseNames: [target.database],
          query: toQuery(rpn, encoders[target.charset ?? "utf-8"]),
        },
      },
      "searchResponse",
    );
    answered.troubles.push(...troublesIn(records));
    if (!searchStatus) return;
    answered.found = resultCount;
    await fetchRecords(association, target, Math.min(resultCount, most), answered);
  } finally {
    association.close();
  }
}

async function greet(association: Association, target: Z3950Target, limits: Limits): Promise<void> {
  const { user, group, password, charset } = target;
  const { result, implementationName = "" } = await association.ask(
    {
      initRequest: {
        protocolVersion: ["version-1", "version-2", "version-3"],
        options: [
          "search",
          "present",
          "namedResultSets",
          ...(charset ? [] : (["negotiationModel"] as const)),
        ],
        preferredMessageSize: Math.min(limits.bytes, 1024 * 1024),
        exceptionalRecordSize: limits.bytes,
        ...(user !== undefined && {
          idAuthentication: { idPass: { groupId: group, userId: user, password } },
        }),
        implementationName: "Wenmai",
        ...(!charset && { otherInfo: utf8Proposed }),
      },
    },
    "initResponse",
  );
  if (!result) throw new NoAnswer("refused", implementationName);
}

/** A server sends as many at a time as it likes: it is asked again for the rest. */
async function fetchRecords(
  association: Association,
  target: Z3950Target,
  count: number,
  answered: Answered,
) {
  for (let position = 1; position <= count; ) {
    const { records, numberOfRecordsReturned } = await association.ask(
      {
        presentRequest: {
          resultSetId: "default",
          resultSetStartPoint: position,
          numberOfRecordsRequested: count - position + 1,
          recordComposition: { simple: { genericElementSetName: "F" } },
          preferredRecordSyntax: recordSyntaxes[target.syntax],
        },
      },
      "presentResponse",
    );
    answered.troubles.push(...troublesIn(records));
    const sent = records && "responseRecords" in records ? records.responseRecords : [];
    for (const [n, one] of sent.slice(0, count - position + 1).entries())
      await take(one, position + n, answered);
    if (numberOfRecordsReturned < 1 || sent.length === 0) return;
    position += sent.length;
  }
}

async function take({ record }: NamePlusRecord, position: number, answered: Answered): Promise<void> {
  if ("surrogateDiagnostic" in record) {
    answered.troubles.push({ id: "diagnostic", detail: told(record.surrogateDiagnostic), position });
    return;
  }
  const sent = "retrievalRecord" in record ? record.retrievalRecord : null;
  const syntax = recordSyntaxOf(sent?.directReference);
  const read =
    sent && "octetAligned" in sent.encoding && !notMarc.includes(syntax)
      ? await readRecord(sent.encoding.octetAligned, syntax === "xml" ? "xml" : "iso-2709")
      : null;
  if (read) answered.records.push({ position, read });
  else
    answered.troubles.push({
      id: "no-marc",
      detail: syntax ?? sent?.directReference ?? "a fragment",
      position,
    });
}

/** Every other is some country's MARC. */
const notMarc: (RecordSyntax | null)[] = ["sutrs", "opac", "grs-1"];

function troublesIn(records: Records | undefined): Answered["troubles"] {
  if (!records || "responseRecords" in records) return [];
  const diagnostics: DiagRec[] =
    "nonSurrogateDiagnostic" in records
      ? [{ defaultFormat: records.nonSurrogateDiagnostic }]
      : records.multipleNonSurDiagnostics;
  return diagnostics.map((one) => ({ id: "diagnostic", detail: told(one) }));
}

function told(diagnostic: DiagRec): string {
  if (!("defaultFormat" in diagnostic)) return diagnostic.externallyDefined.directReference ?? "";
  const { diagnosticSetId, condition, addinfo } = diagnostic.defaultFormat;
  const meaning = diagnosticSetId === bib1Diagnostics ? bib1Meaning(condition) : null;
  return [`${condition} ${meaning ?? diagnosticSetId}`, addinfo].filter(Boolean).join(": ");
}
