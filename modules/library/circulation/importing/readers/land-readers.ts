/** A batch of readers: read, decided and written, in a handful of statements. */
import { cardHolders, namesOfSubjects } from "#people";
import { type TxCtx, today } from "#platform/ctx";
import type { ReadRow } from "#platform/exchange";
import { type House, Whose } from "../whose.ts";
import { broughtBy, subjectsOf } from "./brought-readers.ts";
import type { ReaderColumns, ReaderLanding } from "./reader-columns.ts";
import { meantBy } from "./reader-meant.ts";
import { keyOf, planOf } from "./reader-plan.ts";
import * as store from "./readers-store.ts";
import { writeReaders } from "./write-readers.ts";

export async function landReaders(
  ctx: TxCtx,
  rows: readonly ReadRow<ReaderColumns>[],
  { own }: { own: House | null },
): Promise<ReaderLanding[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => values.organisation ?? []),
    places: rows.flatMap(({ values }) => values.place ?? []),
  });
  const meant = rows.map(({ values }) => meantBy(ctx, values, whose));
  const numbered = meant.flatMap((one) =>
    "faults" in one
      ? []
      : [one.number, ...one.oldNumbers].map((number) => ({ issuerId: one.house.id, number })),
  );
  const cards = new Map((await store.cardsWith(ctx.db, numbered)).map((card) => [keyOf(card), card]));
  const names = await namesOfSubjects(
    ctx.db,
    [...cards.values()].map(({ subject }) => subject),
  );
  const claimed = new Set<string>();
  const plans = meant.map((one) => planOf(ctx, one, { cards, names, claimed }));
  const fresh = plans.filter((plan) => "fresh" in plan);
  const people = await cardHolders(
    ctx,
    fresh.map(({ fresh: holder }) => holder),
  );
  const held = new Map(fresh.map((plan, at) => [plan, people[at]]));
  const present = await store.lockReadersOf(ctx.db, subjectsOf(plans, held));
  const on = today(ctx).toString();
  const { landings, brought } = broughtBy(plans, { held, present, on });
  await writeReaders(ctx, brought, on);
  return landings;
}
