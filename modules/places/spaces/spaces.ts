/** Rooms, courts and halls of a place. A retired space stays for what happened in it. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { inventoriesChanged } from "../handover/void.ts";
import { placeToEdit } from "../publishing/in-review.ts";
import { refusing } from "../refusing.ts";
import { leaveRooms } from "../things/thing-store.ts";
import * as store from "./space-store.ts";

export type SpaceInput = Pick<store.Space, "name" | "capacity"> & Partial<store.SpaceFacts>;

const factsOf = (input: SpaceInput): store.SpaceFacts => ({
  name: input.name.trim(),
  names: input.names ?? {},
  capacity: input.capacity,
  areaM2: input.areaM2 ?? null,
  equipment: [...new Set(input.equipment ?? [])],
  access: [...new Set(input.access ?? [])],
});

const named = (input: SpaceInput) => ({
  space_name: () => refused("space.name-taken", { name: input.name.trim() }),
});

/** Adds a space. Refuses a name that another space of the place has, places that are no more or under review. */
export async function addSpace(ctx: TxCtx, placeId: string, input: SpaceInput): Promise<{ id: string }> {
  await placeToEdit(ctx, placeId);
  const id = newId();
  await refusing(named(input), () => store.insertSpace(ctx.db, { ...factsOf(input), id, placeId }));
  await audit(ctx, {
    what: "space.added",
    on: { kind: "place", id: placeId },
    detail: { space: id, capacity: input.capacity },
  });
  await announce(ctx, "place.space-added", { placeId, spaceId: id, capacity: input.capacity });
  await inventoriesChanged(ctx, [placeId]);
  return { id };
}

/** Replaces the facts of a space. Refuses when somebody changed it since `version`. */
export async function changeSpace(
  ctx: TxCtx,
  placeId: string,
  spaceId: string,
  input: SpaceInput & { version: number },
): Promise<void> {
  await placeToEdit(ctx, placeId);
  const space = await spaceIn(ctx, placeId, spaceId);
  const facts = factsOf(input);
  if (
    !(await refusing(named(input), () =>
      store.updateSpace(ctx.db, { ...facts, id: spaceId, version: input.version }),
    ))
  ) {
    throw refused("space.changed-meanwhile", {
      name: space.name,
      capacity: space.capacity,
      version: space.version,
    });
  }
  await audit(ctx, {
    what: "space.changed",
    on: { kind: "place", id: placeId },
    detail: { space: spaceId, ...facts },
  });
  await announce(ctx, "place.space-changed", { placeId, spaceId, capacity: facts.capacity });
  await inventoriesChanged(ctx, [placeId]);
}

/** Takes the space out of use; its things stay in the place. Asking again changes nothing. */
export async function retireSpace(ctx: TxCtx, placeId: string, spaceId: string): Promise<void> {
  await placeToEdit(ctx, placeId);
  await spaceIn(ctx, placeId, spaceId);
  if (!(await store.retireSpace(ctx.db, spaceId))) return;
  await leaveRooms(ctx.db, [spaceId]);
  await audit(ctx, { what: "space.retired", on: { kind: "place", id: placeId }, detail: { space: spaceId } });
  await announce(ctx, "place.space-retired", { placeId, spaceId });
  await inventoriesChanged(ctx, [placeId]);
}

async function spaceIn(ctx: TxCtx, placeId: string, spaceId: string): Promise<store.Space> {
  const space = found(await store.spaceOf(ctx.db, spaceId), "space", spaceId);
  if (space.placeId !== placeId) throw notFound("space", spaceId);
  return space;
}
