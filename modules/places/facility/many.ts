/** Many places registered, changed, moved and ended in a handful of statements: what an import does with rows it has checked. */
import { convert } from "#libs/coordinates";
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { announceAll } from "#platform/events";
import type { Named } from "#platform/i18n";
import type { Organisation } from "../network/organisation-store.ts";
import { adopted, countsFrom, drafted } from "../publishing/adopted.ts";
import { identityAmong, recordChanged } from "../publishing/changed.ts";
import { holdForTwo } from "../publishing/two-people.ts";
import type { Asked } from "../publishing/waiting-store.ts";
import { endAll } from "./end.ts";
import { type FacilityRow, insertFacilities } from "./facility-store.ts";
import { changedFacts, type Facts } from "./facts.ts";
import { foundBy } from "./found-by.ts";
import { updateManyFacts } from "./many-store.ts";
import { moveAll } from "./move.ts";

interface Around {
  kind: Named;
  division: Named | undefined;
  organisation: Organisation;
}

export interface NewPlace {
  facts: Facts;
  around: Around;
  divisionCode: string;
  since: string;
  endedOn: string | null;
  demo: boolean;
  state: "draft" | "published";
}

export interface ChangedPlace {
  /** Locked, as it is now. */
  now: FacilityRow;
  facts: Facts;
  around: Around;
  /** From a day on it belongs elsewhere; null keeps what is. */
  move: { organisationId: string | null; divisionCode: string | null; on: string } | null;
  endedOn: string | null;
}

const importWords = (sha256: string) => `导入，文件指纹 ${sha256.slice(0, 12)}`;

/** Registers them all. Whoever calls has checked them; the constraints check again. */
export async function registerMany(
  ctx: TxCtx,
  places: readonly NewPlace[],
  { sha256 }: { sha256: string },
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map((place) => ({ ...place, id: newId() }));
  await insertFacilities(
    ctx.db,
    rows.map(({ id, facts, around, divisionCode, since, demo, state }) => ({
      ...facts,
      ...foundBy(facts, around),
      id,
      organisationId: around.organisation.id,
      divisionCode,
      since,
      wgs: facts.position && convert(facts.position, "WGS-84"),
      demo,
      state,
      at: ctx.clock(),
    })),
  );
  await auditAll(
    ctx,
    rows.map(({ id, facts, around }) => ({
      what: "place.registered",
      on: { kind: "place", id },
      detail: { number: facts.number, organisation: around.organisation.id },
    })),
  );
  const inState = (state: NewPlace["state"]) => rows.filter((row) => row.state === state).map(({ id }) => id);
  await adopted(ctx, inState("published"), importWords(sha256));
  await drafted(ctx, inState("draft"));
  await announceAll(
    ctx,
    rows.flatMap(({ id, facts: { kind, level }, around, divisionCode, since, state }) => {
      const organisationId = around.organisation.id;
      const payload = { placeId: id, kind, level, divisionCode, organisationId, on: since };
      const on = countsFrom(ctx, since);
      return [
        { type: "place.registered" as const, payload },
        ...(state === "published" ? [{ type: "place.published" as const, payload: { ...payload, on } }] : []),
      ];
    }),
  );
  await endAll(
    ctx,
    rows.flatMap(({ id, endedOn: on }) => (on === null ? [] : [{ id, on }])),
    { reason: importWords(sha256) },
  );
}

/**
 * Changes, moves and ends them; what needs a second person waits for one. Throws when one is not at the version it was read at:
 * it was to be locked.
 */
export async function changeMany(
  ctx: TxCtx,
  wanted: readonly ChangedPlace[],
  { sha256 }: { sha256: string },
): Promise<void> {
  const reason = importWords(sha256);
  const { held, rules } = await holdForTwo(
    ctx,
    wanted.map((place) => ({ place: place.now, asked: askedOf(place) })),
    reason,
  );
  const places = wanted.map((place) => without(place, held.get(place.now.id) ?? {}));
  const changed = places
    .map((place) => ({ ...place, fields: changedFacts(place.now, place.facts) }))
    .filter(({ fields }) => fields.length > 0);
  if (changed.length > 0) await writeFacts(ctx, changed);
  const counted = changed
    .filter(({ now, fields }) => identityAmong(now, fields).length > 0)
    .map(({ now, facts, around }) => ({
      before: now,
      after: { ...now, ...facts, kindName: around.kind.name, version: now.version + 1 },
    }));
  const why = { reason, rules };
  await recordChanged(ctx, counted, why);
  const moves = Map.groupBy(
    places.filter(({ move }) => move !== null),
    ({ move }) => JSON.stringify(move),
  );
  for (const [move, some] of moves) {
    await moveAll(
      ctx,
      some.map(({ now }) => now.id),
      // Written by us a few lines above.
      JSON.parse(move) as NonNullable<ChangedPlace["move"]>,
      why,
    );
  }
  await endAll(
    ctx,
    places.flatMap(({ now, endedOn: on }) => (on === null || now.endedOn ? [] : [{ id: now.id, on }])),
    why,
  );
}

/** What the row makes of what figures count. */
function askedOf({ now, facts, move, endedOn }: ChangedPlace): Asked {
  return {
    ...(facts.kind !== now.kind && { kind: facts.kind }),
    ...(facts.level !== now.level && { level: facts.level }),
    ...(move && {
      on: move.on,
      ...(move.organisationId !== null && { organisationId: move.organisationId }),
      ...(move.divisionCode !== null && { divisionCode: move.divisionCode }),
    }),
    ...(endedOn !== null && now.endedOn === null && { endedOn }),
  };
}

/** The row without what waits. */
function without(place: ChangedPlace, held: Asked): ChangedPlace {
  const { now, facts } = place;
  const { kindName: name, kindNames: names } = now;
  return {
    ...place,
    facts: { ...facts, ...(held.kind && { kind: now.kind }), ...(held.level && { level: now.level }) },
    around: { ...place.around, ...(held.kind && { kind: { name, names } }) },
    move: held.on ? null : place.move,
    endedOn: held.endedOn ? null : place.endedOn,
  };
}

async function writeFacts(
  ctx: TxCtx,
  changed: readonly (ChangedPlace & { fields: (keyof Facts)[] })[],
): Promise<void> {
  const written = await updateManyFacts(
    ctx.db,
    changed.map(({ now, facts, around }) => ({
      ...facts,
      ...foundBy(facts, around),
      id: now.id,
      version: now.version,
      wgs: facts.position && convert(facts.position, "WGS-84"),
      at: ctx.clock(),
    })),
  );
  if (written !== changed.length) throw new Error("a place changed under its lock");
  const pick = (facts: Facts, names: readonly (keyof Facts)[]) =>
    Object.fromEntries(names.map((name) => [name, facts[name]]));
  await auditAll(
    ctx,
    changed.map(({ now, facts, fields }) => ({
      what: "place.changed",
      on: { kind: "place", id: now.id },
      detail: { version: now.version + 1, before: pick(now, fields), after: pick(facts, fields) },
    })),
  );
  await announceAll(
    ctx,
    changed.map(({ now, fields }) => ({
      type: "place.changed" as const,
      payload: { placeId: now.id, version: now.version + 1, fields },
    })),
  );
}
