/** Changing what the register says of a place. Two editors at once: the second is told what the first did. */
import { convert } from "#libs/coordinates";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { recordWriting } from "#platform/publishing";
import { kinds } from "../kinds/kind-store.ts";
import { divisionsOn } from "../network/division-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { againstFacts, identityAmong, reasonFaults, recordChanged } from "../publishing/changed.ts";
import { placeToEdit } from "../publishing/in-review.ts";
import { placeThing } from "../publishing/place-thing.ts";
import { type Confirmed, holdForTwo } from "../publishing/two-people.ts";
import { refusing } from "../refusing.ts";
import { factsAt, updateFacts } from "./facility-store.ts";
import { factFaults, tidy } from "./fact-faults.ts";
import { changedFacts, type Facts, merge, type Part, samePart } from "./facts.ts";
import { foundBy } from "./found-by.ts";
import { positionFaults } from "./position-faults.ts";
import { beyondReach } from "./reach.ts";
import { tellPart } from "./tell-part.ts";

export interface Change {
  placeId: string;
  /** The version the editor saw. */
  version: number;
  changes: Partial<Facts>;
  /** Why a public place is called or counted as something else from now on. */
  reason?: string | undefined;
  /** The new position lies far outside the city and is meant so. */
  outsideCity?: boolean | undefined;
  /** Parts in which the editor's words go before what they said in `version`, after being told so. */
  over?: { version: number; parts: readonly Part[] } | undefined;
}

/**
 * Lays the editor's changes over the place. Edits of other parts since `version` are kept; an edit of the same part to
 * something else is refused with what it says now. Answers the version that holds afterwards; another kind or level of a public
 * place `waits` until a second person has confirmed it, and the rest is written.
 */
export async function changeFacility(
  ctx: TxCtx,
  input: Change,
  confirmed?: Confirmed,
): Promise<{ version: number; waits: boolean }> {
  const { reason = "" } = input;
  const now = await placeToEdit(ctx, input.placeId);
  const seen = await versionOf(ctx, input, "");
  const { facts: merged, collisions } = merge(seen, now, input.changes);
  const told = input.over && (await versionOf(ctx, { ...input, ...input.over }, "/over"));
  const untold = collisions.filter(
    (part) => !(told && input.over?.parts.includes(part) && samePart(told, now, part)),
  );
  if (untold.length > 0) {
    throw new Problem(
      "place.changed-meanwhile",
      409,
      { version: now.version, at: now.changedAt.toString() },
      collisions.map((part) => ({ field: `/body/changes/${part}`, ...tellPart(now, part) })),
    );
  }
  // A number once given stays until there is another: tables that went out know the place by it.
  const wanted = tidy({ ...merged, number: merged.number ?? now.number });
  const asked = changedFacts(now, wanted);
  if (asked.length === 0) return { version: now.version, waits: false };
  const against = ctx.actor.kind === "staff" ? againstFacts(ctx.actor, now, asked) : null;
  if (against) throw refused(against, {}, { status: 403 });
  const organisation = found(
    await organisationOf(ctx.db, now.organisationId),
    "organisation",
    now.organisationId,
  );
  const all = await kinds(ctx.db);
  const wantedKind = all.find(({ code }) => code === wanted.kind);
  const faults = [
    ...factFaults(wanted, "/body/changes").filter(({ field }) =>
      asked.some((name) => field.startsWith(`/body/changes/${name}`)),
    ),
    ...(asked.includes("position")
      ? await positionFaults(
          ctx,
          { position: wanted.position, divisionCode: now.divisionCode, outsideCity: input.outsideCity },
          "/body/changes",
        )
      : []),
    ...(wantedKind && (!wantedKind.retired || wanted.kind === now.kind)
      ? []
      : [{ field: "/body/changes/kind", id: "not-offered" }]),
    // Asked of whoever asked for it, who may reach further than the one who confirms.
    ...(asked.includes("level") && !confirmed
      ? await beyondReach(ctx, organisation, { divisionCode: null, level: wanted.level, at: "/body/changes" })
      : []),
    ...(identityAmong(now, asked).length > 0 ? reasonFaults(ctx, now, reason) : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const counted = {
    ...(asked.includes("kind") && { kind: wanted.kind }),
    ...(asked.includes("level") && { level: wanted.level }),
  };
  const two = confirmed ? null : await holdForTwo(ctx, [{ place: now, asked: counted }], reason);
  const waits = two?.held.has(now.id) ?? false;
  const facts = waits ? { ...wanted, kind: now.kind, level: now.level } : wanted;
  const fields = changedFacts(now, facts);
  if (fields.length === 0) return { version: now.version, waits };
  const kind = found(
    all.find(({ code }) => code === facts.kind),
    "place-kind",
    facts.kind,
  );
  const [division] = await divisionsOn(ctx.db, { day: today(ctx).toString(), codes: [now.divisionCode] });
  const written = await refusing(
    { facility_number_key: () => refused("place.number-taken", { number: facts.number ?? "" }) },
    () =>
      updateFacts(ctx.db, {
        ...facts,
        ...foundBy(facts, { kind, division, organisation }),
        id: now.id,
        version: now.version,
        wgs: facts.position && convert(facts.position, "WGS-84"),
        at: ctx.clock(),
      }),
  );
  if (!written) throw new Error(`place ${now.id} changed under its lock`);
  const version = now.version + 1;
  const by = ctx.actor.subject;
  if (now.state === "draft" && by !== null)
    await recordWriting(ctx.db, placeThing, now.id, { by, state: "draft", version, at: ctx.clock() });
  if (identityAmong(now, fields).length > 0) {
    const after = { ...now, ...facts, kindName: kind.name, version };
    await recordChanged(ctx, [{ before: now, after }], { reason, ...confirmed, ...two });
  }
  await audit(ctx, {
    what: "place.changed",
    on: { kind: "place", id: now.id },
    detail: { version, before: pick(now, fields), after: pick(facts, fields) },
  });
  await announce(ctx, "place.changed", { placeId: now.id, version, fields });
  return { version, waits };
}

/** What the editor saw. A version that never was is a mistake of whoever sent it, and no missing place. */
async function versionOf(
  ctx: TxCtx,
  { placeId, version }: { placeId: string; version: number },
  at: string,
): Promise<Facts> {
  const facts = await factsAt(ctx.db, placeId, version);
  if (!facts) throw invalid([{ field: `/body${at}/version`, id: "version.unknown" }]);
  return facts;
}

function pick(facts: Facts, names: readonly (keyof Facts)[]): Partial<Facts> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
