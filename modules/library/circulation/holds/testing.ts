/** Readers who wait, for everybody's tests. */
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found } from "#platform/errors";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { insertRule } from "../rules/rule-store.ts";
import { fallbackRule, fallbackTerms, type Terms } from "../rules/ruling.ts";
import { aHouse, aReader, type House, someCopies } from "../testing.ts";
import { type Placing, placeHold } from "./placing/place-hold.ts";

/** A reader of the house waits for this title, and collects it there; say what differs. */
export async function aHold(
  ctx: TxCtx,
  house: House,
  differs: Partial<Placing> & { recordId: number },
): Promise<{ id: string; subject: string }> {
  const subject = differs.subject ?? (await aReader(ctx, house)).subject;
  const usual = {
    alternatives: [],
    itemId: null,
    pickupId: house.placeId,
    neededBy: null,
    frozenUntil: null,
  };
  return { ...(await placeHold(ctx, { ...usual, ...differs, subject })), subject };
}

/** The same, so many days later. */
export const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});
export const dayOf = (ctx: Ctx) => ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();

/** A network of two houses: what is returned at one is collected at the other. */
export async function aNetwork(ctx: Ctx): Promise<{ south: House; north: House }> {
  return inTx(ctx, async (inner) => {
    const south = await aHouse(inner);
    const north = await aHouse(inner, south.organisationId);
    // A place where nothing stands lends nothing.
    await someCopies(inner, north);
    return { south, north };
  });
}

export const bringBack = (ctx: Ctx, asked: { itemId: number; placeId: string }) =>
  inTx(ctx, (inner) => checkIn(inner, asked));
/** As this reader at home. */
export const as = (ctx: Ctx, subject: string): Ctx => ({
  ...ctx,
  actor: { ...ctx.actor, kind: "resident", account: subject, subject },
});
/** How somebody waits; null: no more. */
export const standing = (db: Db, id: string) =>
  db.maybeOne<{
    state: string;
    itemId: number | null;
    wantedPlaceId: string | null;
    readyUntil: string | null;
    slot: string;
  }>`select state, item_id, wanted_place_id, ready_until::text, slot from library.hold where id = ${id}`;
/** From today on the house lends on these terms. */
export const rule = (ctx: Ctx, house: House, terms: Partial<Terms>, category: string | null = null) =>
  inTx(ctx, ({ db }) =>
    insertRule(db, {
      organisationId: house.organisationId,
      orgPath: house.path,
      since: dayOf(ctx).toString(),
      until: null,
      basis: "流通规则",
      setAt: ctx.clock(),
      after: 0,
      match: { ...fallbackRule.match, owner: house.path, category },
      terms: { ...fallbackTerms, ...terms },
    }),
  );

/** A title of which every copy is lent to somebody. */
export function aLentTitle(
  ctx: Ctx,
  house: House,
  { copies = 1 }: { copies?: number } = {},
): Promise<{ recordId: number; itemIds: number[]; itemId: number; loanIds: string[] }> {
  return inTx(ctx, async (inner) => {
    const { recordId, itemIds } = await someCopies(inner, house, { copies });
    const loanIds = [];
    for (const itemId of itemIds) {
      const { subject } = await aReader(inner, house);
      loanIds.push((await checkOut(inner, { subject, itemId, placeId: house.placeId })).loanId);
    }
    return { recordId, itemIds, itemId: itemIds[0] ?? 0, loanIds };
  });
}

type Input = Record<string, unknown>;

/** A house, a title with one copy on its shelf there, and a reader who waits for it: the copy is looked for. */
async function aWantedCopy(ctx: TxCtx, organisationId: string) {
  const house = await houseOf(ctx, organisationId);
  const { recordId, itemIds } = await someCopies(ctx, house);
  const hold = await aHold(ctx, house, { recordId });
  const itemId = itemIds[0] ?? 0;
  const { barcode } = await ctx.db.one<{
    barcode: string;
  }>`select barcode from library.item where id = ${itemId}`;
  return { ...house, ...hold, recordId, itemId, barcode };
}

async function houseOf(ctx: TxCtx, organisationId: string): Promise<House> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { id: placeId } = await aFacility(ctx, { organisationId });
  return { organisationId, path, placeId };
}

const wanted = { alternatives: [], itemId: null, neededBy: null, frozenUntil: null };
const why = { body: { reason: "读者急用" } };

export const holdSamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.hold-form": async (ctx, organisationId) => ({
    params: { id: String((await aWantedCopy(ctx, organisationId)).recordId) },
  }),
  "library.place-hold": async (ctx, organisationId) => {
    const { recordId, placeId } = await aWantedCopy(ctx, organisationId);
    return { body: { ...wanted, record: String(recordId), pickupId: placeId } };
  },
  "library.own-holds": async () => ({}),
  "library.change-hold": async (ctx, organisationId) => {
    const { id, placeId } = await aWantedCopy(ctx, organisationId);
    return { params: { id }, body: { pickupId: placeId, frozenUntil: null, neededBy: null } };
  },
  "library.cancel-hold": async (ctx, organisationId) => ({
    params: { id: (await aWantedCopy(ctx, organisationId)).id },
    body: {},
  }),
  "library.place-hold-for": async (ctx, organisationId) => {
    const { recordId, placeId, ...house } = await aWantedCopy(ctx, organisationId);
    const { subject } = await aReader(ctx, { ...house, placeId });
    return { body: { ...wanted, subject, record: String(recordId), pickupId: placeId } };
  },
  "library.pull-list": async () => ({ query: {} }),
  "library.send-on": async (ctx, organisationId) => {
    const { placeId, barcode } = await aWantedCopy(ctx, organisationId);
    return { body: { placeId, barcode } };
  },
  "library.not-there": async (ctx, organisationId) => {
    const { placeId, itemId } = await aWantedCopy(ctx, organisationId);
    return { body: { placeId, itemId } };
  },
  "library.hold-shelf": async () => ({ query: {} }),
  "library.hold-queue": async (ctx, organisationId) => ({
    params: { record: String((await aWantedCopy(ctx, organisationId)).recordId) },
  }),
  "library.put-hold-first": async (ctx, organisationId) => ({
    params: { id: (await aWantedCopy(ctx, organisationId)).id },
    ...why,
  }),
  "library.end-hold-of": async (ctx, organisationId) => ({
    params: { id: (await aWantedCopy(ctx, organisationId)).id },
    ...why,
  }),
  "library.hopeless-holds": async () => ({}),
  "library.set-hold-terms": async (ctx, organisationId) => ({
    body: { organisationId, most: 5, pullDays: 2, since: today(ctx).toString(), basis: "馆长办公会 2026-11" },
  }),
};
