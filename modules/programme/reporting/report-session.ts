/** Numbers that no door counts: reported by staff after a session, corrected in public, never mixed with what was counted. */
import { arrivedAt } from "#booking";
import type { AnswerOf, InputOf } from "#contract";
import { namesOfSubjects } from "#people";
import { mostPeopleOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { newsForSessions } from "../changing/hold-store.ts";
import type { getSessionReport, reportSession as reportOperation } from "./contract.ts";
import { improbable, type Known } from "./probable.ts";
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
    arrived: session.offerId ? ((await arrivedAt(ctx.db, [session.offerId])).get(session.offerId) ?? 0) : 0,
    held: session.heldAt !== null,
    reports: reports.map(({ madeBy, madeAt, ...report }) => ({
      ...report,
      madeAt: madeAt.toString(),
      by: names.get(madeBy) ?? null,
    })),
  };
}

/** Adds a report; a correction announces the difference. Refuses before the session was held, where somebody else was faster, and numbers that are improbable unless it is said that they are sure. */
export async function reportSession(
  ctx: TxCtx,
  { id, sure, ...input }: { id: string } & InputOf<typeof reportOperation>["body"],
): Promise<{ version: number }> {
  const session = found(await store.sessionToReport(ctx.db, id), "session", id);
  if (!session.heldAt) throw refused("session.not-held-yet");
  const doubts = improbable(input, await knownOf(ctx, session));
  if (doubts.length > 0 && !sure) throw new Problem("report.improbable", 409, {}, doubts);
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
      ...(doubts.length > 0 && { sure }),
    },
  });
  return { version: report.version };
}

type Reported = NonNullable<Awaited<ReturnType<typeof store.sessionToReport>>>;

async function knownOf(ctx: Ctx, { booking, placeId, spaceId, expectedCrowd }: Reported): Promise<Known> {
  const place = placeId ? (await placesOf(ctx.db, [placeId])).get(placeId) : undefined;
  return {
    places: booking ? booking.pools.reduce((sum, { quota }) => sum + quota, 0) : null,
    capacity: place?.spaces.find(({ id }) => id === spaceId)?.capacity ?? null,
    expectedCrowd,
    population: await mostPeopleOf(ctx.db, ctx.city.division),
  };
}

function staffSubject({ actor }: TxCtx): string {
  if (!actor.subject) throw new Error("a report needs somebody who answers for it");
  return actor.subject;
}
