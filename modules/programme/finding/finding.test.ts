import assert from "node:assert/strict";
import { claim } from "#booking/filling";
import { aRule } from "#booking/testing";
import { aChild, aResident } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { at, dbTest } from "#platform/testing";
import { takeStep } from "../publishing/take-step.ts";
import { setDivision } from "../session-store.ts";
import { anEvent, aSeries, aSession, moreSessionsLike } from "../testing.ts";
import { onToday, sessionsAt, sessionsByOffer } from "./at-place.ts";
import { listEvents } from "./list-events.ts";
import { monthOfEvents } from "./month.ts";
import { previewEvent, showEvent } from "./show-event.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const local = (text: string) => `${text}:00+08:00`;
const iso = (text: string) => new Date(local(text)).toISOString().replace(".000Z", "Z");

/** A city of its own, far from the other tests: its events lie in a series that the questions name. */
async function city(ctx: Ctx) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, { name: "市文化馆" }));
  const series = await aSeries(ctx, { organisationId });
  const make = (title: string, from: string, to: string, more: Parameters<typeof anEvent>[1]["event"] = {}) =>
    anEvent(ctx, {
      organisationId,
      event: { title, seriesId: series.id, ...more },
      sessions: [{ startsAt: iso(from), endsAt: iso(to), booking: null }],
    });
  const list = async (query: Parameters<typeof listEvents>[1]) =>
    (await listEvents(ctx, { series: series.id, ...query })).items.map(({ title }) => title);
  return { organisationId, series, make, list };
}

dbTest("now, today, weekend, later: each event where people look for it", async ({ ctx: base }) => {
  const early = { ...base, clock: at("2026-06-01T00:00:00Z") };
  const { make, series } = await city(early);
  await make("晚间音乐会", "2026-06-12T19:30", "2026-06-12T21:00");
  await make("周六讲座", "2026-06-13T10:00", "2026-06-13T11:30");
  await make("下周讲座", "2026-06-17T10:00", "2026-06-17T11:30");
  await make("早已结束", "2026-06-12T09:00", "2026-06-12T10:00");
  await make("长期展览", "2026-06-02T10:00", "2026-08-01T18:00");
  const titles = async (now: string, when: "now" | "today" | "weekend" | "later" | "coming") => {
    const ctx = { ...base, clock: at(now) };
    return (await listEvents(ctx, { when, series: series.id })).items.map(({ title }) => title);
  };
  // 18:00 on Friday in the city.
  const friday = "2026-06-12T10:00:00Z";
  assert.deepEqual(await titles(friday, "now"), ["晚间音乐会", "长期展览"]);
  assert.deepEqual(await titles(friday, "today"), ["晚间音乐会", "长期展览"]);
  assert.deepEqual(await titles(friday, "weekend"), ["周六讲座", "长期展览"]);
  assert.deepEqual(await titles(friday, "later"), ["周六讲座", "下周讲座"]);
  assert.deepEqual(await titles(friday, "coming"), ["晚间音乐会", "周六讲座", "下周讲座", "长期展览"]);
  // At 17:29 the concert is more than two hours away.
  assert.deepEqual(await titles("2026-06-12T09:29:00Z", "now"), ["长期展览"]);
});

dbTest(
  "an event is found by what its kind is called, in every language and with other words",
  async ({ ctx: base }) => {
    const ctx = { ...base, clock: at("2026-06-01T00:00:00Z") };
    const { make, list } = await city(ctx);
    await make("在戈壁上写作", "2026-06-12T19:30", "2026-06-12T21:00", { kind: "lecture" });
    await make("从黑油山到石油城", "2026-06-13T19:30", "2026-06-13T21:00", { kind: "exhibition" });
    await make("夜读克拉玛依", "2026-06-14T19:30", "2026-06-14T21:00", { kind: "reading" });
    await make("讲座里的合唱", "2026-06-15T19:30", "2026-06-15T21:00", { kind: "performance" });
    for (const [q, ...titles] of [
      ["讲座", "在戈壁上写作", "讲座里的合唱"],
      ["講座", "在戈壁上写作", "讲座里的合唱"],
      ["lecture", "在戈壁上写作"],
      ["展览", "从黑油山到石油城"],
      ["Exhibit", "从黑油山到石油城"],
      ["读书", "夜读克拉玛依"],
      ["展览 石油", "从黑油山到石油城"],
      ["石油，展览", "从黑油山到石油城"],
      ["展览 戈壁"],
      ["展览石油"],
    ])
      assert.deepEqual(await list({ q: q ?? "" }), titles, q);
  },
);

dbTest("only what is published and not cancelled is found", async ({ ctx }) => {
  const { organisationId } = await city(ctx);
  for (const until of ["draft", "submitted", "checked", "approved"] as const) {
    const { id } = await anEvent(ctx, { organisationId, until });
    await assert.rejects(showEvent(ctx, id), refusal("not-found"), until);
  }
  const gone = await anEvent(ctx, { organisationId });
  await inTx({ ...ctx, actor: gone.publisher }, (inner) =>
    takeStep(inner, { id: gone.id, version: gone.version, step: "withdraw", reason: "内容有误" }),
  );
  await assert.rejects(showEvent(ctx, gone.id), refusal("event.withdrawn"));
  assert.equal((await previewEvent(ctx, gone.id)).state, "withdrawn", "staff still see it");
});

dbTest(
  "an event with many sessions is one row with its next session and the number of others",
  async ({ ctx }) => {
    const { organisationId, series } = await city(ctx);
    await anEvent(ctx, {
      organisationId,
      event: { seriesId: series.id },
      sessions: [24, 48, 72].map((hours) => ({
        startsAt: ctx.clock().add({ hours }).toString(),
        booking: null,
      })),
    });
    const { items } = await listEvents(ctx, { series: series.id });
    assert.deepEqual(
      items.map(({ startsAt, more }) => [startsAt, more]),
      [[ctx.clock().add({ hours: 24 }).toString(), 2]],
    );
  },
);

dbTest(
  "pages of the list hold every event once, in order, also when many begin at the same time",
  async ({ ctx }) => {
    const { organisationId, series } = await city(ctx);
    for (let n = 0; n < 7; n++)
      await anEvent(ctx, { organisationId, event: { title: `第 ${n} 场`, seriesId: series.id } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listEvents(ctx, { series: series.id, limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
    for (const bad of ["!", "e30", Buffer.from('[1,"x","y"]').toString("base64url")]) {
      await assert.rejects(listEvents(ctx, { cursor: bad }), refusal("input.invalid"));
    }
  },
);

dbTest("by district, ages, kind, place and words", async ({ ctx }) => {
  const { organisationId, make, list } = await city(ctx);
  const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId, divisionCode: "650204" }));
  await make("油画临摹", "2026-06-20T10:00", "2026-06-20T11:30", { ageFrom: 18, kind: "workshop" });
  await make("绘本时间", "2026-06-21T10:00", "2026-06-21T11:30", { ageFrom: 3, ageTo: 6, kind: "reading" });
  await make("广场舞会", "2026-06-22T10:00", "2026-06-22T11:30", {
    ageFrom: null,
    kind: "sport",
    mode: "on-site",
    placeId: place.id,
    link: null,
    summary: "人人都来跳",
  });
  assert.deepEqual(await list({ division: "650204" }), ["广场舞会"]);
  assert.deepEqual(await list({ division: "650200" }), ["广场舞会"], "the whole city holds its districts");
  assert.deepEqual(await list({ division: "650203" }), []);
  assert.deepEqual(await list({ audience: "children" }), ["绘本时间", "广场舞会"]);
  assert.deepEqual(await list({ audience: "older" }), ["油画临摹", "广场舞会"]);
  assert.deepEqual(await list({ audience: "teenagers" }), ["广场舞会"]);
  assert.deepEqual(await list({ kind: "reading" }), ["绘本时间"]);
  assert.deepEqual(await list({ place: place.id }), ["广场舞会"]);
  assert.deepEqual(await list({ q: "绘本" }), ["绘本时间"]);
  assert.deepEqual(await list({ q: "舞" }), ["广场舞会"], "one character is a word");
  assert.deepEqual(await list({ q: "繪本" }), ["绘本时间"], "traditional characters find simplified ones");
  assert.deepEqual(await list({ q: "人人都来" }), ["广场舞会"]);
  assert.deepEqual(await list({ q: "？！" }), [], "signs alone find nothing");
  await inTx(ctx, (inner) => setDivision(inner.db, place.id, "650205", inner.clock()));
  assert.deepEqual(
    await list({ division: "650205" }),
    ["广场舞会"],
    "the place was moved to another district",
  );
});

dbTest(
  "an event says whether it is for the age of the one who asks, on that day, and whether it has begun",
  async ({ ctx }) => {
    const { organisationId } = await city(ctx);
    const { id } = await aSession(ctx, { organisationId, event: { ageFrom: 8, ageTo: null } });
    const { guardian, child } = await inTx(ctx, async (inner) => {
      const made = await aResident(inner);
      const born = inner
        .clock()
        .toZonedDateTimeISO("Asia/Shanghai")
        .subtract({ years: 7 })
        .toPlainDate()
        .toString();
      return { guardian: made, child: (await aChild(inner, made, { born })).actor };
    });
    const [startsAt] = (await showEvent(ctx, id)).sessions.map((session) => session.startsAt);
    assert.ok(startsAt);
    const seen = async (actor: Ctx["actor"], clock = ctx.clock) => {
      const [session] = (await showEvent({ ...ctx, actor, clock }, id)).sessions;
      return [session?.notForAge, session?.begun];
    };
    assert.deepEqual(await seen(child), ["too-young", false]);
    assert.deepEqual(await seen(child, at(startsAt)), ["too-young", true]);
    assert.deepEqual(await seen(guardian.actor), [null, false], "whose age nobody knows");
    const helper = {
      ...child,
      onBehalfOf: child.onBehalfOf && { ...child.onBehalfOf, as: "helper" as const },
    };
    assert.deepEqual(await seen(helper), [null, false], "a helper is told nothing of the age");
  },
);

dbTest(
  "an event page: pools with what is left and when they open, rules in sentences, in the reader's language",
  async ({ ctx }) => {
    const { organisationId, series } = await city(ctx);
    const built = await aSession(ctx, {
      organisationId,
      event: {
        seriesId: series.id,
        translations: {
          en: {
            title: "Paper-cutting",
            summary: "Cut a lamb.",
            description: "All you need is here.",
            audience: "From 8",
          },
        },
      },
    });
    const { offerId } = built;
    assert.ok(offerId);
    await inTx(ctx, async (inner) => {
      const { actor } = await aResident(inner);
      await claim({ ...inner, actor }, { offerId, size: 3 });
    });
    const view = await showEvent({ ...ctx, locale: "en" }, built.id);
    assert.deepEqual([view.title, view.lang, view.organiser.name], ["Paper-cutting", "en", "市文化馆"]);
    assert.deepEqual(
      view.series.map(({ id }) => id),
      [series.id],
    );
    const [session] = view.sessions;
    assert.deepEqual(session?.admission, { state: "open", left: 17, onSiteLeft: 5, opensAt: null });
    assert.deepEqual(
      session?.offer?.pools.map(({ channel, quota, left }) => [channel, quota, left]),
      [
        ["online", 20, 17],
        ["walk-in", 5, 5],
      ],
    );
    assert.equal(session?.offer?.rules[0], "At most 4 people a booking.");
    assert.equal(
      (await showEvent({ ...ctx, locale: "ug" }, built.id)).lang,
      "zh-CN",
      "what is not translated says its language",
    );
    assert.deepEqual(view.can, []);
    assert.deepEqual((await showEvent({ ...ctx, actor: built.publisher }, built.id)).can, [
      "withdraw",
      "edit",
      "cancel",
    ]);
  },
);

dbTest("a preview shows the offer as it will be, with nothing taken", async ({ ctx }) => {
  const { organisationId } = await city(ctx);
  const draft = await anEvent(ctx, { organisationId, until: "draft" });
  const [session] = (await previewEvent(ctx, draft.id)).sessions;
  assert.deepEqual([session?.admission.state, session?.admission.left], ["open", 20]);
  const rule = { kind: "period", most: 3, window: "month", days: 1, scope: "organisation" } as const;
  await inTx(ctx, (inner) => aRule(inner, organisationId, rule));
  const [ruled] = (await previewEvent(ctx, draft.id)).sessions;
  assert.deepEqual(
    ruled?.houseRules.rules.map(({ says, pools }) => [says, pools]),
    [["每人每月最多预约 3 次；约了没来的也算，按时取消的不算", ["online"]]],
    "who walks in is asked for none",
  );
});

dbTest("a month counts an event once a day, an exhibition on every day it lasts", async ({ ctx: base }) => {
  const ctx = { ...base, clock: at("2026-06-01T00:00:00Z") };
  const { organisationId, series, make } = await city(ctx);
  await make("展览", "2026-06-29T10:00", "2026-07-02T18:00");
  await make("跨夜放映", "2026-07-10T22:00", "2026-07-11T00:00");
  await anEvent(ctx, {
    organisationId,
    event: { title: "一天三场", seriesId: series.id },
    sessions: ["09:00", "11:00", "15:00"].map((time) => ({
      startsAt: iso(`2026-07-05T${time}`),
      booking: null,
    })),
  });
  const { days } = await monthOfEvents(ctx, { month: "2026-07", series: series.id });
  assert.equal(days.length, 31);
  const counts = Object.fromEntries(
    days.filter(({ count }) => count > 0).map(({ day, count }) => [day.slice(8), count]),
  );
  assert.deepEqual(counts, { "01": 1, "02": 1, "05": 1, "10": 1 });
  assert.equal(days[4]?.first[0]?.startsAt, iso("2026-07-05T09:00"));
});

dbTest("a month counts all its events, however many sessions went before", async ({ ctx: base }) => {
  const ctx = { ...base, clock: at("2026-06-01T00:00:00Z") };
  const { series, make } = await city(ctx);
  const { sessionIds } = await make("天天放映", "2026-07-01T10:00", "2026-07-01T11:00");
  await moreSessionsLike(ctx.db, sessionIds[0] ?? "", 5100);
  await make("月末音乐会", "2026-07-30T19:00", "2026-07-30T21:00");
  const { days } = await monthOfEvents(ctx, { month: "2026-07", series: series.id });
  assert.deepEqual([days[0]?.count, days[29]?.count, days[29]?.first.length], [1, 1, 1]);
});

dbTest("what is on at a place today, and what an offer is for", async ({ ctx }) => {
  const { organisationId } = await city(ctx);
  const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
  const built = await aSession(ctx, {
    organisationId,
    event: { mode: "on-site", placeId: place.id, link: null },
    session: { startsAt: ctx.clock().add({ hours: 2 }).toString() },
  });
  const today = await onToday(ctx, { placeId: place.id, day: "2026-06-12" });
  assert.deepEqual(
    today.map(({ href, left }) => [href, left]),
    [[`/events/${built.id}`, 20]],
  );
  assert.deepEqual(await onToday(ctx, { placeId: place.id, day: "2026-06-13" }), []);
  const at = await sessionsAt(ctx.db, [place.id], ctx.clock(), ctx.clock().add({ hours: 24 }), ctx.city.zone);
  assert.deepEqual(
    at.map(({ sessionId }) => sessionId),
    [built.sessionId],
  );
  const byOffer = await sessionsByOffer(ctx.db, [built.offerId ?? ""]);
  assert.equal(byOffer.get(built.offerId ?? "")?.eventId, built.id);
});
