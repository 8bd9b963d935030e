/** Houses of one network with copies on their way, for everybody's tests. */
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import type { Samples } from "../catalogue/testing.ts";
import { checkIn } from "../circulation/lending/check-in.ts";
import { aHouse, type House, someCopies } from "../circulation/testing.ts";
import { openBox, putIn, sendBox } from "./boxes/boxes.ts";
import { findingsOf } from "./boxes/finding-store.ts";
import { closeBox, receiveScan } from "./boxes/receive.ts";
import { beginFloating } from "./floating/floating.ts";
import { joinNetwork } from "./members/members.ts";
import { propose } from "./rotations/rotation.ts";
import type { RotationRule } from "./rotations/rotation-store.ts";

/** Copies of one house that were brought back at another, and wait there to go home. */
export async function copiesAway(
  ctx: TxCtx,
  { home, at, copies = 1 }: { home: House; at: House; copies?: number },
): Promise<{ itemIds: number[]; barcodes: string[]; recordId: number }> {
  const { itemIds, recordId } = await someCopies(ctx, home, { copies });
  for (const itemId of itemIds) await checkIn(ctx, { itemId, placeId: at.placeId });
  const rows = await ctx.db.many<{ barcode: string }>`
    select barcode from library.item where id = any(${itemIds}::bigint[]) order by id`;
  return { itemIds, recordId, barcodes: rows.map(({ barcode }) => barcode) };
}

export interface BoxBetween {
  from: House;
  to: House;
  id: string;
  barcodes: string[];
  itemIds: number[];
  recordId: number;
}

/** A box with so many copies that go home, packed; sent where it is said. */
export async function aBox(
  ctx: TxCtx,
  differs: { from?: House; to?: House; copies?: number; sent?: true } = {},
): Promise<BoxBetween> {
  const from = differs.from ?? (await aHouse(ctx));
  const to = differs.to ?? (await aHouse(ctx));
  const away = await copiesAway(ctx, { home: to, at: from, copies: differs.copies ?? 2 });
  const { id } = await openBox(ctx, { fromId: from.placeId, toId: to.placeId, code: "" });
  for (const scan of away.barcodes) await putIn(ctx, { id, scan, ownerId: null });
  if (differs.sent) await sendBox(ctx, id);
  return { from, to, id, ...away };
}

const aPlan = (rule: Partial<RotationRule> = {}): RotationRule => ({
  shelf: "",
  callNumber: "",
  type: "",
  unlentDays: 0,
  most: 20,
  cameBy: null,
  ...rule,
});

/** A plan between two houses with so many copies. */
export async function aRotation(
  ctx: TxCtx,
  differs: { from?: House; to?: House; copies?: number; rule?: Partial<RotationRule>; toShelf?: string } = {},
): Promise<{ id: string; from: House; to: House; itemIds: number[]; recordId: number }> {
  const from = differs.from ?? (await aHouse(ctx));
  const to = differs.to ?? (await aHouse(ctx));
  const { itemIds, recordId } = await someCopies(ctx, from, { copies: differs.copies ?? 2 });
  const { id } = await propose(ctx, {
    fromId: from.placeId,
    toId: to.placeId,
    toShelf: differs.toShelf ?? "",
    rule: aPlan(differs.rule),
  });
  return { id, from, to, itemIds, recordId };
}

/** A place of this organisation. */
async function aPlaceOf(ctx: TxCtx, organisationId: string): Promise<House> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { id: placeId } = await aFacility(ctx, { organisationId });
  return { organisationId, path, placeId };
}

const aBoxFrom = async (ctx: TxCtx, organisationId: string, sent?: true) =>
  aBox(ctx, { from: await aPlaceOf(ctx, organisationId), copies: 1, ...(sent && { sent }) });
const aBoxTo = async (ctx: TxCtx, organisationId: string) =>
  aBox(ctx, { to: await aPlaceOf(ctx, organisationId), copies: 1, sent: true });
async function aFinding(ctx: TxCtx, organisationId: string, kind: "missing" | "unknown") {
  const { id } = await aBoxTo(ctx, organisationId);
  if (kind === "unknown") await receiveScan(ctx, { id, scan: "NOBODY", ownerId: null });
  else await closeBox(ctx, id);
  const all = await findingsOf(ctx.db, id, 5);
  return {
    id: found(
      all.find((one) => one.kind === kind),
      "box-finding",
      id,
    ).id,
  };
}
const aPlanOf = async (ctx: TxCtx, organisationId: string) =>
  aRotation(ctx, { from: await aPlaceOf(ctx, organisationId), to: await aPlaceOf(ctx, organisationId) });
const twoPlaces = async (ctx: TxCtx, organisationId: string) => ({
  organisationId,
  name: "城区",
  types: [],
  places: [
    { placeId: (await aPlaceOf(ctx, organisationId)).placeId, shelf: "" },
    { placeId: (await aPlaceOf(ctx, organisationId)).placeId, shelf: "文学" },
  ],
});
const isilOf = () => `CN-${newId().slice(-6).toUpperCase()}-1-T`;

export const networkSamples: Samples = {
  "library.network": async () => ({ query: {} }),
  "library.open-box": async (ctx, organisationId) => ({
    body: {
      fromId: (await aPlaceOf(ctx, organisationId)).placeId,
      toId: (await aHouse(ctx)).placeId,
      code: "",
    },
  }),
  "library.box": async (ctx, organisationId) => ({
    params: { id: (await aBoxFrom(ctx, organisationId)).id },
  }),
  "library.box-by-code": async () => ({ query: { code: "LX000001" } }),
  "library.put-in-box": async (ctx, organisationId) => {
    const { id, barcodes } = await aBoxFrom(ctx, organisationId);
    return { params: { id }, body: { scan: barcodes[0], ownerId: null } };
  },
  "library.take-out-of-box": async (ctx, organisationId) => {
    const { id, itemIds } = await aBoxFrom(ctx, organisationId);
    return { params: { id }, body: { itemId: itemIds[0] } };
  },
  "library.send-box": async (ctx, organisationId) => ({
    params: { id: (await aBoxFrom(ctx, organisationId)).id },
    body: {},
  }),
  "library.drop-box": async (ctx, organisationId) => ({
    params: { id: (await aBoxFrom(ctx, organisationId)).id },
    body: {},
  }),
  "library.receive-copy": async (ctx, organisationId) => {
    const { id, barcodes } = await aBoxTo(ctx, organisationId);
    return { params: { id }, body: { scan: barcodes[0], ownerId: null } };
  },
  "library.close-box": async (ctx, organisationId) => ({
    params: { id: (await aBoxTo(ctx, organisationId)).id },
    body: {},
  }),
  "library.settle-box-finding": async (ctx, organisationId) => ({
    params: await aFinding(ctx, organisationId, "unknown"),
    body: {},
  }),
  "library.give-up-copy": async (ctx, organisationId) => ({
    params: await aFinding(ctx, organisationId, "missing"),
    body: {},
  }),
  "library.rotations": async () => ({}),
  "library.propose-rotation": async (ctx, organisationId) => {
    const from = await aPlaceOf(ctx, organisationId);
    await someCopies(ctx, from);
    const to = await aPlaceOf(ctx, organisationId);
    return { body: { fromId: from.placeId, toId: to.placeId, toShelf: "", rule: aPlan() } };
  },
  "library.rotation": async (ctx, organisationId) => ({
    params: { id: (await aPlanOf(ctx, organisationId)).id },
  }),
  "library.keep-from-rotation": async (ctx, organisationId) => {
    const { id, itemIds } = await aPlanOf(ctx, organisationId);
    return { params: { id }, body: { itemId: itemIds[0] } };
  },
  "library.step-rotation": async (ctx, organisationId) => ({
    params: { id: (await aPlanOf(ctx, organisationId)).id },
    body: { step: "pull" },
  }),
  "library.floating": async () => ({}),
  "library.begin-floating": async (ctx, organisationId) => ({
    body: await twoPlaces(ctx, organisationId),
  }),
  "library.end-floating": async (ctx, organisationId) => ({
    params: await beginFloating(ctx, await twoPlaces(ctx, organisationId)),
    body: {},
  }),
  "library.statement": async () => ({ query: {} }),
  "library.statement-sheet": async () => ({ query: {} }),
  "library.network-members": async () => ({}),
  "library.join-network": async (_ctx, organisationId) => ({
    body: { organisationId, isil: isilOf(), isCentre: false },
  }),
  "library.leave-network": async (ctx, organisationId) => {
    await joinNetwork(ctx, { organisationId, isil: isilOf(), isCentre: false });
    return { params: { id: organisationId }, body: {} };
  },
  "library.network-terms": async () => ({ body: { daysOnWay: 5 } }),
};
