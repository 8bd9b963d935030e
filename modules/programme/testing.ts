/** Builders for everybody's tests and for the demo city: the real use cases, taken by named staff. */
import { Temporal } from "temporal-polyfill";
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import { type Actor, anonymous, newSubject, type Role } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { newId } from "#platform/db";
import { contestSamples } from "./contest/testing.ts";
import type { BookingPlan, EventText, SessionText } from "./desk/contract.ts";
import { createEvent, type NewEvent } from "./drafting/write-event.ts";
import { guideSamples } from "./exhibition/audio/testing.ts";
import type { SlotPlan, TourPlan } from "./exhibition/contract.ts";
import { feedbackSamples } from "./feedback/testing.ts";
import { moveSamples } from "./moved/testing.ts";
import { takeStep } from "./publishing/take-step.ts";
import { createSeries, type NewSeries } from "./series/write-series.ts";
import { sessionsOf } from "./session-store.ts";
import { touringSamples } from "./touring/testing.ts";
import { workSamples } from "./works/testing.ts";

/** An event's text with nothing missing but a place; say what differs. */
export function eventText(change: Partial<EventText> = {}): EventText {
  return {
    kind: "workshop",
    title: "剪纸入门",
    summary: "跟着传承人剪一只小羊。",
    description: "材料现场提供，零基础也能学会。",
    audience: "面向 8 岁以上的居民",
    ageFrom: 8,
    ageTo: null,
    translations: {},
    mode: "online",
    placeId: null,
    spaceId: null,
    link: "https://example.org/live",
    seriesId: null,
    jointOrganiserIds: [],
    expectedCrowd: (change.mode ?? "online") === "online" ? null : 40,
    ...change,
  };
}

/** A booking plan that opens a week before and closes when the session starts. */
export function bookingPlan(startsAt: string, change: Partial<BookingPlan> = {}): BookingPlan {
  return {
    opensAt: Temporal.Instant.from(startsAt)
      .subtract({ hours: 7 * 24 })
      .toString(),
    closesAt: startsAt,
    pools: [
      { channel: "online", quota: 20, releasesAt: null },
      { channel: "walk-in", quota: 5, releasesAt: null },
    ],
    maxPerClaim: 4,
    minLevel: 0,
    cancelUntilMinutes: 60,
    doorsBeforeMinutes: 30,
    ...change,
  };
}

/** A session of ninety minutes, `hoursAhead` of now unless `startsAt` is given. */
export function sessionText(
  ctx: Pick<Ctx, "clock">,
  { hoursAhead = 24, ...change }: Partial<SessionText> & { hoursAhead?: number } = {},
): SessionText {
  const startsAt = change.startsAt ?? ctx.clock().add({ hours: hoursAhead }).toString();
  return {
    startsAt,
    endsAt: Temporal.Instant.from(startsAt).add({ minutes: 90 }).toString(),
    label: "",
    placeId: null,
    spaceId: null,
    booking: bookingPlan(startsAt),
    ...change,
  };
}

/** Somebody of the staff with these roles on an organisation, by subject key alone; people's `aStaff` makes whole accounts. */
export async function someStaff(ctx: TxCtx, path: string, ...roles: Role[]): Promise<Actor> {
  const subject = await newSubject(ctx.db, ctx);
  return {
    ...anonymous,
    kind: "staff",
    account: subject,
    subject,
    grants: roles.map((role) => ({ role, path })),
  };
}

export interface EventBuild {
  organisationId: string;
  event?: Partial<EventText>;
  /** One session tomorrow unless told; an empty list makes an event without any. */
  sessions?: Partial<SessionText>[];
  /** How far it goes; published unless told. */
  until?: "draft" | "submitted" | "checked" | "approved" | "published";
}

export interface BuiltEvent {
  id: string;
  version: number;
  sessionIds: string[];
  offerIds: string[];
  editor: Actor;
  reviewer: Actor;
  publisher: Actor;
}

/** An event written, checked, approved and published by three people. */
export async function anEvent(ctx: Ctx, build: EventBuild): Promise<BuiltEvent> {
  return inTx(ctx, async (inner) => {
    const { path } = (await organisationOf(inner.db, build.organisationId)) ?? { path: "" };
    const editor = await someStaff(inner, path, "editor");
    const reviewer = await someStaff(inner, path, "reviewer");
    const publisher = await someStaff(inner, path, "publisher");
    const input: NewEvent = {
      organisationId: build.organisationId,
      event: eventText(build.event),
      sessions: (build.sessions ?? [{}]).map((change) => sessionText(ctx, change)),
    };
    const { id, version: first } = await createEvent({ ...inner, actor: editor }, input);
    const version = await through(
      { ...inner },
      { id, version: first, editor, reviewer, publisher },
      build.until ?? "published",
    );
    const sessions = await sessionsOf(inner.db, [id]);
    return {
      id,
      version,
      sessionIds: sessions.map((session) => session.id),
      offerIds: sessions.flatMap(({ offerId }) => (offerId ? [offerId] : [])),
      editor,
      reviewer,
      publisher,
    };
  });
}

async function through(
  ctx: TxCtx,
  of: { id: string; version: number; editor: Actor; reviewer: Actor; publisher: Actor },
  until: NonNullable<EventBuild["until"]>,
): Promise<number> {
  const way = [
    { step: "submit", by: of.editor, state: "submitted" },
    { step: "check", by: of.reviewer, state: "checked" },
    { step: "approve", by: of.publisher, state: "approved" },
    { step: "publish", by: of.publisher, state: "published" },
  ] as const;
  let { version } = of;
  if (until === "draft") return version;
  for (const { step, by, state } of way) {
    ({ version } = await takeStep({ ...ctx, actor: by }, { id: of.id, version, step }));
    if (state === until) break;
  }
  return version;
}

/** An event with one session: its ids at hand. */
export async function aSession(
  ctx: Ctx,
  { session, ...build }: Omit<EventBuild, "sessions"> & { session?: Partial<SessionText> },
): Promise<BuiltEvent & { sessionId: string; offerId: string | null }> {
  const built = await anEvent(ctx, { ...build, sessions: [session ?? {}] });
  const [sessionId] = built.sessionIds;
  if (!sessionId) throw new Error("one session was asked for");
  return { ...built, sessionId, offerId: built.offerIds[0] ?? null };
}

/** As many sessions like this one as nobody would write by hand, each a minute after the one before; no places to book. */
export async function moreSessionsLike(db: Db, sessionId: string, count: number): Promise<void> {
  await db.run`
    insert into programme.session
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'offer_id', null, 'booking', null,
              'starts_at', s.starts_at + i * interval '1 minute', 'ends_at', s.ends_at + i * interval '1 minute'))).*
      from programme.session s cross join generate_series(1, ${count}::int) i where s.id = ${sessionId}`;
}
/** Brands of one organisation have names of their own. */
const aName = (name: string) => `${name} ${newId().slice(-12)}`;

/** A brand series, or a part of one when `parentId` is given. */
export async function aSeries(
  ctx: Ctx,
  {
    organisationId,
    ...change
  }: { organisationId: string } & Partial<Omit<NewSeries, "series">> & Partial<NewSeries["series"]>,
): Promise<{ id: string; version: number }> {
  const { level = "series", parentId = null, ...words } = change;
  const series = {
    name: aName("燃情冰雪"),
    summary: "十二月到二月，六十余项冰雪文体活动。",
    translations: {},
    family: null,
    startsOn: null,
    endsOn: null,
    ...words,
  };
  return inTx(ctx, (inner) => createSeries(inner, { organisationId, level, parentId, series }));
}

const samplePermit = { number: "样例 1 号", authority: "样例文旅局", from: "2026-01-01", to: "2027-12-31" };

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

/** Timed entry of half hours for the next three days: twenty places on line, five at the door. */
export function slotPlan(ctx: Pick<Ctx, "clock" | "city">, change: Partial<SlotPlan> = {}): SlotPlan {
  const today = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  return {
    from: today.add({ days: 1 }).toString(),
    through: today.add({ days: 3 }).toString(),
    everyMinutes: 30,
    lastEntryMinutes: 30,
    booking: {
      pools: [
        { channel: "online", quota: 20 },
        { channel: "walk-in", quota: 5 },
      ],
      releaseDaysBefore: 7,
      releaseAt: "10:00",
      maxPerClaim: 4,
      minLevel: 0,
      cancelUntilMinutes: 60,
    },
    ...change,
  };
}

/** Guided tours in English at two times of the same days. */
export function tourPlan(ctx: Pick<Ctx, "clock" | "city">, change: Partial<TourPlan> = {}): TourPlan {
  const { everyMinutes: _, lastEntryMinutes: __, ...plan } = slotPlan(ctx);
  return { ...plan, at: ["11:00", "15:00"], minutes: 60, language: "en", label: "古丽讲解", ...change };
}

async function draftExhibition(ctx: TxCtx, organisationId: string) {
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const event = { kind: "exhibition", mode: "on-site", link: null, placeId } as const;
  return anEvent(ctx, { organisationId, until: "draft", event, sessions: [] });
}

const thisMonth = (ctx: TxCtx) =>
  ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString().slice(0, 7);
const published = async (ctx: TxCtx, organisationId: string) => anEvent(ctx, { organisationId });
const publishedParams = async (ctx: TxCtx, organisationId: string) => ({
  id: (await published(ctx, organisationId)).id,
});

/** A session that was held, as a report needs one. */
async function heldSession(ctx: TxCtx, organisationId: string): Promise<string> {
  const { sessionId } = await aSession(ctx, { organisationId });
  await ctx.db.run`
    update programme.session set starts_at = ${ctx.clock().subtract({ hours: 3 })}, ends_at = ${ctx.clock().subtract({ hours: 1 })},
           held_at = ${ctx.clock()} where id = ${sessionId}`;
  return sessionId;
}

/** For every operation: input whose target belongs to the organisation. */
export const samples: Record<string, (ctx: TxCtx, orgId: string) => Promise<Input>> = {
  "events.list": async () => ({ query: { when: "today", limit: 5 } }),
  "events.get": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "events.picture": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "sessions.report": async (ctx, orgId) => ({ params: { id: await heldSession(ctx, orgId) } }),
  "sessions.put-report": async (ctx, orgId) => ({
    params: { id: await heldSession(ctx, orgId) },
    body: { version: 0, tookPart: 12, beneficiaries: 80, basis: "counted", note: "门口清点" },
  }),
  "events.month": async (ctx) => ({ params: { month: thisMonth(ctx) } }),
  "events.feed": async () => ({}),
  "events.feed-one": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "series.get": async (ctx, organisationId) => ({
    params: { id: (await aSeries(ctx, { organisationId })).id },
  }),
  "series.list": async () => ({}),
  "events.create": async (ctx, organisationId) => ({
    body: { organisationId, event: eventText(), sessions: [sessionText(ctx)] },
  }),
  "events.edit": async (ctx, organisationId) => {
    const { id, version } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id }, body: { version, event: eventText({ title: "剪纸提高" }) } };
  },
  "events.add-sessions": async (ctx, organisationId) => {
    const { id, version } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id }, body: { version, sessions: [sessionText(ctx, { hoursAhead: 100 })] } };
  },
  "openactive.session-series": async () => ({}),
  "openactive.scheduled-sessions": async () => ({}),
  "openactive.dataset": async () => ({}),
  "events.plan-sessions": async (ctx, organisationId) => {
    const { id } = await anEvent(ctx, { organisationId, until: "draft" });
    const { label: _, ...first } = sessionText(ctx);
    const repeat = { weekdays: [], weeks: 1, until: null, count: 3 };
    return { params: { id }, body: { sessions: [first], repeat } };
  },
  "events.edit-session": async (ctx, organisationId) => {
    const { sessionIds, version } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id: sessionIds[0] }, body: { version, session: sessionText(ctx, { label: "晚场" }) } };
  },
  "events.remove-session": async (ctx, organisationId) => {
    const { sessionIds, version } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id: sessionIds[0] }, query: { version } };
  },
  "events.step": async (ctx, organisationId) => {
    const { id, version } = await anEvent(ctx, { organisationId, until: "submitted" });
    return { params: { id }, body: { version, step: "check" } };
  },
  "events.set-permit": async (ctx, organisationId) => {
    const { id, version } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id }, body: { version, permit: samplePermit } };
  },
  "events.permit-rules": async () => ({}),
  "events.put-permit-rule": async () => ({ params: { kind: "festival" }, body: { basis: "样例" } }),
  "events.put-crowd-rule": async () => ({ body: { rule: { from: 1000, basis: "样例" } } }),
  "events.cancel": async (ctx, organisationId) => {
    const { id, version } = await published(ctx, organisationId);
    return { params: { id }, body: { version, reason: "大风预警" } };
  },
  "events.cancel-session": async (ctx, organisationId) => {
    const { sessionIds, version } = await published(ctx, organisationId);
    return { params: { id: sessionIds[0] }, body: { version, reason: "大风预警" } };
  },
  ...moveSamples(async (ctx, orgId) => (await published(ctx, orgId)).sessionIds[0]),
  "events.concerned": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "events.desk-list": async () => ({}),
  "events.choices": async () => ({}),
  "events.desk-get": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "events.preview": async (ctx, orgId) => ({ params: await publishedParams(ctx, orgId) }),
  "events.set-stream": async (ctx, organisationId) => {
    const { sessionIds } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id: sessionIds[0] }, body: { times: null, replayLink: null } };
  },
  "live.desk": async (ctx, organisationId) => {
    const { id } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id } };
  },
  "live.make-key": async (ctx, organisationId) => {
    const { sessionIds } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id: sessionIds[0] }, body: {} };
  },
  "live.drop-key": async (ctx, organisationId) => {
    const { sessionIds } = await anEvent(ctx, { organisationId, until: "draft" });
    return { params: { id: sessionIds[0] } };
  },
  "exhibitions.open-slots": async (ctx, organisationId) => {
    const { id, version } = await draftExhibition(ctx, organisationId);
    return { params: { id }, body: { version, ...slotPlan(ctx) } };
  },
  "exhibitions.open-tours": async (ctx, organisationId) => {
    const { id, version } = await draftExhibition(ctx, organisationId);
    return { params: { id }, body: { version, ...tourPlan(ctx) } };
  },
  "series.create": async (_ctx, organisationId) => ({
    body: {
      organisationId,
      level: "series",
      parentId: null,
      series: {
        name: aName("水节"),
        summary: "",
        translations: {},
        family: "waves",
        startsOn: null,
        endsOn: null,
      },
    },
  }),
  "series.desk-list": async () => ({}),
  "series.desk-get": async (ctx, organisationId) => ({
    params: { id: (await aSeries(ctx, { organisationId })).id },
  }),
  "series.next-edition": async (ctx, organisationId) => ({
    params: { id: (await aSeries(ctx, { organisationId })).id },
    body: { name: "2027 届", startsOn: "2027-12-01", endsOn: null },
  }),
  "series.edit": async (ctx, organisationId) => {
    const { id, version } = await aSeries(ctx, { organisationId });
    const series = {
      name: aName("水节"),
      summary: "",
      translations: {},
      family: null,
      startsOn: null,
      endsOn: null,
    };
    return { params: { id }, body: { version, series } };
  },
  ...contestSamples(anEvent),
  ...feedbackSamples(anEvent),
  ...workSamples(anEvent),
  ...touringSamples,
  ...guideSamples(draftExhibition),
};
