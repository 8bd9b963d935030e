/** A shelf is counted: begun, scanned or told by a list, closed. */
import type { AnswerOf } from "#contract";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { type BarcodeList, type Listed, readBarcodes } from "../items/barcode-list.ts";
import { keepVersions, setFound, setStatus } from "../items/item-store.ts";
import { itemsMeant, type Meant } from "../items/meant.ts";
import type { MeantItem } from "../items/meant-store.ts";
import { longestBarcode } from "../items/scanned.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import type { scanBarcodes } from "./contract.ts";
import { countedViews } from "./show.ts";
import * as store from "./stocktake-store.ts";

/** Barcodes that one sending may bring. */
const mostAtOnce = 20_000;
/** Lines of a list that are told one by one; the others are counted. */
const mostTold = 200;
/** Barcodes that are answered one by one: what somebody scans, not what a device has read. */
const mostAnswered = 50;
/** Of so many expected one may be missing before whoever closes it is asked. */
const mostUnasked = 10;

export async function begin(
  ctx: TxCtx,
  { placeId, shelf: said }: { placeId: string; shelf: string },
): Promise<{ id: string }> {
  const shelf = said.trim();
  const { orgPath } = found(await placeOf(ctx.db, placeId), "place", placeId);
  const id = newId(ctx.clock().epochMilliseconds);
  if (!(await store.insertStocktake(ctx.db, { id, placeId, orgPath, shelf }, ctx.clock()))) {
    // What one of them finds would be missing in the other.
    const [other] = await store.meeting(ctx.db, { placeId, shelf });
    throw refused(
      "stocktake.open",
      { shelf: other?.shelf ?? "", isAll: other?.shelf === "" ? "yes" : "no" },
      { ...(other && { next: `/desk/catalogue/stocktakes/${other.id}` }) },
    );
  }
  await audit(ctx, { what: "stocktake.begun", on: { kind: "stocktake", id }, detail: { place: placeId } });
  return { id };
}

type Scanned = AnswerOf<typeof scanBarcodes>;

/** Notes what was scanned, or what a list says; twice is once. Answers what is new of it, and line by line what is not as it should be. */
export async function scan(
  ctx: TxCtx,
  { id, barcodes: text }: { id: string; barcodes: string },
): Promise<Scanned> {
  const taken = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (taken.state === "closed") throw refused("stocktake.closed");
  const read = readBarcodes(text);
  if (read.barcodes.length === 0 && read.unread.length === 0)
    throw invalid([{ field: "/body/barcodes", id: "missing" }]);
  if (read.barcodes.length === 0)
    throw invalid([{ field: "/body/barcodes", id: "too-long", data: { limit: longestBarcode } }]);
  if (read.barcodes.length > mostAtOnce)
    throw invalid([{ field: "/body/barcodes", id: "stocktake.too-many", data: { limit: mostAtOnce } }]);
  const list = await asKept(ctx, taken, read);
  const rows = await store.insertScans(ctx.db, id, list.barcodes, ctx.clock());
  const noted = new Set(rows.map(keyOf));
  const unknown = list.barcodes.filter(({ isKnown }) => !isKnown);
  const told: Scanned["told"] = [
    ...list.repeated.map(({ line, barcode, first }) => ({ line, barcode, why: "repeated" as const, first })),
    ...read.unread.map(({ line, said }) => ({ line, barcode: said, why: "unread" as const, first: null })),
    ...list.barcodes.flatMap((one): Scanned["told"] => {
      const said = { line: one.line, barcode: one.barcode, first: null };
      return [
        ...(noted.has(keyOf(one)) ? [] : [{ ...said, why: "again" as const }]),
        ...(one.isKnown ? [] : [{ ...said, why: "unknown" as const }]),
      ];
    }),
  ];
  return {
    noted: noted.size,
    again: list.barcodes.length - noted.size + list.repeated.length,
    unknown: unknown.length,
    unread: read.unread.length,
    answers: list.barcodes.length > mostAnswered ? [] : await answersTo(ctx, taken, { list, noted }),
    counts: await store.countsOf(ctx.db, taken),
    told: told.toSorted((a, b) => a.line - b.line).slice(0, mostTold),
  };
}

/** A scan as it is kept, and the copy it means. */
interface Kept extends Listed, store.ScanRow {
  isKnown: boolean;
}

interface KeptList {
  barcodes: Kept[];
  /** `first`: where it was said before. */
  repeated: (Kept & { first: number })[];
}

const keyOf = ({ barcode, ownerPath }: store.ScanRow) => `${ownerPath}\n${barcode}`;

/** What each means here. The owner that a tag names is kept only where another copy is meant by it than by the barcode alone. */
async function asKept(ctx: TxCtx, taken: store.Stocktake, list: BarcodeList): Promise<KeptList> {
  const all = [...list.barcodes, ...list.repeated];
  const here = { placeId: taken.placeId, shelf: taken.shelf };
  const meant = await itemsMeant(ctx.db, { scans: all, ...here });
  const plain = await itemsMeant(ctx.db, { scans: all.map((one) => ({ ...one, owner: null })), ...here });
  const kept = all.map((one, at): Kept => {
    const [item, alone] = [firstOf(meant[at]), firstOf(plain[at])];
    const barcode = item?.barcode ?? one.barcode;
    const ownerPath = one.owner !== null && item !== null && item.id !== alone?.id ? item.orgPath : "";
    return { line: one.line, owner: one.owner, barcode, ownerPath, isKnown: item !== null };
  });
  const said = Map.groupBy(
    kept.toSorted((a, b) => a.line - b.line),
    keyOf,
  );
  return {
    barcodes: [...said.values()].flatMap(([first]) => first ?? []),
    repeated: [...said.values()].flatMap(([first, ...more]) =>
      more.map((one) => ({ ...one, first: first?.line ?? one.line })),
    ),
  };
}

/** Whichever of several: none of them is at home here. */
function firstOf(meant: Meant | undefined): MeantItem | null {
  if (meant?.is === "one") return meant.item;
  return meant?.is === "several" ? (meant.items[0] ?? null) : null;
}

/** What each is, in the order in which they were said. */
async function answersTo(
  ctx: TxCtx,
  taken: store.Stocktake,
  { list, noted }: { list: KeptList; noted: ReadonlySet<string> },
): Promise<Scanned["answers"]> {
  const barcodes = list.barcodes.map(({ barcode }) => barcode);
  const counted = await store.countedOf(ctx.db, taken, { barcodes, limit: mostAnswered });
  const views = await countedViews(ctx, counted);
  const viewOf = new Map(
    counted.map(({ barcode, ownerPath }, at) => [keyOf({ barcode, ownerPath: ownerPath ?? "" }), views[at]]),
  );
  return [
    ...list.barcodes.map((one) => ({ ...one, again: !noted.has(keyOf(one)) })),
    ...list.repeated.map((one) => ({ ...one, again: true })),
  ]
    .toSorted((a, b) => a.line - b.line)
    .flatMap((one) => {
      const view = viewOf.get(keyOf(one));
      return view ? { ...view, line: one.line, again: one.again } : [];
    });
}

/** It has not been scanned; asking twice is asking once. */
export async function takeBack(ctx: TxCtx, { id, barcode }: { id: string; barcode: string }): Promise<void> {
  const { state } = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (state === "closed") throw refused("stocktake.closed");
  if (!(await store.deleteScan(ctx.db, id, barcode))) return;
  await audit(ctx, { what: "stocktake.scan-taken-back", on: { kind: "stocktake", id }, detail: { barcode } });
}

/** What was not found is missing from now on, what has turned up is what it was before; the counts are kept. */
export async function close(
  ctx: TxCtx,
  { id, missing: told = null }: { id: string; missing?: number | null | undefined },
): Promise<void> {
  const taken = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (taken.state === "closed") return;
  const now = ctx.clock();
  const counts = await store.countsOf(ctx.db, taken);
  if (counts.there + counts.elsewhere + counts.unknown === 0) throw refused("stocktake.nothing-scanned");
  const marks = await store.toMark(ctx.db, taken);
  const missing = marks.filter(({ outcome }) => outcome === "missing").length;
  const expected = counts.there + counts.missing;
  if (missing * mostUnasked > expected && told !== missing)
    throw refused("stocktake.many-missing", { missing, expected });
  await keepVersions(
    ctx.db,
    marks.map((one) => one.id),
    { why: "stocktake", now },
  );
  const of = (outcome: "missing" | "there") =>
    marks.filter((one) => one.outcome === outcome).map((one) => one.id);
  const changed = [
    ...(await setStatus(ctx.db, of("missing"), "missing", now)),
    ...(await setFound(ctx.db, of("there"), now)),
  ];
  await markPlaces(
    ctx.db,
    changed.map(({ recordId }) => recordId),
  );
  await store.close(ctx.db, id, counts, now);
  await audit(ctx, { what: "stocktake.closed", on: { kind: "stocktake", id }, detail: { ...counts } });
}
