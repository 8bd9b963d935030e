/** What somebody owes, and what they settled in a year: at the counter and at home. */
import { nameOfSubject } from "#people";
import { organisationsOf, placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { may } from "../../may.ts";
import { readerOf } from "../readers/reader-store.ts";
import * as store from "./fee-store.ts";

export async function feesOf(ctx: Ctx, subject: string) {
  const { db, locale } = ctx;
  const open = await store.openFees(db, subject);
  const settled = await store.settledFees(db, subject, today(ctx).subtract({ years: 1 }).toString());
  const houses = await organisationsOf(db, [...new Set(open.map(({ ownerId }) => ownerId))]);
  const places = await placesOf(db, [...new Set(open.map(({ placeId }) => placeId))]);
  const brief = (id: string, one: Parameters<typeof named>[0] | undefined) => ({
    id,
    name: one ? named(one, locale) : "",
  });
  return {
    owesFen: await store.owes(db, subject),
    open: open.map(({ id, ownerId, placeId, madeOn, itemId, ...fee }) => ({
      feeId: id,
      kind: fee.kind,
      amountFen: fee.amountFen,
      title: fee.title,
      note: fee.note,
      since: madeOn,
      house: brief(ownerId, houses.get(ownerId)),
      place: brief(placeId, places.get(placeId)),
      mayReplace: fee.kind === "lost" && itemId !== null,
    })),
    settled: settled.map(({ id, settledOn, ...fee }) => ({ feeId: id, on: settledOn, ...fee })),
  };
}

/** At a counter. Who may let a fee go is whoever decides for the house it is owed to. */
export async function feesAtDesk(ctx: Ctx, subject: string) {
  const reader = found(await readerOf(ctx.db, subject), "reader", subject);
  const fees = await feesOf(ctx, subject);
  const owners = await organisationsOf(
    ctx.db,
    fees.open.map(({ house }) => house.id),
  );
  const paths = [...owners.values()].map(({ path }) => path);
  return {
    name: reader.name || (await nameOfSubject(ctx.db, subject)),
    mayLetGo: may["fee.let-go"](ctx.actor, { paths }),
    ...fees,
  };
}
