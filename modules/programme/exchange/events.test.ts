import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { exportFile, rowsOfFile } from "#platform/exchange";
import { dbTest, landFile } from "#platform/testing";
import { event } from "../event-store.ts";
import { sessionsOf } from "../session-store.ts";
import { anEvent, someStaff } from "../testing.ts";
import { lockBrought } from "./brought-store.ts";
import { eventsTable } from "./events.ts";

/** A writer of one organisation of its own. */
async function aDesk(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner);
    const place = await aFacility(inner, { organisationId: id });
    return {
      id,
      path: path.replace(/\.$/, ""),
      place,
      ctx: { ...ctx, actor: await someStaff(inner, path, "editor") },
    };
  });
}

const dayAhead = (ctx: Ctx, days: number) =>
  ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().add({ days });
const cell = (ctx: Ctx, days: number, hours = "19:30-21:00") => `${dayAhead(ctx, days)} ${hours}`;
const sheet = (...rows: string[]) => ["编号,名称,类型,场所编号,场次", ...rows].join("\n");

async function broughtAs(ctx: Ctx, organisationId: string, number: string) {
  const [found] = await inTx(ctx, (inner) => lockBrought(inner.db, [organisationId], [number]));
  if (!found) throw new Error(`no event ${number}`);
  return { event: found, sessions: await sessionsOf(ctx.db, [found.id]) };
}
const startsOf = (ctx: Ctx, sessions: { startsAt: Temporal.Instant }[]) =>
  sessions.map(({ startsAt }) =>
    startsAt
      .toZonedDateTimeISO(ctx.city.zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" })
      .replace("T", " "),
  );

dbTest(
  "a sheet makes drafts; the same again changes nothing; a changed one changes and does not double",
  async ({ ctx }) => {
    const desk = await aDesk(ctx);
    const number = desk.place.number ?? "";
    const row = (title: string, ...sessions: string[]) =>
      `春-1,${title},讲座,${number},${sessions.join("；")}`;
    const dry = await landFile(desk.ctx, eventsTable, sheet(row("读书会", cell(ctx, 3))), { dryRun: true });
    assert.deepEqual([dry.tally.added, dry.faults], [1, []]);
    const first = sheet(row("读书会", cell(ctx, 3), cell(ctx, 10), cell(ctx, 17)));
    const landed = await landFile(desk.ctx, eventsTable, first);
    assert.deepEqual([landed.tally.added, landed.faults], [1, []]);
    const made = await broughtAs(ctx, desk.id, "春-1");
    assert.deepEqual(
      [made.event.state, made.event.kind, made.event.placeId, made.sessions.length],
      ["draft", "lecture", desk.place.id, 3],
    );
    assert.equal((await landFile(desk.ctx, eventsTable, first)).tally.unchanged, 1);

    const next = sheet(row("共读一本书", cell(ctx, 3), cell(ctx, 11), cell(ctx, 17), cell(ctx, 24)));
    const changed = await landFile(desk.ctx, eventsTable, next);
    assert.deepEqual([changed.tally.changed, changed.faults], [1, []]);
    assert.deepEqual(
      changed.changes.map(({ column, was, becomes }) => [column, was === "" || becomes === ""]),
      [
        ["title", false],
        ["sessions", false],
      ],
    );
    const then = await broughtAs(ctx, desk.id, "春-1");
    assert.equal(then.event.id, made.event.id);
    assert.equal(then.event.title, "共读一本书");
    // The one that moved is the same session at another time.
    const moved = made.sessions[1];
    assert.ok(then.sessions.some(({ id, startsAt }) => id === moved?.id && !startsAt.equals(moved.startsAt)));
    assert.deepEqual(
      startsOf(ctx, then.sessions),
      [3, 11, 17, 24].map((days) => `${dayAhead(ctx, days)} 19:30`),
    );
  },
);

dbTest("what the file has no column for stays, how many are expected as well", async ({ ctx }) => {
  const desk = await aDesk(ctx);
  const { id } = await anEvent(ctx, {
    organisationId: desk.id,
    until: "draft",
    event: { expectedCrowd: 800, placeId: desk.place.id },
  });
  const row = `${id},换了名称,讲座,${desk.place.number},${cell(ctx, 3)}`;
  const landed = await landFile(desk.ctx, eventsTable, sheet(row));
  assert.deepEqual([landed.tally.changed, landed.faults], [1, []]);
  const changed = await event(ctx.db, id);
  assert.deepEqual([changed?.title, changed?.expectedCrowd], ["换了名称", 800]);
});

dbTest("what is wrong is told with its row and column, and the rest lands", async ({ ctx }) => {
  const desk = await aDesk(ctx);
  const other = await aDesk(ctx);
  const head = "主办单位,编号,名称,场所编号,场次,最大年龄,最小年龄";
  const rows = [
    `,1,好的,,${cell(ctx, 3)},,`,
    `${other.path},2,别人的,,,,`,
    `没有这个单位,3,哪里的,,,,`,
    `,4,场所不对,没有的编号,,,`,
    `,5,时间不对,,下周一晚上,,`,
    `,6,反了,,${cell(ctx, 3, "21:00 - ")}${dayAhead(ctx, 2)} 10:00,,`,
    `,7,年龄反了,,,8,12`,
    `,8,昨天的,,${cell(ctx, -1)},,`,
  ];
  const landed = await landFile(desk.ctx, eventsTable, [head, ...rows].join("\n"));
  assert.equal(landed.tally.added, 1);
  assert.deepEqual(
    landed.faults.map(({ row, column, id }) => [row, column, id]),
    [
      [3, "organisation", "row.not-yours"],
      [4, "organisation", "organisation.unknown"],
      [5, "place", "place.number-unknown"],
      [6, "sessions", "sessions.form"],
      [7, "sessions", "session.end-before-start"],
      [8, "age_to", "event.ages-reversed"],
      [9, "sessions", "session.over"],
    ],
  );
});

dbTest(
  "what is in review or public is not changed by a file, and says so; unchanged it is no fault",
  async ({ ctx }) => {
    const desk = await aDesk(ctx);
    const { id } = await anEvent(ctx, { organisationId: desk.id, event: { title: "已公开" } });
    const landed = await landFile(desk.ctx, eventsTable, `编号,名称\n${id},换个名称\n`);
    assert.deepEqual(
      landed.faults.map(({ column, id: what }) => [column, what]),
      [["number", "event.brought-not-draft"]],
    );
    assert.equal((await landFile(desk.ctx, eventsTable, `编号,名称\n${id},已公开\n`)).tally.unchanged, 1);
    assert.equal((await event(ctx.db, id))?.title, "已公开");
  },
);

dbTest("what is taken out comes back without change", async ({ ctx }) => {
  const desk = await aDesk(ctx);
  await anEvent(ctx, {
    organisationId: desk.id,
    until: "draft",
    sessions: [{}, { startsAt: ctx.clock().add({ hours: 50 }).toString() }],
  });
  await landFile(desk.ctx, eventsTable, sheet(`春-1,读书会,讲座,,${cell(ctx, 3)}`));
  const labels = { text: textFor(ctx), demo: false };
  const pieces: Uint8Array[] = [];
  for await (const piece of exportFile(eventsTable, eventsTable.rowsOf(desk.ctx, {}), "csv", labels))
    pieces.push(Buffer.from(piece));
  const back = await landFile(desk.ctx, eventsTable, Buffer.concat(pieces));
  assert.deepEqual([back.faults, back.tally.added, back.tally.changed, back.tally.unchanged], [[], 0, 0, 2]);
});

const calendar = (ctx: Ctx, ...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""]
    .join("\r\n")
    .replaceAll("DAY", dayAhead(ctx, 2).toString().replaceAll("-", ""));

dbTest(
  "a calendar makes drafts by UID; moved and cancelled in it, they move and lose their sessions",
  async ({ ctx }) => {
    const desk = await aDesk(ctx);
    const of = (time: string, ...more: string[]) =>
      calendar(
        ctx,
        "BEGIN:VEVENT",
        "UID:evening@example.org",
        "SUMMARY:周三晚间",
        " 讲座",
        "LOCATION:二楼报告厅",
        `DTSTART;TZID=Asia/Shanghai:DAYT${time}00`,
        "DURATION:PT1H30M",
        ...more,
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:没有编号",
        "DTSTART:DAYT100000Z",
        "END:VEVENT",
      );
    const landed = await landFile(desk.ctx, eventsTable, of("1930", "RRULE:FREQ=WEEKLY;COUNT=3"));
    assert.equal(landed.tally.added, 1);
    assert.deepEqual(
      landed.faults.map(({ row, id }) => [row, id]),
      [[12, "ics.no-uid"]],
    );
    const made = await broughtAs(ctx, desk.id, "evening@example.org");
    assert.deepEqual([made.event.title, made.event.description], ["周三晚间讲座", "二楼报告厅"]);
    assert.deepEqual(
      startsOf(ctx, made.sessions),
      [2, 9, 16].map((days) => `${dayAhead(ctx, days)} 19:30`),
    );

    await landFile(desk.ctx, eventsTable, of("2000", "RRULE:FREQ=WEEKLY;COUNT=3", "SEQUENCE:1"));
    const later = await broughtAs(ctx, desk.id, "evening@example.org");
    assert.deepEqual(
      startsOf(ctx, later.sessions),
      [2, 9, 16].map((days) => `${dayAhead(ctx, days)} 20:00`),
    );
    assert.deepEqual(
      later.sessions.map(({ id }) => id),
      made.sessions.map(({ id }) => id),
    );

    await landFile(desk.ctx, eventsTable, of("2000", "STATUS:CANCELLED", "SEQUENCE:2"));
    assert.deepEqual((await broughtAs(ctx, desk.id, "evening@example.org")).sessions, []);
  },
);

dbTest("an endless rule brings a year, and says that there would be more", async ({ ctx }) => {
  const desk = await aDesk(ctx);
  const lines = ["BEGIN:VEVENT", "UID:weekly", "SUMMARY:每周", "DTSTART:DAYT100000Z", "DURATION:PT1H"];
  const landed = await landFile(
    desk.ctx,
    eventsTable,
    calendar(ctx, ...lines, "RRULE:FREQ=WEEKLY", "END:VEVENT"),
  );
  assert.equal(landed.tally.added, 1);
  const { sessions } = await broughtAs(ctx, desk.id, "weekly");
  assert.ok(sessions.length === 52 || sessions.length === 53);
  assert.ok(
    landed.changes.some(({ column, becomes }) => column === "sessions" && becomes.includes("一年内")),
  );
});

dbTest("a calendar that asks for too much is refused whole, and says where", async ({ ctx }) => {
  const desk = await aDesk(ctx);
  const never = Array.from({ length: 900 }, (_, at) => [
    ...["BEGIN:VEVENT", `UID:${at}`, "DTSTART:20260101T100000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
    "END:VEVENT",
  ]);
  const { broken, tally } = await landFile(
    desk.ctx,
    eventsTable,
    ["BEGIN:VCALENDAR", ...never.flat(), "END:VCALENDAR"].join("\r\n"),
  );
  assert.equal(broken?.id, "ics.too-much");
  assert.match(JSON.stringify(broken?.data), /"line":\d+/);
  assert.deepEqual([tally.added, tally.refused], [0, 0]);
});

dbTest("a text called .ics is told that it is no calendar", async ({ ctx }) => {
  const reading = { name: "活动.ics", zone: ctx.city.zone, now: ctx.clock() };
  const rows = rowsOfFile([Buffer.from("周三晚上有讲座")], reading);
  await assert.rejects(rows.next(), { id: "ics.no-calendar" });
});
