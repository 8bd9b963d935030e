/** Numbers that no door counts: reported by staff after a session, corrected in public, never mixed with what was counted. */
import { arrivedAt } from "#booking";
import type { AnswerOf, InputOf } from "#contract";
import { namesOfSubjects } from "#people";
import { mostPeopleOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { newsForSessions } from "../changing/hold-store.ts";
import type { getSessionReport, reportSession as reportOperation } from "./contract.ts";
import { impossible, improbable, type Known } from "./probable.ts";
import * as store from "./report-store.ts";

export async function sessionReports(ctx: Ctx, id: string): Promise<AnswerOf<typeof getSessionReport>> {
  const session = found(await store.sessionToReport(ctx.db, id), "session", id);
  const reports = await store.reportsOf(ctx.db, id);
  const names = await namesOfSubjects(
    ctx.db,
    reports.map(({ madeBy }) => madeBy),
  );
  return {
    eventId: session.eventId,
    startsAt: session.startsAt.toString(),
    endsAt: session.endsAt.toString(),
    arrived: await arrivedIn(ctx, session),
    held: session.heldAt !== null && session.state === "published",
    reports: reports.map(({ madeBy, madeAt, ...report }) => ({
      ...report,
      madeAt: madeAt.toString(),
      by: names.get(madeBy) ?? null,
    })),
  };
}

/** Adds a report; a correction announces the difference. Refuses before the session was held, of an event that was withdrawn, where somebody else was faster, numbers that cannot be, and improbable ones unless those very numbers are said to be sure. */
export async function reportSession(
  ctx: TxCtx,
  { id, sure, ...input }: { id: string } & InputOf<typeof reportOperation>["body"],
): Promise<{ version: number }> {
  const session = found(await store.sessionToReport(ctx.db, id), "session", id);
  if (!session.heldAt) throw refused("session.not-held-yet");
  if (session.state !== "published") throw refused("report.event-withdrawn");
  const known = await knownOf(ctx, session);
  const wrong = impossible(input, known);
  if (wrong.length > 0) throw invalid(wrong);
  const doubts = improbable(input, known);
  const confirmed = sure?.tookPart === input.tookPart && sure.beneficiaries === input.beneficiaries;
  if (doubts.length > 0 && !confirmed) throw new Problem("report.improbable", 409, {}, doubts);
  const [latest] = await store.reportsOf(ctx.db, id);
  const now = latest?.version ?? 0;
  const report = { ...input, version: now + 1, madeAt: ctx.clock(), madeBy: staffSubject(ctx) };
  if (input.version !== now || !(await store.addReport(ctx.db, id, report))) {
    // Whoever was faster may have been so since we looked.
    const [newest] = await store.reportsOf(ctx.db, id);
    throw refused("event.changed-meanwhile", { yours: input.version, now: newest?.version ?? 0 });
  }
  const [news] = await newsForSessions(ctx.db, [{ ...session, again: false }]);
  if (!news) throw new Error(`session ${id} has no event`);
  await announce(ctx, "session.reported", {
    ...news,
    tookPart: input.tookPart - (latest?.tookPart ?? 0),
    beneficiaries: input.beneficiaries - (latest?.beneficiaries ?? 0),
    basis: input.basis,
  });
  await audit(ctx, {
    what: "session.reported",
    on: { kind: "session", id },
    detail: {
      version: report.version,
      tookPart: input.tookPart,
      beneficiaries: input.beneficiaries,
      ...(doubts.length > 0 && { sure: true }),
    },
  });
  return { version: report.version };
}

type Reported = NonNullable<Awaited<ReturnType<typeof store.sessionToReport>>>;

async function arrivedIn(ctx: Ctx, { offerId }: Reported): Promise<number> {
  return offerId ? ((await arrivedAt(ctx.db, [offerId])).get(offerId) ?? 0) : 0;
}

async function knownOf(ctx: Ctx, session: Reported): Promise<Known> {
  const { booking, placeId, spaceId, expectedCrowd, startsAt, endsAt } = session;
  const days = Math.ceil(startsAt.until(endsAt).total("hours") / 24);
  const people = await mostPeopleOf(ctx.db, ctx.city.division);
  const place = placeId ? (await placesOf(ctx.db, [placeId])).get(placeId) : undefined;
  return {
    places: booking ? booking.pools.reduce((sum, { quota }) => sum + quota, 0) : null,
    capacity: place?.spaces.find(({ id }) => id === spaceId)?.capacity ?? null,
    expectedCrowd,
    population: people === null ? null : people * days,
    arrived: await arrivedIn(ctx, session),
    onSite: session.mode === "on-site",
  };
}

function staffSubject({ actor }: TxCtx): string {
  if (!actor.subject) throw new Error("a report needs somebody who answers for it");
  return actor.subject;
}
