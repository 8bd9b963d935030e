/** The inventory of a place, kept by its editors: what stands there, how many, in what state. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { facilities } from "../facility/facility-store.ts";
import { inventoriesChanged } from "../handover/void.ts";
import { refusing } from "../refusing.ts";
import { spaceOf } from "../spaces/space-store.ts";
import type { GoneReason } from "../words.ts";
import * as store from "./thing-store.ts";

export type ThingInput = Pick<store.Thing, "name" | "category" | "quantity" | "condition"> &
  Partial<store.ThingFacts>;

const factsOf = (input: ThingInput): store.ThingFacts => ({
  name: input.name.trim(),
  category: input.category,
  tag: input.tag?.trim() || null,
  quantity: input.quantity,
  condition: input.condition,
  spaceId: input.spaceId ?? null,
  acquiredOn: input.acquiredOn ?? null,
  value: toCents(input.value ?? null),
  note: input.note?.trim() ?? "",
});

/** Money as it is kept: whole cents. */
const toCents = (yuan: number | null) => yuan && Math.round(yuan * 100) / 100;

const tagTaken = ({ tag }: store.ThingFacts) => ({
  thing_tag: () => refused("thing.tag-taken", { tag: tag ?? "" }),
});

/** Enters a thing. Refuses a number that another thing of the place has, rooms of other places and days to come. */
export async function addThing(ctx: TxCtx, placeId: string, input: ThingInput): Promise<{ id: string }> {
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  const facts = factsOf(input);
  await checkFacts(ctx, placeId, facts);
  const id = newId();
  await refusing(tagTaken(facts), () => store.insertThing(ctx.db, { ...facts, id, placeId }));
  await changed(ctx, placeId, "thing.added", { thing: id, ...facts });
  return { id };
}

/** Replaces the facts of a thing. Refuses when somebody changed it since `version`. */
export async function changeThing(
  ctx: TxCtx,
  placeId: string,
  input: ThingInput & { id: string; version: number },
): Promise<void> {
  const thing = await thingIn(ctx, placeId, input.id);
  if (thing.goneOn) throw refused("thing.gone", { day: thing.goneOn });
  const facts = factsOf(input);
  await checkFacts(ctx, placeId, facts);
  const written = await refusing(tagTaken(facts), () =>
    store.updateThing(ctx.db, { ...facts, id: input.id, version: input.version }),
  );
  if (!written) throw refused("thing.changed-meanwhile", { name: thing.name, quantity: thing.quantity });
  await changed(ctx, placeId, "thing.changed", { thing: input.id, ...facts });
}

/** Takes a thing out of the inventory; asking again changes nothing. */
export async function removeThing(
  ctx: TxCtx,
  placeId: string,
  { id, because }: { id: string; because: GoneReason },
): Promise<void> {
  await thingIn(ctx, placeId, id);
  if (!(await store.markGone(ctx.db, id, { on: today(ctx).toString(), because }))) return;
  await changed(ctx, placeId, "thing.removed", { thing: id, because });
}

async function checkFacts(ctx: TxCtx, placeId: string, facts: store.ThingFacts): Promise<void> {
  const space = facts.spaceId ? await spaceOf(ctx.db, facts.spaceId) : null;
  const faults = [
    ...(facts.spaceId && (space?.placeId !== placeId || space.retired)
      ? [{ field: "/body/spaceId", id: "not-offered" }]
      : []),
    ...(facts.acquiredOn && facts.acquiredOn > today(ctx).toString()
      ? [{ field: "/body/acquiredOn", id: "day.in-future" }]
      : []),
    ...(facts.tag && facts.quantity > 1 ? [{ field: "/body/quantity", id: "thing.one-a-tag" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
}

async function thingIn(ctx: TxCtx, placeId: string, id: string): Promise<store.Thing> {
  const thing = found(await store.thingOf(ctx.db, id), "thing", id);
  if (thing.placeId !== placeId) throw notFound("thing", id);
  return thing;
}

async function changed(
  ctx: TxCtx,
  placeId: string,
  what: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await audit(ctx, { what, on: { kind: "place", id: placeId }, detail });
  await inventoriesChanged(ctx, [placeId]);
}
