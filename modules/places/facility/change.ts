/** Changing what the register says of a place. Two editors at once: the second is told what the first did. */
import { convert } from "#libs/coordinates";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { divisionsOn } from "../network/division-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { refusing } from "../refusing.ts";
import { factsAt, lockFacility, updateFacts } from "./facility-store.ts";
import { factFaults, tidy } from "./fact-faults.ts";
import { changedFacts, type Facts, merge } from "./facts.ts";
import { foundBy } from "./found-by.ts";
import { kinds } from "./kind-store.ts";
import { tellFact } from "./tell-fact.ts";

/**
 * Lays the editor's changes over the place. Edits of other facts since `version` are kept; an edit of the same fact to
 * something else is refused with the value it has now. Answers the version that holds afterwards.
 */
export async function changeFacility(
  ctx: TxCtx,
  input: { placeId: string; version: number; changes: Partial<Facts> },
): Promise<{ version: number }> {
  const now = found(await lockFacility(ctx.db, input.placeId), "place", input.placeId);
  if (now.endedOn) throw refused("place.ended", { day: now.endedOn });
  const seen = found(await factsAt(ctx.db, input.placeId, input.version), "version", String(input.version));
  const { facts: merged, collisions } = merge(seen, now, input.changes);
  if (collisions.length > 0) {
    throw new Problem(
      "place.changed-meanwhile",
      409,
      { version: now.version, at: now.changedAt.toString() },
      collisions.map((name) => ({
        field: `/body/changes/${name}`,
        id: "changed-meanwhile",
        data: { now: tellFact(now, name) },
      })),
    );
  }
  const facts = tidy(merged);
  const fields = changedFacts(now, facts);
  if (fields.length === 0) return { version: now.version };
  const kind = (await kinds(ctx.db)).find(({ code }) => code === facts.kind);
  const faults = [
    ...factFaults(facts, "/body/changes").filter(({ field }) =>
      fields.some((name) => field.startsWith(`/body/changes/${name}`)),
    ),
    ...(kind && (!kind.retired || facts.kind === now.kind)
      ? []
      : [{ field: "/body/changes/kind", id: "not-offered" }]),
  ];
  if (faults.length > 0 || !kind) throw invalid(faults);
  const organisation = found(
    await organisationOf(ctx.db, now.organisationId),
    "organisation",
    now.organisationId,
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
  await audit(ctx, {
    what: "place.changed",
    on: { kind: "place", id: now.id },
    detail: { version, before: pick(now, fields), after: pick(facts, fields) },
  });
  await announce(ctx, "place.changed", { placeId: now.id, version, fields });
  return { version };
}

function pick(facts: Facts, names: readonly (keyof Facts)[]): Partial<Facts> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
