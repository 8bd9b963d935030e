/** The register of works: written and published by named people, read by everybody. */

import type { AnswerOf } from "#contract";
import { organisationOf, organisationsCovered } from "#places";
import { audit } from "#platform/audit";
import { pathsHeld, roles } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, notFound, refused } from "#platform/errors";
import { event } from "../event-store.ts";
import { organiserNames } from "../finding/around.ts";
import { writers } from "../may.ts";
import type { deskWork, deskWorks, getWork, listWorks, WorkText } from "./contract.ts";
import { mayPublishWork, mayWriteWork } from "./may.ts";
import { isOwnWork, reasonGiven, recordInPublic, recordPublished, recordWritten } from "./second-person.ts";
import * as store from "./work-store.ts";

export async function listPublished(ctx: Ctx, kind: string | undefined): Promise<AnswerOf<typeof listWorks>> {
  const works = await store.publishedWorks(ctx.db, kind ?? null);
  return { items: await rows(ctx, works) };
}

/** A public work with its showings; any other does not exist for the public. */
export async function showWork(ctx: Ctx, id: string): Promise<AnswerOf<typeof getWork>> {
  const work = found(await store.work(ctx.db, id), "work", id);
  if (work.publishedAt === null) throw notFound("work", id);
  const nameOf = await organiserNames(ctx, [work.organisationId]);
  const showings = await store.showingsOf(ctx.db, id);
  return {
    id,
    ...textOf(work),
    organisation: nameOf(work.organisationId),
    showings: showings.map(({ firstAt, ...one }) => ({ ...one, firstAt: firstAt?.toString() ?? null })),
  };
}

export async function listForDesk(ctx: Ctx): Promise<AnswerOf<typeof deskWorks>> {
  const paths = pathsHeld(ctx.actor, ...roles);
  const works = await store.worksBelow(ctx.db, paths);
  const shown = await rows(ctx, works);
  const at = pathsHeld(ctx.actor, ...writers);
  const covered = await organisationsCovered(ctx.db, { at, below: [], words: null, limit: 200 });
  const nameOf = await organiserNames(
    ctx,
    covered.map(({ id }) => id),
  );
  return {
    items: shown.map((row, at) => ({ ...row, published: works[at]?.publishedAt != null })),
    organisations: covered.map(({ id }) => nameOf(id)),
  };
}

export async function showForDesk(ctx: Ctx, id: string): Promise<AnswerOf<typeof deskWork>> {
  const work = found(await store.work(ctx.db, id), "work", id);
  const nameOf = await organiserNames(ctx, [work.organisationId]);
  const showings = await store.showingsOf(ctx.db, id);
  return {
    id,
    ...textOf(work),
    organisation: nameOf(work.organisationId),
    version: work.version,
    published: work.publishedAt !== null,
    showings: showings.map((one) => ({ id: one.id, title: one.title })),
    events: await store.eventsFor(ctx.db, work),
    can: [
      ...(mayWriteWork(ctx.actor, work) ? (["write"] as const) : []),
      ...(mayPublishWork(ctx.actor, work) && (work.publishedAt !== null || !(await isOwnWork(ctx, work)))
        ? (["publish"] as const)
        : []),
    ],
  };
}

export async function create(
  ctx: TxCtx,
  { organisationId, work }: { organisationId: string; work: WorkText },
) {
  const organisation = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  refuseYearsAhead(ctx, work);
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertWork(ctx.db, { ...work, id, organisationId, orgPath: organisation.path }, ctx.clock());
  await recordWritten(ctx, id, 1);
  await audit(ctx, { what: "work.written", on: { kind: "work", id } });
  return { id, version: 1 };
}

/**
 * Changes the words of a work. A public one needs a reason, and stays the work it is: another title or kind is taken back, written and made
 * public by somebody else.
 */
export async function edit(
  ctx: TxCtx,
  { id, version, work, reason }: { id: string; version: number; work: WorkText; reason?: string },
) {
  const before = await workToChange(ctx, id, version);
  const why = before.publishedAt === null ? null : reasonGiven(reason);
  refuseYearsAhead(ctx, work);
  if (why !== null && (work.title !== before.title || work.kind !== before.kind))
    throw refused("work.other-work");
  const next = await store.updateWork(ctx.db, id, work, ctx.clock());
  if (why === null) await recordWritten(ctx, id, next);
  else await recordInPublic(ctx, { id, version: next, step: "change", reason: why });
  await audit(ctx, {
    what: "work.changed",
    on: { kind: "work", id },
    detail: { version: next, ...(why !== null && { reason: why }) },
  });
  return { id, version: next };
}

/** Makes a work public, by another person than wrote it, or takes it back, with a reason. What is so already stays so. */
export async function publish(
  ctx: TxCtx,
  { id, version, published, reason }: { id: string; version: number; published: boolean; reason?: string },
) {
  const before = await workToChange(ctx, id, version);
  if ((before.publishedAt !== null) === published) return { id, version };
  const why = published ? null : reasonGiven(reason);
  const next = await store.setPublished(ctx.db, id, published, ctx.clock());
  if (why === null) await recordPublished(ctx, before, next);
  else await recordInPublic(ctx, { id, version: next, step: "withdraw", reason: why });
  await audit(ctx, {
    what: published ? "work.published" : "work.withdrawn",
    on: { kind: "work", id },
    ...(why !== null && { detail: { reason: why } }),
  });
  return { id, version: next };
}

/** Notes a showing at a published event that the organisation of the work holds, alone or jointly: at another one's it is not theirs to say. */
export async function setShowing(
  ctx: TxCtx,
  { id, eventId, shown }: { id: string; eventId: string; shown: boolean },
) {
  if ((await event(ctx.db, eventId))?.state !== "published") throw notFound("event", eventId);
  const { orgPath } = found(await store.work(ctx.db, id), "work", id);
  if (shown && !(await store.holdsEvent(ctx.db, orgPath, eventId))) throw refused("work.not-own-event");
  await store.setShowing(ctx.db, { workId: id, eventId, shown });
  await audit(ctx, { what: "work.showing-set", on: { kind: "work", id }, detail: { eventId, shown } });
}

/** What is in the making may be of next year, nothing later. */
function refuseYearsAhead(ctx: TxCtx, { year, awards }: WorkText): void {
  const most = today(ctx).year + 1;
  const years = [
    { field: "/body/work/year", year },
    ...awards.map((award, at) => ({ field: `/body/work/awards/${at}/year`, year: award.year })),
  ];
  const faults = years.flatMap(({ field, year }): FieldFault[] =>
    year > most ? [{ field, id: "work.year-ahead", data: { most: String(most) } }] : [],
  );
  if (faults.length > 0) throw invalid(faults);
}

async function workToChange(ctx: TxCtx, id: string, version: number): Promise<store.Work> {
  const work = found(await store.lockWork(ctx.db, id), "work", id);
  if (work.version !== version)
    throw refused("event.changed-meanwhile", { yours: version, now: work.version });
  return work;
}

async function rows(ctx: Ctx, works: readonly store.Work[]) {
  const nameOf = await organiserNames(
    ctx,
    works.map(({ organisationId }) => organisationId),
  );
  return works.map(({ id, title, kind, year, organisationId }) => ({
    id,
    title,
    kind,
    year,
    organisation: nameOf(organisationId),
  }));
}

function textOf({ title, kind, year, summary, credits, rightsHolder, allowed, awards }: WorkText): WorkText {
  return { title, kind, year, summary, credits, rightsHolder, allowed, awards };
}
