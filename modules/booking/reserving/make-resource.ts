/** The house makes a room, thing, seat or booth one that can be reserved. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { isTaken } from "./occupy.ts";
import * as store from "./resource-store.ts";
import type { ReservationRules } from "./rules.ts";
import { ruleSeats } from "./seats/seat-store.ts";
import { minuteOf } from "./slot.ts";

export interface ResourceInput {
  place: string;
  kind: "space" | "thing" | "seat" | "booth";
  space?: string;
  label?: string;
  rules: ReservationRules;
  public: boolean;
  parts?: readonly string[];
}

/** Makes it. Refuses a space that is reserved already, rules nobody could meet, and parts of another house. */
export async function makeResource(ctx: TxCtx, input: ResourceInput): Promise<{ id: string }> {
  const place = found(await placeOf(ctx.db, input.place), "place", input.place);
  heedRulesFaults(input.rules);
  const label = input.label?.trim() || null;
  const id = newId();
  if (input.kind === "space") {
    const space = place.spaces.find((one) => one.id === input.space);
    if (!space) throw invalid([{ field: "/body/space", id: "reservation.no-such-space" }]);
    const [known] = await store.resourcesOf(ctx.db, "space", [space.id]);
    if (known)
      throw refused(known.retired ? "reservation.room-retired" : "reservation.room-there", {
        name: space.name,
      });
  } else if (!label) throw invalid([{ field: "/body/label", id: "missing" }]);
  await store.insertResource(ctx.db, {
    id,
    kind: input.kind,
    ref: input.kind === "space" ? (input.space ?? id) : id,
    orgPath: place.orgPath,
    placeId: place.id,
    label: input.kind === "space" ? null : label,
    rules: input.rules,
    public: input.public,
    demo: place.demo,
  });
  await store.lockWhole(ctx.db, [id, ...(input.parts ?? [])]);
  await divide(ctx, id, place.id, input.parts ?? []);
  await audit(ctx, {
    what: "resource.made",
    on: { kind: "resource", id },
    detail: { place: place.id, kind: input.kind, rules: input.rules, parts: input.parts ?? [] },
  });
  const spaceId = input.kind === "space" ? (input.space ?? null) : null;
  await announce(ctx, "resource.made", { resourceId: id, kind: input.kind, spaceId, placeId: place.id });
  return { id };
}

/** All of it locked: from now on whoever has it has these parts too, and whoever has it already; refused where a part is taken then. */
async function divide(ctx: TxCtx, id: string, placeId: string, partIds: readonly string[]): Promise<void> {
  if (partIds.length === 0) return;
  const parts = await store.resourcesById(ctx.db, partIds);
  const wrong = parts.some((part) => part.placeId !== placeId || part.cells.includes(id));
  if (wrong || parts.length < partIds.length)
    throw invalid([{ field: "/body/parts", id: "reservation.parts-elsewhere" }]);
  const cells = [...new Set(parts.flatMap((part) => part.cells))].toSorted();
  try {
    await ctx.db.attempt((tx) => store.addCells(tx, id, cells, ctx.clock()));
  } catch (error) {
    if (isTaken(error)) throw refused("reservation.parts-taken");
    throw error;
  }
}

/** Changes its rules, who may ask for it and what it is divided into. What is reserved stands as it was made. */
export async function changeResource(
  ctx: TxCtx,
  id: string,
  input: { rules: ReservationRules; public: boolean; parts: readonly string[]; version: number },
): Promise<void> {
  heedRulesFaults(input.rules);
  // First: a part may be divided itself meanwhile.
  await store.lockWhole(ctx.db, [id, ...input.parts]);
  const resource = found(await store.resourceOf(ctx.db, id), "room", id);
  const open = input.public && resource.kind !== "person";
  const { label } = resource;
  if (
    !(await store.updateResource(ctx.db, {
      id,
      rules: input.rules,
      public: open,
      label,
      version: input.version,
    }))
  )
    throw refused("reservation.room-changed-meanwhile");
  if (resource.placeId) {
    const parts = await store.resourcesById(ctx.db, input.parts);
    // Its seats stay, and follow its rules.
    const seats = await ruleSeats(ctx.db, id, input.rules);
    const cells = new Set([id, ...seats, ...parts.flatMap((part) => part.cells)]);
    await store.removeCells(
      ctx.db,
      id,
      resource.cells.filter((cell) => !cells.has(cell)),
    );
    await divide(ctx, id, resource.placeId, input.parts);
  }
  await audit(ctx, {
    what: "resource.changed",
    on: { kind: "resource", id },
    detail: { rules: input.rules, public: open, parts: input.parts },
  });
}

/** A thing, a booth or a seat is called differently; what a room is called is said by its place. */
export async function renameResource(ctx: TxCtx, id: string, { label }: { label: string }): Promise<void> {
  // With the room it is in: two seats of one name would be one too many.
  await store.lockWhole(ctx.db, [id]);
  const resource = found(await store.resourceOf(ctx.db, id), "room", id);
  if (resource.label === null) throw refused("room.named-elsewhere");
  if (!(await store.renameResource(ctx.db, id, label.trim()))) throw refused("seats.label-there", { label });
  await audit(ctx, { what: "resource.renamed", on: { kind: "resource", id }, detail: { label } });
}

/** Refuses rules nobody could meet. */
function heedRulesFaults(rules: ReservationRules): void {
  const { shortestMinutes, longestMinutes, stepMinutes, setUpMinutes, clearUpMinutes, slot } = rules;
  if (shortestMinutes > longestMinutes)
    throw invalid([{ field: "/body/rules/longestMinutes", id: "reservation.longest-below-shortest" }]);
  if (shortestMinutes % stepMinutes !== 0)
    throw invalid([{ field: "/body/rules/shortestMinutes", id: "reservation.not-whole-steps" }]);
  if (!slot) return;
  const least = slot.minutes + setUpMinutes + clearUpMinutes;
  if (slot.everyMinutes < least)
    throw invalid([
      { field: "/body/rules/slot/everyMinutes", id: "reservation.slots-too-close", data: { least } },
    ]);
  if (minuteOf(slot.from) + slot.minutes > 1440)
    throw invalid([{ field: "/body/rules/slot/from", id: "reservation.slot-past-midnight" }]);
}
