/** Proves that what lending has written down in several places agrees, and puts right what has one right answer. */

import { audit } from "#platform/audit";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { endTransit } from "../../network/transit-store.ts";
import { waitAgain } from "../holds/hold-store.ts";
import { type CopyRepair, copyDivergences, divergencesOf } from "./divergence.ts";
import * as store from "./drift-store.ts";
import { setAway } from "./lending-store.ts";

/** Copies or readers that are looked at, and that are put right, in one go. */
const window = 20_000;
const batch = 200;
const examples = 5;

export const divergences = [
  ...copyDivergences,
  "reader-loans",
  "reader-holds",
  "reader-owes",
  "held-counts",
  "missing-untold",
] as const;
export type Divergence = (typeof divergences)[number];

export interface Agreement {
  what: Divergence;
  differ: number;
  repaired: number;
  /** Copies by their id, readers by their key; never both. */
  examples: string[];
}

/** How many there are of each, those that there are none of left out. Bounded batches, each a transaction of its own: it can be stopped and run again. */
export async function checkAgreement(ctx: Ctx, { repair }: { repair: boolean }): Promise<Agreement[]> {
  const tally = new Map<Divergence, Agreement>();
  const count = (what: Divergence, id: string | number, repaired: boolean) => {
    const one = tally.get(what) ?? { what, differ: 0, repaired: 0, examples: [] };
    one.differ += 1;
    if (repaired) one.repaired += 1;
    if (one.examples.length < examples) one.examples.push(`${id}`);
    tally.set(what, one);
  };
  await copies(ctx, repair, count);
  await readers(ctx, repair, count);
  await untold(ctx, repair, count);
  const found = divergences.flatMap((what) => tally.get(what) ?? []);
  if (repair && found.length > 0)
    await inTx(ctx, (inner) =>
      audit(inner, {
        what: "lending.repaired",
        on: { kind: "lending", id: "all" },
        detail: Object.fromEntries(found.map(({ what, repaired }) => [what, repaired])),
      }),
    );
  return found;
}

type Count = (what: Divergence, id: string | number, repaired: boolean) => void;

async function copies(ctx: Ctx, repair: boolean, count: Count): Promise<void> {
  for (let after = 0; ; ) {
    const { last, facts } = await store.copiesAfter(ctx.db, after, window);
    if (last === null) return;
    after = last;
    const differing = facts.filter((one) => divergencesOf(one).length > 0);
    if (!repair)
      for (const one of differing) for (const { what } of divergencesOf(one)) count(what, one.id, false);
    else
      for (let at = 0; at < differing.length; at += batch) {
        const ids = differing.slice(at, at + batch).map(({ id }) => id);
        const told = await inTx(ctx, (inner) => repairCopies(inner, ids));
        for (const { what, id, repaired } of told) count(what, id, repaired);
      }
  }
}

/** Looked at again with the copies locked: what was only on its way through is no divergence. */
async function repairCopies(
  ctx: TxCtx,
  ids: readonly number[],
): Promise<{ what: Divergence; id: number; repaired: boolean }[]> {
  const told: { what: Divergence; id: number; repaired: boolean }[] = [];
  for (const facts of await store.lockFacts(ctx.db, ids))
    for (const { what, repair } of divergencesOf(facts)) {
      if (repair) await carryOut(ctx, facts.id, repair);
      told.push({ what, id: facts.id, repaired: repair !== null });
    }
  return told;
}

async function carryOut(ctx: TxCtx, itemId: number, repair: CopyRepair): Promise<void> {
  const { db, city } = ctx;
  if (repair.do === "set-away") await setAway(db, itemId, repair.away);
  if (repair.do === "wait-again") await waitAgain(db, repair.holdId);
  if (repair.do === "forget-hold") await store.forgetHold(db, repair.wayId);
  if (repair.do === "end-way")
    await endTransit(db, repair.wayId, {
      how: "cancelled",
      on: today(ctx).toString(),
      zone: city.zone,
      atId: null,
    });
}

async function readers(ctx: Ctx, repair: boolean, count: Count): Promise<void> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { last, drift } = await store.readersAfter(ctx.db, after, window);
    if (last === null) return;
    after = last;
    for (const { subject, loans, holds, owes, held, ended } of drift) {
      const mends = repair && !ended;
      if (mends) await inTx(ctx, (inner) => store.recount(inner.db, subject));
      if (loans) count("reader-loans", subject, mends);
      if (holds) count("reader-holds", subject, mends);
      if (owes) count("reader-owes", subject, mends);
      if (held) count("held-counts", subject, mends);
    }
  }
}

async function untold(ctx: Ctx, repair: boolean, count: Count): Promise<void> {
  for (;;) {
    const some = await store.untoldMissing(ctx.db, batch);
    if (repair)
      await inTx(ctx, async (inner) => {
        for (const one of some) await store.tellMissing(inner.db, { ...one, on: today(inner).toString() });
      });
    for (const { itemId } of some) count("missing-untold", itemId, repair);
    if (!repair || some.length < batch) return;
  }
}
