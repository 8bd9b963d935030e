/** What a public place is and is counted by. Whoever publishes answers for it; everything else its editors keep. */
import type { Actor } from "#platform/auth";
import { type Ctx, type TxCtx, textFor, today } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import { addHistory, type Changed } from "#platform/publishing";
import type { FacilityRow } from "../facility/facility-store.ts";
import type { FactName } from "../facility/facts.ts";
import { may } from "../may.ts";
import { divisionsOn } from "../network/division-store.ts";
import { inReview } from "./in-review.ts";
import { placeThing } from "./place-thing.ts";

/** Why a place changed, for its history. */
export interface Why {
  reason: string;
  /** Whose word it is carried out on, where it is not the asker's. */
  by?: string | null;
  /** Day from which it holds; today unless told. */
  on?: string;
  /** By place: the rule that let one person do what takes two. */
  rules?: ReadonlyMap<string, string>;
}

const identity: readonly FactName[] = ["name", "kind", "level"];

/** Those of the changed facts that only whoever publishes changes, and says why. Pure. */
export function identityAmong({ state }: Pick<FacilityRow, "state">, fields: readonly FactName[]) {
  return state === "published" ? fields.filter((field) => identity.includes(field)) : [];
}

/**
 * What stands against changing these facts for somebody who works on the place, or null. Who may name a public place is said
 * here and nowhere else; the desk, its pages and the tables ask. Pure.
 */
export function againstFacts(
  actor: Actor,
  place: Pick<FacilityRow, "state" | "orgPath">,
  fields: readonly FactName[],
): "place.identity-published" | "place.facts-of-editors" | null {
  const answered = identityAmong(place, fields);
  if (answered.length > 0 && !may["place.answer-for"](actor, place)) return "place.identity-published";
  if (answered.length < fields.length && !may["place.change"](actor, place)) return "place.facts-of-editors";
  return null;
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

/** A place as its figures know it. */
type Counted = Pick<
  FacilityRow,
  "name" | "kindName" | "level" | "organisationName" | "divisionCode" | "endedOn"
>;
type Row = Pick<FacilityRow, "id" | "version" | "state" | "publishedAt"> & Counted;

/**
 * A row of the history for each of these that is public, or changes for a reason and is being reviewed or was public: what it was
 * and is now called, counted as, who runs it or where it lies, or its end. In the asker's name unless `by` says whose word it was; nobody's row where the city fills itself.
 */
export async function recordChanged(
  ctx: TxCtx,
  places: readonly { before: Counted; after: Row }[],
  { reason, by = ctx.actor.subject, on, rules }: Why,
): Promise<void> {
  const read = places.filter(
    ({ after }) =>
      after.state === "published" || ((inReview(after) || after.publishedAt !== null) && reason.trim()),
  );
  if (by === null || read.length === 0) return;
  const changes = await whatChanges(ctx, read, on);
  const row = { step: "change", barred: [] } as const;
  await addHistory(
    ctx.db,
    placeThing,
    read.map(({ after }, at) => ({
      ...row,
      from: after.state,
      to: after.state,
      thing: after.id,
      onePersonRule: rules?.get(after.id) ?? null,
      version: after.version,
      by,
      reason: reason.trim(),
      scheduledFor: null,
      at: ctx.clock(),
      changed: changes[at] ?? null,
    })),
  );
}

/** What each of these changes, from that day on; today unless told. */
export async function whatChanges(
  ctx: Ctx,
  places: readonly { before: Counted; after: Counted }[],
  on = today(ctx).toString(),
): Promise<Changed[]> {
  const codes = [
    ...new Set(places.flatMap(({ before, after }) => [before.divisionCode, after.divisionCode])),
  ];
  const divisions = await divisionsOn(ctx.db, { day: on, codes });
  const names = new Map(divisions.map(({ code, name }) => [code, `${name}（${code}）`]));
  return places.map(({ before, after }) => ({ on, fields: changedWords(ctx, names, before, after) }));
}

// texts: place.level.*
/** Each that differs, in words. */
function changedWords(
  ctx: Ctx,
  divisions: ReadonlyMap<string, string>,
  before: Counted,
  after: Counted,
): Changed["fields"] {
  const text = textFor(ctx);
  const words = (place: Counted) => ({
    name: place.name,
    kind: place.kindName,
    level: text(`place.level.${place.level}`),
    organisation: place.organisationName,
    division: divisions.get(place.divisionCode) ?? place.divisionCode,
    ended: place.endedOn ?? text("place.goes-on"),
  });
  const was = Object.entries(words(before));
  const is = new Map(Object.entries(words(after)));
  return was.flatMap(([field, said]) => {
    const now = is.get(field) ?? "";
    return now === said ? [] : [{ field, was: said, is: now }];
  });
}
