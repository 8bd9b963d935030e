/** A batch of copies: read, decided and written, in a handful of statements. */
import { type TxCtx, today } from "#platform/ctx";
import type { ReadRow } from "#platform/exchange";
import { markPlaces } from "../../../catalogue/keeping/place-marks.ts";
import { type House, Whose } from "../whose.ts";
import type { ItemColumns, ItemLanding } from "./item-columns.ts";
import { meantBy, placeSaid } from "./item-meant.ts";
import { planOf } from "./item-plan.ts";
import * as store from "./items-store.ts";

export async function landItems(
  ctx: TxCtx,
  rows: readonly ReadRow<ItemColumns>[],
  { own }: { own: House | null },
): Promise<ItemLanding[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => values.organisation ?? []),
    places: rows.flatMap(({ values }) => placeSaid(values)),
  });
  const meant = rows.map(({ values }) => meantBy(ctx, values, whose));
  const good = meant.flatMap((one) => ("faults" in one ? [] : [one]));
  const present = await store.lockItemsWith(
    ctx.db,
    good.map(({ house, barcode }) => ({ ownerId: house.id, barcode })),
  );
  const items = new Map(present.map((item) => [`${item.ownerId} ${item.barcode}`, item]));
  const called = [...new Set(good.flatMap((one) => one.called))];
  const records = Map.groupBy(
    await store.recordsCalled(ctx.db, {
      keys: called.filter((one) => one.includes(":")),
      isbns: called.filter((one) => !one.includes(":")),
    }),
    (one) => one.called,
  );
  const plans = meant.map((one) => planOf(one, { items, records }));
  const added = plans.flatMap((plan) => ("add" in plan ? [plan] : []));
  const changed = plans.flatMap((plan) => ("change" in plan ? [plan] : []));
  const made =
    added.length === 0
      ? []
      : await store.insertNewItems(
          ctx.db,
          added.map(({ add }) => add),
          ctx.clock(),
        );
  await store.changeItems(
    ctx.db,
    changed.map(({ change }) => change),
    ctx.clock(),
  );
  await markPlaces(ctx.db, [
    ...new Set([...added.map(({ add }) => add.recordId), ...changed.map(({ recordId }) => recordId)]),
  ]);
  const ids = new Map([...present, ...made].map(({ id, ownerId, barcode }) => [`${ownerId} ${barcode}`, id]));
  const said = (isLentNow: boolean) =>
    good.flatMap(({ isLent: lent, house, barcode, values }) => {
      const tells = values.status !== undefined || values.lent !== undefined;
      return tells && lent === isLentNow ? (ids.get(`${house.id} ${barcode}`) ?? []) : [];
    });
  await store.noteSaidLent(ctx.db, { lent: said(true), not: said(false) }, today(ctx).toString());
  return plans.map((plan): ItemLanding => {
    if ("faults" in plan) return plan;
    if ("add" in plan) return { did: "added" };
    return { did: "change" in plan ? "changed" : "unchanged" };
  });
}
