/** Lands some records of a batch, in one transaction: the new, the changed, their items, and what was wrong with each. */
import { formOf, type MarcRecord, type NotARecord } from "#libs/marc";
import type { TxCtx } from "#platform/ctx";
import { houseMayEdit } from "../../may.ts";
import { landHeadings } from "../authorities/headings.ts";
import { type ItemRow, itemsWith, landItems } from "../items/landing-store.ts";
import { searchRowOf } from "../keeping/derived.ts";
import type * as findings from "../keeping/finding-store.ts";
import { markPlaces, placesOfRecords } from "../keeping/place-marks.ts";
import * as records from "../keeping/record-store.ts";
import { lineOf } from "../keeping/storable.ts";
import type { Batch, Tally } from "./batch-store.ts";
import { itemRowOf } from "./item-row.ts";
import { type Book, type Entry, type Prepared, wholeField } from "./prepare.ts";
import type { SaidBefore } from "./said-before.ts";

export type Landable = Pick<Batch, "id" | "organisationId" | "orgPath" | "profile">;

export const nothingYet = (): Tally => ({
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  alike: 0,
  items: 0,
  itemsRefused: 0,
  findings: 0,
});

interface Landing extends Prepared {
  entry: Entry;
  id: number;
  did: "added" | "changed" | "unchanged";
  /** It says something else, and is not for this house to change. */
  isOthers?: true;
}

export interface Landed {
  /** Of what was taken, in order. */
  ids: number[];
  tally: Tally;
  told: findings.FindingRow[];
  refused: findings.RefusedRow[];
  outcomes: Outcome[];
}

/** What became of one that was taken. */
export interface Outcome {
  number: number;
  did: "added" | "changed" | "unchanged";
  /** Null where a check has undone it. */
  recordId: number | null;
  title: string;
}

/**
 * Records of one control key once each: who reads the file parts them (`land-file.ts`). Statements, not rows, grow with the tables they meet.
 */
export async function landRecords(
  ctx: TxCtx,
  batch: Landable,
  {
    prepared,
    others,
    barcodes = null,
  }: {
    prepared: readonly Prepared[];
    others: readonly NotARecord[];
    /** Of a check, which undoes each step: those of the steps before. */
    barcodes?: SaidBefore | null;
  },
): Promise<Landed> {
  const { db: tx } = ctx;
  const tally = nothingYet();
  const landings = await ownOnly(ctx, batch, await placed(ctx, batch, prepared));
  const [added, changed] = [
    landings.filter(({ did }) => did === "added"),
    landings.filter(({ did }) => did === "changed"),
  ];
  const works = await records.worksWith(
    tx,
    [...added, ...changed].flatMap(({ entry }) => entry.book?.workKey ?? []),
  );
  const rowOf = (landing: Landing) => recordRow(landing, batch.id, works);
  await records.insertRecords(tx, added.map(rowOf), ctx.clock());
  await records.replaceRecords(tx, changed.map(rowOf), ctx.clock());
  const written = [...added, ...changed].filter(isBibliographic);
  await landHeadings(
    tx,
    [...added, ...changed].filter(({ entry }) => entry.kind === "authority"),
  );
  const items = await landAll(ctx, batch, landings, barcodes);
  // Records, items, what they are found by: everybody takes them in this order.
  if (changed.length > 0) {
    const ids = changed.map(({ id }) => id);
    await records.forgetNumbers(tx, ids);
    await records.forgetSearchRows(tx, ids);
  }
  const places = await placesOfRecords(
    tx,
    written.filter(({ did, items: said }) => did === "changed" || said.length > 0).map(({ id }) => id),
  );
  await records.insertSearchRows(
    tx,
    written.map(({ id, entry }) => searchRowOf(id, { ...entry, ...entry.book }, { places: places.get(id) })),
  );
  // Records that stay as they are may have items at other places now.
  await markPlaces(
    tx,
    landings.filter(({ did, items: said }) => did === "unchanged" && said.length > 0).map(({ id }) => id),
  );
  await records.insertNumbers(
    tx,
    written.flatMap(({ id, entry }) => entry.book.numbers.map((one) => ({ recordId: id, ...one }))),
  );
  const alike = await records.recordsLike(tx, added.filter(isBibliographic).map(comparable));
  await records.insertLikenesses(tx, alike, { batchId: batch.id, now: ctx.clock() });

  const idOf = new Map(landings.map(({ record, id }) => [record.number, id]));
  const told = [
    ...prepared.flatMap(({ record, findings, title }) =>
      findings.map((one) => ({
        ...one,
        title,
        recordNumber: record.number,
        recordId: idOf.get(record.number) ?? null,
      })),
    ),
    ...landings.filter(({ isOthers }) => isOthers).map(othersRecord),
    ...items.told,
    ...others.flatMap(({ number, findings }) =>
      findings.map(({ id, field, byte, done, data = null }) => ({
        finding: id,
        field: field ?? wholeField(id, batch.profile.flavour),
        byte,
        done,
        data,
        title: "",
        recordNumber: number,
        recordId: null,
      })),
    ),
  ].sort((a, b) => a.recordNumber - b.recordNumber);
  const refused = [
    ...others.filter(({ kind }) => kind === "refused"),
    ...prepared.filter(({ entry }) => entry === null).map(({ record }) => record),
  ].map(({ number, byte, source }: MarcRecord | NotARecord) => ({
    recordNumber: number,
    byte,
    source: Buffer.from(source),
  }));
  for (const { did } of landings) tally[did] += 1;
  tally.refused = refused.length;
  tally.alike = new Set(alike.map(({ id }) => id)).size;
  tally.items = items.landed;
  tally.itemsRefused = items.refused;
  tally.findings = told.length;
  const outcomes = landings.map(({ record, did, id, title }) => ({
    number: record.number,
    did,
    recordId: id,
    title,
  }));
  return { ids: landings.map(({ id }) => id), tally, told, refused, outcomes };
}

/** Which are new, which stand here, and which of those say something else. */
async function placed(ctx: TxCtx, { profile }: Landable, prepared: readonly Prepared[]): Promise<Landing[]> {
  const good = prepared.filter((one): one is Prepared & { entry: Entry } => one.entry !== null);
  const keys = good.flatMap(({ entry }) => entry.controlKey ?? []);
  const standing = (await records.recordsWithNumbers(ctx.db, keys)).toSorted(
    (a, b) => Number(b.isMerged) - Number(a.isMerged),
  );
  const known = new Map(standing.map((one) => [one.controlKey, one]));
  const fresh = good.filter(({ entry }) => !known.has(entry.controlKey ?? ""));
  const ids = await records.takeIds(ctx.db, fresh.length);
  const idOf = new Map(fresh.map((one, n) => [one, ids[n] ?? 0]));
  return good.map((one): Landing => {
    const stands = known.get(one.entry.controlKey ?? "");
    if (!stands) return { ...one, id: idOf.get(one) ?? 0, did: "added" };
    // What was joined with another record stays so: the other is not overwritten by it, its items go there.
    const isSame = stands.isMerged || stands.digest === records.digestOf(one.record.source);
    return { ...one, id: stands.id, did: isSame || profile.same === "keep" ? "unchanged" : "changed" };
  });
}

/** What stands here stays as it is where this house could not change it at the desk either; its items land all the same. */
async function ownOnly(
  { db: tx }: TxCtx,
  { id, organisationId, orgPath }: Landable,
  landings: readonly Landing[],
): Promise<Landing[]> {
  const ids = landings.flatMap((one) => (one.did === "changed" ? one.id : []));
  if (ids.length === 0) return [...landings];
  const houses = await records.housesOfRecords(tx, ids, { batchId: id, organisationId });
  return landings.map((one) =>
    one.did !== "changed" || houseMayEdit(orgPath, { paths: houses.get(one.id) ?? [] })
      ? one
      : { ...one, did: "unchanged", isOthers: true },
  );
}

const othersRecord = ({ id, record, title }: Landing): findings.FindingRow => ({
  finding: "library.others-record",
  field: "001",
  byte: record.byte,
  done: "left-out",
  data: null,
  title,
  recordNumber: record.number,
  recordId: id,
});

type Bibliographic = Landing & { entry: { book: Book } };
const isBibliographic = (landing: Landing): landing is Bibliographic => landing.entry.book !== null;

function recordRow(
  { record, entry, id, content }: Landing,
  batchId: string,
  works: Map<string, number>,
): records.RecordRow {
  return {
    id,
    kind: entry.kind,
    flavour: record.flavour,
    controlKey: entry.controlKey,
    batchId,
    batchNumber: record.number,
    original: record.source,
    originalForm: formOf(record.source) ?? "iso2709",
    originalCharset: record.charset,
    content: content ?? null,
    workId: works.get(entry.book?.workKey ?? "") ?? null,
    title: entry.title,
    titleKey: entry.titleKey,
    ...entry.derived,
  };
}

const comparable = ({ id, entry: { titleKey, derived, book } }: Bibliographic) => ({
  id,
  isbns: book.numbers.flatMap(({ kind, number }) => (kind === "isbn" ? number : [])),
  titleKey,
  year: derived.year,
  publisher: derived.publisher,
});

/** Items of all these records. A barcode that is another record's, or stands twice, is told and left out. */
async function landAll(
  ctx: TxCtx,
  batch: Landable,
  landings: readonly Landing[],
  barcodes: SaidBefore | null,
) {
  const { organisationId: ownerId, orgPath, profile } = batch;
  const told: findings.FindingRow[] = [];
  const rows = new Map<string, ItemRow>();
  const saidIn = new Map<ItemRow, number>();
  const said = landings.flatMap((landing) => landing.items.map((item) => ({ landing, item })));
  const known = new Map(
    (
      await itemsWith(
        ctx.db,
        ownerId,
        said.map(({ item }) => lineOf(item.barcode, 1000)),
      )
    ).map((one) => [one.barcode, one]),
  );
  let refused = 0;
  for (const { landing, item } of said) {
    const { row, faults } = itemRowOf(item, landing.id, profile);
    const there = row && known.get(row.barcode);
    const beside = row && rows.get(row.barcode);
    const earlier = row && !there && !beside ? barcodes?.first(row.barcode, saidBy(landing)) : null;
    const taken = (by: { record: number } | { first: number }) =>
      faults.push({
        finding: "library.barcode-taken",
        done: "left-out",
        data: { barcode: row?.barcode ?? "", ...by },
      });
    if (beside) taken({ first: saidIn.get(beside) ?? landing.record.number });
    else if (there && there.recordId !== landing.id) taken({ record: there.recordId });
    else if (earlier && !earlier.isSame) taken({ first: earlier.record });
    else if (row) {
      rows.set(row.barcode, row);
      saidIn.set(row, landing.record.number);
      if (row.placeId === null && (there?.placeId ?? null) === null)
        faults.push({
          finding: "library.item-nowhere",
          done: "kept",
          data: { barcode: row.barcode, said: item.place },
        });
    }
    if (!row || !rows.has(row.barcode) || rows.get(row.barcode) !== row) refused += 1;
    for (const { finding, done, data } of faults)
      told.push({
        finding,
        done,
        data,
        title: landing.title,
        field: item.tag,
        byte: item.byte,
        recordNumber: landing.record.number,
        recordId: landing.id,
      });
  }
  return {
    landed: await landItems(ctx.db, { ownerId, orgPath, batchId: batch.id }, [...rows.values()], ctx.clock()),
    refused,
    told,
  };
}

/** Who says a barcode, and of which record: said again of one number it is the same. */
const saidBy = ({ record, entry }: Landing) => ({
  record: record.number,
  about: entry.controlKey ?? `${record.number}`,
});
