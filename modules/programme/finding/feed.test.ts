import assert from "node:assert/strict";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { readCalendar, unfold } from "#libs/calendar";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { editSession } from "../changing/change-session.ts";
import { takeStep } from "../publishing/take-step.ts";
import { anEvent, aSession, moreSessionsLike, sessionText } from "../testing.ts";
import { eventFeed, programmeFeed } from "./feed.ts";
import { showEvent } from "./show-event.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const entries = (file: string) =>
  unfold(file)
    .join("\n")
    .split("BEGIN:VEVENT\n")
    .slice(1)
    .map((entry) => entry.split("\n"));
const value = (entry: string[] | undefined, name: string) =>
  entry?.find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))?.replace(/^[^:]*:/, "");

dbTest("an event as a calendar file: time in the city's zone, place, stable id", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId, name: "城南社区书屋" }));
  const built = await aSession(ctx, {
    organisationId,
    event: { mode: "on-site", placeId: place.id, link: null },
    session: { startsAt: "2026-06-13T11:30:00Z", label: "晚场" },
  });
  const file = await eventFeed(ctx, built.id);
  const [entry] = entries(file);
  assert.equal(value(entry, "UID"), `${built.sessionId}@test`);
  assert.ok(entry?.includes("DTSTART;TZID=Asia/Shanghai:20260613T193000"));
  assert.equal(value(entry, "SUMMARY"), "剪纸入门（晚场）");
  assert.ok(value(entry, "LOCATION")?.startsWith("城南社区书屋"));
  assert.equal(value(entry, "STATUS"), "CONFIRMED");
});

dbTest("a calendar entry names the owner and those who organise with them", async ({ ctx }) => {
  const [owner, partner] = await inTx(ctx, async (inner) => [
    await anOrganisation(inner, { name: "克拉玛依市图书馆" }),
    await anOrganisation(inner, { name: "白碱滩区文化馆" }),
  ]);
  assert.ok(owner && partner);
  const built = await aSession(ctx, {
    organisationId: owner.id,
    event: { jointOrganiserIds: [partner.id] },
  });
  const view = await showEvent(ctx, built.id);
  assert.equal(view.organiser.name, "克拉玛依市图书馆");
  assert.deepEqual(
    view.jointOrganisers.map(({ name }) => name),
    ["白碱滩区文化馆"],
  );
  for (const file of [await eventFeed(ctx, built.id), await programmeFeed(ctx, {})]) {
    const own = entries(file).find((entry) => value(entry, "UID") === `${built.sessionId}@test`);
    assert.match(value(own, "DESCRIPTION") ?? "", /主办：克拉玛依市图书馆\\n联合主办：白碱滩区文化馆/);
  }
});

dbTest("a cancelled session keeps its id, says so, and its sequence grew", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const before = entries(await eventFeed(ctx, built.id))[0];
  await inTx({ ...ctx, actor: built.publisher }, (inner) =>
    cancelSession(inner, { id: built.sessionId, version: built.version, reason: "大风，\n改日再办" }),
  );
  const [after] = entries(await eventFeed(ctx, built.id));
  assert.equal(value(after, "UID"), value(before, "UID"));
  assert.deepEqual([value(before, "SEQUENCE"), value(after, "SEQUENCE")], ["0", "1"]);
  assert.equal(value(after, "STATUS"), "CANCELLED");
  assert.ok(value(after, "DESCRIPTION")?.startsWith("已取消：大风，\\n改日再办"));
});

interface Held {
  sequence: number;
  startsAt: string;
  cancelled: boolean;
}

/** The entries of a file by UID, as ical.js reads them. */
function readByIcalJs(file: string): Map<string, Held> {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return new Map(
    calendar.getAllSubcomponents("vevent").map((component) => {
      const { uid, sequence, startDate } = new ICAL.Event(component);
      const startsAt = Temporal.Instant.fromEpochMilliseconds(startDate.toUnixTime() * 1000).toString();
      return [
        uid,
        { sequence, startsAt, cancelled: component.getFirstPropertyValue("status") === "CANCELLED" },
      ];
    }),
  );
}

/** What our own reader makes of it; a cancelled one has no occasion, so its start is what it was. */
function readByUs(file: string, before: Map<string, Held>): Map<string, Held> {
  const { events, faults } = readCalendar(file, { zone: "Asia/Shanghai", limit: 10 });
  assert.deepEqual(faults, []);
  return new Map(
    events.map(({ uid, sequence, cancelled, occasions }) => [
      uid,
      {
        sequence,
        startsAt: occasions[0]?.startsAt.toString() ?? before.get(uid)?.startsAt ?? "",
        cancelled,
      },
    ]),
  );
}

/** Takes a file into a calendar as clients do: known by UID, the higher SEQUENCE stays. */
function takeIn(calendar: Map<string, Held>, file: Map<string, Held>): Map<string, Held> {
  const made = new Map(calendar);
  for (const [uid, entry] of file) if (entry.sequence >= (made.get(uid)?.sequence ?? 0)) made.set(uid, entry);
  return made;
}

dbTest(
  "brought in again, our feed leaves the moved session moved, the cancelled one cancelled, the third as it was, none twice",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const hours = [24, 48, 72];
    const built = await anEvent(ctx, {
      organisationId,
      sessions: hours.map((ahead) => ({ startsAt: ctx.clock().add({ hours: ahead }).toString() })),
    });
    const [moved, cancelled] = built.sessionIds;
    assert.ok(moved && cancelled);
    const was = await eventFeed(ctx, built.id);
    const at = (ahead: number) => ctx.clock().add({ hours: ahead }).toString();
    const { version } = await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editSession(inner, {
        id: moved,
        version: built.version,
        session: sessionText(ctx, { startsAt: at(27) }),
        reason: "场地另有安排",
      }),
    );
    await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      cancelSession(inner, { id: cancelled, version, reason: "大风预警" }),
    );
    const is = await eventFeed(ctx, built.id);
    const wanted = [
      { sequence: 1, startsAt: at(27), cancelled: false },
      { sequence: 1, startsAt: at(48), cancelled: true },
      { sequence: 0, startsAt: at(72), cancelled: false },
    ];
    const first = readByIcalJs(was);
    assert.deepEqual(readByUs(was, new Map()), first);
    for (const read of [readByIcalJs, (file: string) => readByUs(file, first)]) {
      const after = takeIn(first, read(is));
      assert.deepEqual(
        built.sessionIds.map((id) => after.get(`${id}@test`)),
        wanted,
      );
      assert.equal(after.size, 3);
      assert.deepEqual(takeIn(after, read(is)), after, "the same file again changes nothing");
      assert.deepEqual(takeIn(after, first), after, "an old file that comes late undoes nothing");
    }
  },
);

dbTest(
  "of a withdrawn event phones learn that it is cancelled, and nobody reads its words",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const built = await aSession(ctx, { organisationId });
    await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      takeStep(inner, { id: built.id, version: built.version, step: "withdraw", reason: "内容有误" }),
    );
    for (const file of [await eventFeed(ctx, built.id), await programmeFeed(ctx, {})]) {
      const own = entries(file).find((entry) => value(entry, "UID") === `${built.sessionId}@test`);
      assert.deepEqual([value(own, "STATUS"), value(own, "SUMMARY")], ["CANCELLED", "活动已撤下"]);
      for (const name of ["DESCRIPTION", "LOCATION", "URL", "CATEGORIES"])
        assert.equal(value(own, name), undefined, name);
      assert.doesNotMatch(own?.join() ?? "", /剪纸|内容有误/);
    }
    assert.doesNotMatch(await eventFeed(ctx, built.id), /剪纸/);
  },
);

dbTest("the programme's feed holds what is published, and no draft", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId, event: { kind: "film" } });
  const draft = await anEvent(ctx, { organisationId, event: { kind: "film" }, until: "approved" });
  const uids = entries(await programmeFeed(ctx, { kind: "film" })).map((entry) => value(entry, "UID"));
  assert.ok(uids.includes(`${built.sessionId}@test`));
  assert.equal(uids.includes(`${draft.sessionIds[0]}@test`), false);
  await assert.rejects(
    eventFeed(ctx, draft.id),
    (error) => error instanceof Problem && error.id === "not-found",
  );
});

dbTest("a calendar file that leaves out what is far off says so", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const whole = await eventFeed(ctx, built.id);
  assert.ok(!whole.includes("X-WR-CALDESC"));
  await moreSessionsLike(ctx.db, built.sessionId, 5000);
  const cut = await eventFeed(ctx, built.id);
  assert.equal(entries(cut).length, 5000);
  assert.match(unfold(cut).join("\n"), /^X-WR-CALDESC:只列出最早的 5\\,000 场/m);
});
