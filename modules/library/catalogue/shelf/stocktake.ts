/** A shelf is counted: begun, scanned or typed from a list, closed. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { markPlaces } from "../keeping/place-marks.ts";
import { keepVersions, setStatus } from "./shelf-store.ts";
import * as store from "./stocktake-store.ts";

/** Barcodes that one sending may bring. */
const mostAtOnce = 20_000;
const longestBarcode = 60;

/** Barcodes of a scanner or of a list: one on a line, or with blanks, commas or semicolons between. Each once. */
export const barcodesIn = (text: string): string[] => [
  ...new Set(
    text
      .normalize("NFKC")
      .split(/[\s,;、]+/)
      .filter((one) => one !== ""),
  ),
];

export async function begin(
  ctx: TxCtx,
  { placeId, shelf }: { placeId: string; shelf: string },
): Promise<{ id: string }> {
  const { orgPath } = found(await placeOf(ctx.db, placeId), "place", placeId);
  const id = newId(ctx.clock().epochMilliseconds);
  if (!(await store.insertStocktake(ctx.db, { id, placeId, orgPath, shelf: shelf.trim() }, ctx.clock())))
    throw refused("stocktake.open");
  await audit(ctx, { what: "stocktake.begun", on: { kind: "stocktake", id }, detail: { place: placeId } });
  return { id };
}

/** Notes what was scanned; twice is once. Answers what is new of it. */
export async function scan(
  ctx: TxCtx,
  { id, barcodes: text }: { id: string; barcodes: string },
): Promise<{ noted: number; again: number }> {
  const { state } = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (state === "closed") throw refused("stocktake.closed");
  const barcodes = barcodesIn(text);
  if (barcodes.length === 0) throw invalid([{ field: "/body/barcodes", id: "missing" }]);
  const bad = barcodes.find((one) => one.length > longestBarcode);
  if (bad !== undefined || barcodes.length > mostAtOnce)
    throw invalid([{ field: "/body/barcodes", id: "too-long", data: { limit: longestBarcode } }]);
  const noted = await store.insertScans(ctx.db, id, barcodes, ctx.clock());
  return { noted: noted.length, again: barcodes.length - noted.length };
}

/** What was not found is missing from now on, what has turned up stands there again; the counts are kept. */
export async function close(ctx: TxCtx, id: string): Promise<void> {
  const taken = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (taken.state === "closed") return;
  const now = ctx.clock();
  const counts = await store.countsOf(ctx.db, taken);
  if (counts.there + counts.elsewhere + counts.unknown === 0) throw refused("stocktake.nothing-scanned");
  const marks = await store.toMark(ctx.db, taken);
  await keepVersions(
    ctx.db,
    marks.map((one) => one.id),
    { why: "stocktake", now },
  );
  const of = (outcome: "missing" | "there") =>
    marks.filter((one) => one.outcome === outcome).map((one) => one.id);
  const changed = [
    ...(await setStatus(ctx.db, of("missing"), "missing", now)),
    ...(await setStatus(ctx.db, of("there"), "available", now)),
  ];
  await markPlaces(
    ctx.db,
    changed.map(({ recordId }) => recordId),
  );
  await store.close(ctx.db, id, counts, now);
  await audit(ctx, { what: "stocktake.closed", on: { kind: "stocktake", id }, detail: { ...counts } });
}
