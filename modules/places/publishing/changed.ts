/** What a public place is and is counted by. Whoever publishes answers for it; everything else its editors keep. */
import type { Ctx, TxCtx } from "#platform/ctx";
import { type FieldFault, refused } from "#platform/errors";
import { addHistory } from "#platform/publishing";
import type { FacilityRow } from "../facility/facility-store.ts";
import type { FactName } from "../facility/facts.ts";
import { may } from "../may.ts";
import { inReview } from "./in-review.ts";
import { placeThing } from "./place-thing.ts";

/** Why a place changed, for its history. */
export interface Why {
  reason: string;
  /** Whose word it is carried out on, when nobody is there. */
  by?: string | null;
}

const identity: readonly FactName[] = ["name", "kind", "level"];

/** Those of the changed facts that only whoever publishes changes, and says why. Pure. */
export function identityAmong({ state }: Pick<FacilityRow, "state">, fields: readonly FactName[]) {
  return state === "published" ? fields.filter((field) => identity.includes(field)) : [];
}

/** Refuses facts that are not the asker's to change. */
export function refuseNotTheirs({ actor }: Ctx, place: FacilityRow, fields: readonly FactName[]): void {
  if (actor.kind !== "staff") return;
  const answered = identityAmong(place, fields);
  if (answered.length > 0 && !may["place.answer-for"](actor, place))
    throw refused("place.identity-published", {}, { status: 403 });
  if (answered.length < fields.length && !may["place.change"](actor, place))
    throw refused("place.facts-of-editors", {}, { status: 403 });
}

/** The fault of staff who change that without a reason. */
export function reasonFaults(
  { actor }: Ctx,
  { state }: Pick<FacilityRow, "state">,
  reason: string,
): FieldFault[] {
  const missing = actor.kind === "staff" && state === "published" && !reason.trim();
  return missing ? [{ field: "/body/reason", id: "missing" }] : [];
}

/**
 * A row of the history for each of these that is public or being reviewed: what it is now called, counted as, who runs it
 * or where it lies. In the asker's name unless `by` says whose word it was; nobody's row where the city fills itself.
 */
export async function recordChanged(
  ctx: TxCtx,
  places: readonly Pick<FacilityRow, "id" | "version" | "state">[],
  { reason, by = ctx.actor.subject }: Why,
): Promise<void> {
  const read = places.filter((place) => place.state === "published" || inReview(place));
  if (by === null || read.length === 0) return;
  const row = { step: "change", barred: [], onePersonRule: null } as const;
  await addHistory(
    ctx.db,
    placeThing,
    read.map(({ id, version, state }) => ({
      ...row,
      from: state,
      to: state,
      thing: id,
      version,
      by,
      reason: reason.trim(),
      scheduledFor: null,
      at: ctx.clock(),
    })),
  );
}
