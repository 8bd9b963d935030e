/** Two records of one edition become one, and two again. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { holdsFollowItems, moveHolds } from "../../circulation/holds/joining/of-records.ts";
import { rederive } from "../reading/rederive.ts";
import * as store from "./match-store.ts";

/** The pair as it is kept: the newer first. */
export const pairOf = (one: number, other: number): readonly [number, number] => [
  Math.max(one, other),
  Math.min(one, other),
];

/** They are of different editions: nobody is asked again. */
export async function keepApart(ctx: TxCtx, pair: readonly [number, number]): Promise<void> {
  await store.lockRecords(ctx.db, pair);
  const { settledHow } = found(await store.likenessOf(ctx.db, ...pair), "likeness", pair.join("-"));
  if (settledHow === "merged") throw refused("record.merged-already");
  await store.settle(ctx.db, pair, "apart", ctx.clock());
  await audit(ctx, {
    what: "record.kept-apart",
    on: { kind: "record", id: `${pair[0]}` },
    detail: { like: pair[1] },
  });
}

/** Of two that look the same and that nobody has said to be apart: an address alone makes no two books one. */
export async function mergeAlike(ctx: TxCtx, which: { keep: number; drop: number }): Promise<{ id: string }> {
  const likeness = await store.likenessOf(ctx.db, ...pairOf(which.keep, which.drop));
  if (likeness === null || likeness.settledHow === "apart") throw refused("record.not-alike");
  return merge(ctx, which);
}

/** Items and numbers of the one go to the other; it keeps its bytes and knows what it is part of. */
export async function merge(
  ctx: TxCtx,
  { keep, drop }: { keep: number; drop: number },
): Promise<{ id: string }> {
  const { db: tx } = ctx;
  const now = ctx.clock();
  const locked = await store.lockRecords(tx, [keep, drop]);
  const gone = found(
    locked.find(({ id }) => id === drop),
    "record",
    `${drop}`,
  );
  const kept = found(
    locked.find(({ id }) => id === keep),
    "record",
    `${keep}`,
  );
  if (!isThere(gone) || !isThere(kept) || keep === drop) throw refused("record.not-standing");
  if (gone.kind !== kept.kind) throw refused("record.other-kind");
  const items = await store.moveItems(tx, { from: drop, to: keep }, now);
  await moveHolds(ctx, { from: drop, to: keep });
  await store.setMerged(tx, drop, { into: keep }, now);
  const followers = (await store.moveFollowers(tx, { from: drop, to: keep })).filter((id) => id !== drop);
  await store.settle(tx, pairOf(keep, drop), "merged", now);
  await store.passLikenesses(tx, { from: drop, to: keep });
  await rederive(ctx, [keep, drop]);
  const id = newId(now.epochMilliseconds);
  const stateWas = gone.state;
  await store.insertMerge(tx, { id, keptId: keep, mergedId: drop, items, followers, stateWas }, now);
  await audit(ctx, { what: "record.merged", on: { kind: "record", id: `${drop}` }, detail: { into: keep } });
  return { id };
}

const isThere = (record: store.Locked): record is store.Locked & { state: "standing" | "hidden" } =>
  record.state === "standing" || record.state === "hidden";

/** Both stand again, each with the items it brought; what has come since stays with the one that was kept. */
export async function undoMerge(ctx: TxCtx, id: string): Promise<void> {
  const { db: tx } = ctx;
  const now = ctx.clock();
  const { keptId, mergedId, items, followers, stateWas } = found(await store.mergeOf(tx, id), "merge", id);
  const locked = await store.lockRecords(tx, [keptId, mergedId]);
  if (!(await store.takeUndo(tx, id, now))) return;
  // The one that was kept may have become part of a third: that has to be undone before.
  if (locked.find((one) => one.id === mergedId)?.mergedInto !== keptId) throw refused("merge.later-first");
  await store.setMerged(tx, mergedId, { state: stateWas }, now);
  await store.moveItems(tx, { from: keptId, to: mergedId, only: items }, now);
  await holdsFollowItems(ctx, { to: mergedId, items });
  await store.moveFollowers(tx, { from: keptId, to: mergedId, only: followers });
  await store.settle(tx, pairOf(keptId, mergedId), null, now);
  await rederive(ctx, [keptId, mergedId]);
  await audit(ctx, {
    what: "record.merge-undone",
    on: { kind: "record", id: `${mergedId}` },
    detail: { from: keptId },
  });
}
