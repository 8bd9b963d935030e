import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { claim, walkIn } from "#booking/filling";
import { unfold } from "#libs/calendar";
import { aResident } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { countStatements, dbTest } from "#platform/testing";
import { cancelEvent, cancelSession } from "../changing/cancel.ts";
import { holdSessions } from "../changing/hold-sessions.ts";
import { onToday } from "../finding/at-place.ts";
import { programmeFeed } from "../finding/feed.ts";
import { listEvents } from "../finding/list-events.ts";
import { monthOfEvents } from "../finding/month.ts";
import { showEvent } from "../finding/show-event.ts";
import { takeStep } from "../publishing/take-step.ts";
import { anEvent, slotPlan, someStaff, tourPlan } from "../testing.ts";
import { openSlots, openTours } from "./open-entry.ts";

const dayAfter = (ctx: Ctx, days: number) =>
  ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().add({ days }).toString();

async function anExhibition(ctx: Ctx, through = dayAfter(ctx, 3)) {
  const { organisation, place } = await inTx(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    return { organisation, place: await aFacility(inner, { organisationId: organisation.id }) };
  });
  const draft = await anEvent(ctx, {
    organisationId: organisation.id,
    until: "draft",
    event: { kind: "exhibition", mode: "on-site", link: null, placeId: place.id },
    sessions: [],
  });
  const { editor, reviewer, publisher, id } = draft;
  const slots = await inTx({ ...ctx, actor: editor }, (inner) =>
    openSlots(inner, { id, version: draft.version, ...slotPlan(ctx, { through }) }),
  );
  let { version } = slots;
  const steps = [
    ["submit", editor],
    ["check", reviewer],
    ["approve", publisher],
    ["publish", publisher],
  ] as const;
  for (const [step, actor] of steps)
    ({ version } = await inTx({ ...ctx, actor }, (inner) => takeStep(inner, { id, version, step })));
  return { id, version, made: slots.made, publisher, path: organisation.path, placeId: place.id };
}

dbTest(
  "an exhibition of two months is one line of every list, one mark a day, and one day of slots",
  async ({ ctx }) => {
    // Sixty days from ten to eight, Mondays closed, half hours, the last entry half an hour before.
    const show = await anExhibition(ctx, dayAfter(ctx, 60));
    assert.ok(show.made > 900, `${show.made} slots`);
    const { items } = await listEvents(ctx, { place: show.placeId });
    assert.deepEqual(
      items.map(({ id, timed, admission }) => [id, timed, admission.state, admission.left]),
      [[show.id, true, "open", 20]],
    );
    const { days } = await monthOfEvents(ctx, { month: dayAfter(ctx, 1).slice(0, 7), kind: "exhibition" });
    assert.ok(Math.max(...days.map(({ count }) => count)) === 1);
    const page = (id: string) => countStatements(ctx, (inner) => showEvent(inner, id));
    const { answer: view, statements } = await page(show.id);
    const short = await anExhibition(ctx, dayAfter(ctx, 1));
    assert.equal(
      statements,
      (await page(short.id)).statements,
      "as many for a thousand slots as for a day's",
    );
    const [first, second] = view.entry?.days ?? [];
    assert.equal(view.entry?.day, first?.day);
    assert.equal(view.entry?.days.length, 14);
    assert.equal(view.entry?.before, null);
    assert.ok(view.entry?.after);
    assert.equal(view.sessions.length, 19, "half hours from ten to half past seven");
    const other = await showEvent(ctx, show.id, { day: second?.day });
    assert.equal(other.entry?.day, second?.day);
    const bySession = await showEvent(ctx, show.id, { session: other.sessions[3]?.id });
    assert.equal(bySession.entry?.day, second?.day, "the day of the session asked for");
    const there = await onToday(ctx, { placeId: show.placeId, day: first?.day ?? "" });
    assert.equal(there.length, 1, "one line on the page of the place");
  },
);

dbTest(
  "a morning of timed entry: booked on line, walked in at the door, and another slot when one is full",
  async ({ ctx }) => {
    const show = await anExhibition(ctx);
    const view = await showEvent(ctx, show.id);
    const [ten, half] = view.sessions;
    const offerId = ten?.offer?.id ?? "";
    for (let taken = 0; taken < 20; taken += 4) {
      const { actor: resident } = await inTx(ctx, (inner) => aResident(inner));
      await inTx({ ...ctx, actor: resident }, (inner) => claim(inner, { offerId, size: 4 }));
    }
    const { actor: late } = await inTx(ctx, (inner) => aResident(inner));
    await assert.rejects(
      inTx({ ...ctx, actor: late }, (inner) => claim(inner, { offerId, size: 1 })),
      (error) => error instanceof Problem,
      "the slot is full on line",
    );
    await inTx({ ...ctx, actor: late }, (inner) => claim(inner, { offerId: half?.offer?.id ?? "", size: 1 }));
    const now = await showEvent(ctx, show.id);
    assert.deepEqual(
      now.sessions.slice(0, 2).map(({ admission }) => [admission.state, admission.left]),
      [
        ["full", 0],
        ["open", 19],
      ],
    );
    assert.equal(now.entry?.days[0]?.admission.left, 20, "the best slot of the day");
    const door = await inTx(ctx, (inner) => someStaff(inner, show.path, "clerk"));
    const atTen = Temporal.Instant.from(ten?.startsAt ?? "");
    const opened = { ...ctx, actor: door, clock: () => atTen };
    await inTx(opened, (inner) => walkIn(inner, { offerId, size: 5 }));
    assert.equal((await showEvent(ctx, show.id)).sessions[0]?.admission.onSiteLeft, 0);
  },
);

dbTest(
  "guided tours have places and languages of their own, beside the slots of their time",
  async ({ ctx }) => {
    const show = await anExhibition(ctx);
    const asked = { id: show.id, version: show.version, reason: "加讲解" };
    const { version } = await inTx({ ...ctx, actor: show.publisher }, (inner) =>
      openTours(inner, { ...asked, ...tourPlan(ctx) }),
    );
    const russian = { ...tourPlan(ctx, { language: "ru" }), ...asked, version };
    await inTx({ ...ctx, actor: show.publisher }, (inner) => openTours(inner, russian));
    const { sessions } = await showEvent(ctx, show.id);
    const tours = sessions.filter(({ entry }) => entry === "tour");
    assert.deepEqual(tours.map(({ language }) => language).toSorted(), ["en", "en", "ru", "ru"]);
    assert.ok(tours.every(({ offer, label }) => offer?.pools.length === 2 && label === "古丽讲解"));
    await assert.rejects(
      inTx({ ...ctx, actor: show.publisher }, (inner) =>
        openTours(inner, { ...russian, version: version + 1 }),
      ),
      (error) => error instanceof Problem && error.id === "session.twice",
    );
  },
);

dbTest("a day of an exhibition is held once, however many slots it has", async ({ ctx }) => {
  const show = await anExhibition(ctx);
  const after = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 10 }) };
  await holdSessions(after);
  const news = await ctx.db.many<{ again: boolean }>`
    select (payload->>'again')::boolean as again from platform.outbox
     where type = 'session.held' and payload->>'eventId' = ${show.id}`;
  const days = new Set((await showEvent(ctx, show.id)).entry?.days.map(({ day }) => day));
  assert.equal(news.length, show.made);
  assert.equal(news.filter(({ again }) => !again).length, days.size);
});

dbTest(
  "in a calendar file a day of slots is one entry, which keeps its id and says what changed",
  async ({ ctx }) => {
    const show = await anExhibition(ctx);
    const entries = async () =>
      unfold(await programmeFeed(ctx, { place: show.placeId }))
        .join("\n")
        .split("BEGIN:VEVENT\n")
        .slice(1)
        .map((entry) =>
          Object.fromEntries(
            ["UID", "SEQUENCE", "STATUS", "DTSTART", "DTEND"].map((name) => [
              name,
              new RegExp(`^${name}[:;](?:.*:)?(.*)$`, "m").exec(entry)?.[1] ?? "",
            ]),
          ),
        );
    const { entry, sessions } = await showEvent(ctx, show.id);
    const days = entry?.days.map(({ day }) => day) ?? [];
    const before = await entries();
    assert.deepEqual(
      before.map(({ UID }) => UID),
      days.map((day) => `${show.id}-${day}@test`),
    );
    const compact = (day = "") => day.replaceAll("-", "");
    assert.equal(before[0]?.DTSTART, `${compact(days[0])}T100000`);
    assert.equal(before[0]?.DTEND, `${compact(days[0])}T193000`);

    const publisher = { ...ctx, actor: show.publisher };
    const cancelled = await inTx(publisher, (inner) =>
      cancelSession(inner, { id: sessions[0]?.id ?? "", version: show.version, reason: "上午停电" }),
    );
    const [later] = await entries();
    assert.deepEqual(
      [later?.UID, later?.STATUS, later?.DTSTART],
      [before[0]?.UID, "CONFIRMED", `${compact(days[0])}T103000`],
    );
    assert.ok(Number(later?.SEQUENCE) > Number(before[0]?.SEQUENCE));

    await inTx(publisher, (inner) =>
      cancelEvent(inner, { id: show.id, version: cancelled.version, reason: "展厅漏水" }),
    );
    const after = await entries();
    assert.deepEqual(
      after.map(({ UID, STATUS }) => [UID, STATUS]),
      before.map(({ UID }) => [UID, "CANCELLED"]),
    );
    assert.ok(Number(after[0]?.SEQUENCE) > Number(later?.SEQUENCE));
  },
);
