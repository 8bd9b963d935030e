/** Two accounts turned out to be one person: one reader of two, with everything either has, and nothing twice. */
import type { Joining, Moved } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { announce } from "#platform/events";
import { mergeDelivery } from "../../delivery/one-person.ts";
import { mergeHolds } from "../../holds/joining/one-person.ts";
import { tellCardEnded } from "../cards/cards.ts";
import { insertReaders, lockReaders, type Reader, setEnded } from "../reader-store.ts";
import * as store from "./merge-store.ts";

// texts: merge.reader merge.reader.category merge.reader.card merge.reader.deposit merge.reader.guarantee merge.reader.holds
/** The reader of the account that stays keeps category, library and card; loans and due dates move as they are. */
export async function mergeReaders(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const pair = { from: from.subject, into: into.subject };
  const { db } = ctx;
  const on = today(ctx).toString();
  await store.lockItemsOf(db, pair);
  const readers = await lockReaders(db, [pair.from, pair.into]);
  const gone = readers.find(({ subject }) => subject === pair.from);
  const kept = readers.find(({ subject }) => subject === pair.into);
  const loosely = await store.moveMentions(db, pair, on);
  if (!gone)
    return loosely === 0 ? [] : [{ module: "library", what: "merge.reader", rows: loosely, settled: [] }];
  if (!kept) await insertReaders(db, [{ ...gone, subject: pair.into }]);
  if (gone.endedOn !== (kept?.endedOn ?? null)) await setEnded(db, pair.into, kept ? null : gone.endedOn);
  await store.joinStanding(db, pair);
  const cards = await store.moveCards(db, pair, on);
  const guarantees = await store.moveGuarantees(db, pair, ctx.clock());
  const holds = await mergeHolds(ctx, { from: pair.from, to: pair.into });
  const rows = (await mergeDelivery(db, pair)) + (await store.moveRows(db, pair));
  await store.removeReader(db, pair.from);
  const settled: Moved["settled"] = [
    ...(kept && kept.category !== gone.category
      ? [{ text: "merge.reader.category", values: { kept: kept.category, gone: gone.category } }]
      : []),
    ...(cards.aliased > 0 ? [{ text: "merge.reader.card", values: { count: cards.aliased } }] : []),
    ...(guarantees.summed > 0
      ? [{ text: "merge.reader.deposit", values: { yuan: (guarantees.summed / 100).toFixed(2) } }]
      : []),
    ...(guarantees.twice > 0
      ? [{ text: "merge.reader.guarantee", values: { count: guarantees.twice } }]
      : []),
    ...(holds.twice > 0 ? [{ text: "merge.reader.holds", values: { count: holds.twice } }] : []),
  ];
  if (cards.aliased > 0) await tellCardEnded(ctx, gone, "replaced");
  if (kept) await tellOneLess(ctx, gone);
  const moved = loosely + cards.moved + guarantees.moved + holds.moved + rows + 1;
  return [{ module: "library", what: "merge.reader", rows: moved, settled }];
}

/** Two were counted and one is left. */
async function tellOneLess(ctx: TxCtx, { homeId, category, kind, endedOn }: Reader): Promise<void> {
  if (endedOn !== null) return;
  await announce(ctx, "reader.ended", { homeId, category, kind, demo: ctx.city.demo });
}
