import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { weekdays } from "#libs/hours";
import { anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest } from "#platform/testing";
import { announceClosure } from "../closures/closures.ts";
import { changeFacility } from "../facility/change.ts";
import type { FacilityInput } from "../facility/register.ts";
import { putHolidays } from "../hours/holidays.ts";
import { aFacility } from "../testing.ts";
import { addDevice, heartbeat, retireDevice } from "./devices.ts";
import { judgedOpenings, openingHonesty } from "./honesty.ts";
import { observeOpening, reportShut, withdrawObservation } from "./observe.ts";
import { recordsBy } from "./records-by.ts";
import { setTolerance } from "./tolerance.ts";

const daily = (from: string, to: string) => ({
  week: Object.fromEntries(weekdays.map((day) => [day, [{ from, to }]])),
});
const clerk = (ctx: Ctx): Ctx => ({ ...ctx, actor: { ...anonymous, kind: "staff", subject: newId() } });
const resident = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { ...anonymous, kind: "resident", account: newId(), subject: newId() },
});
/** The context at a moment of June 2026 in the city: `12 10:00`. */
const june = (ctx: Ctx, moment: string): Ctx => ({
  ...ctx,
  clock: at(
    Temporal.PlainDateTime.from(`2026-06-${moment.replace(" ", "T")}`)
      .toZonedDateTime("Asia/Shanghai")
      .toInstant()
      .toString(),
  ),
});
const aPlace = (ctx: Ctx, differs: Partial<FacilityInput> = {}) =>
  inTx(june(ctx, "01 08:00"), (inner) => aFacility(inner, { hours: daily("10:00", "20:00"), ...differs }));
const see = (ctx: Ctx, placeId: string, what: "opened" | "closed") =>
  inTx(clerk(ctx), (inner) => observeOpening(inner, placeId, { what, how: "clerk" }));
const outcomesOf = async (ctx: Ctx, id: string, from: string, until: string) =>
  ((await judgedOpenings(ctx, [id], { from, until })).get(id) ?? []).map(
    ({ day, outcome }) => `${day.slice(8)} ${outcome}`,
  );

dbTest("posted against observed: in time, late, closed early, found shut, nobody saw", async ({ ctx }) => {
  const { id } = await aPlace(ctx);
  await see(june(ctx, "08 09:55"), id, "opened");
  await see(june(ctx, "08 20:02"), id, "closed");
  await see(june(ctx, "09 10:30"), id, "opened");
  await see(june(ctx, "09 20:00"), id, "closed");
  await see(june(ctx, "10 10:00"), id, "opened");
  await see(june(ctx, "10 18:00"), id, "closed");
  await inTx(june(ctx, "11 12:00"), (inner) => reportShut(inner, id, { reason: "locked" }));
  const now = june(ctx, "13 09:00");
  assert.deepEqual(await outcomesOf(now, id, "2026-06-08", "2026-06-14"), [
    "08 in-time",
    "09 late",
    "10 early",
    "11 shut",
    "12 unrecorded",
  ]);
  const counts = (await openingHonesty(now, [id], { from: "2026-06-08", until: "2026-06-14" })).get(id);
  assert.deepEqual(counts, {
    posted: 5,
    recorded: 3,
    inTime: 1,
    late: 1,
    early: 1,
    shut: 1,
    unrecorded: 1,
    disputed: 0,
  });
});

dbTest(
  "what is measured is what was posted then: old hours, holidays, closures, an ended place",
  async ({ ctx }) => {
    const { id, version } = await aPlace(ctx);
    await inTx(june(ctx, "09 12:00"), (inner) =>
      changeFacility(inner, {
        placeId: id,
        version,
        changes: { hours: { ...daily("12:00", "16:00"), onHoliday: { sessions: [] } } },
      }),
    );
    await inTx(ctx, (inner) =>
      putHolidays(inner, {
        source: "test",
        status: "unverified",
        runs: [{ from: "2026-06-11", kind: "rest", name: "端午" }],
      }),
    );
    const close = (now: string, from: string, to: string) =>
      inTx(june(ctx, now), (inner) =>
        announceClosure(inner, id, {
          startsAt: june(ctx, from).clock(),
          endsAt: june(ctx, to).clock(),
          reason: "repair",
        }),
      );
    await close("09 12:00", "12 12:00", "12 14:00");
    // Announced when the opening was over: it excuses nothing.
    await close("13 17:00", "13 11:00", "13 18:00");
    const posted = (
      (await judgedOpenings(june(ctx, "14 00:00"), [id], { from: "2026-06-08", until: "2026-06-14" })).get(
        id,
      ) ?? []
    ).map(({ from, to }) =>
      [from, to]
        .map((instant) =>
          Temporal.Instant.fromEpochMilliseconds(instant)
            .toZonedDateTimeISO("Asia/Shanghai")
            .toPlainDateTime()
            .toString()
            .slice(8, 16),
        )
        .join("–"),
    );
    assert.deepEqual(posted, [
      "08T10:00–08T20:00",
      "09T10:00–09T20:00",
      "10T12:00–10T16:00",
      "12T14:00–12T16:00",
      "13T12:00–13T16:00",
    ]);
  },
);

dbTest("the tolerance is a dated rule", async ({ ctx }) => {
  const { id } = await aPlace(ctx);
  for (const day of ["08", "09"]) {
    await see(june(ctx, `${day} 10:20`), id, "opened");
    await see(june(ctx, `${day} 20:00`), id, "closed");
  }
  const rule = { lateMinutes: 30, earlyMinutes: 0, source: "测试" };
  await inTx(ctx, (inner) => setTolerance(inner, { since: "2026-06-09", ...rule }));
  assert.deepEqual(await outcomesOf(june(ctx, "10 09:00"), id, "2026-06-08", "2026-06-10"), [
    "08 late",
    "09 in-time",
  ]);
  await inTx(ctx, (inner) => setTolerance(inner, { since: "2026-06-09", ...rule, lateMinutes: 10 }));
  assert.deepEqual(await outcomesOf(june(ctx, "10 09:00"), id, "2026-06-09", "2026-06-10"), ["09 late"]);
});

dbTest("rows are never changed; a mistake is taken back by another row", async ({ ctx, db }) => {
  const { id } = await aPlace(ctx);
  const other = await aPlace(ctx);
  const { id: wrong } = await see(june(ctx, "08 10:00"), id, "opened");
  await assert.rejects(db.run`update places.observation set at = now() where id = ${wrong}`, /not changed/);
  await assert.rejects(db.run`delete from places.observation where id = ${wrong}`, /not changed/);
  const withdraw = (now: string, place: string) =>
    inTx(clerk(june(ctx, now)), (inner) => withdrawObservation(inner, place, wrong));
  await assert.rejects(withdraw("08 10:01", other.id), { id: "not-found" });
  await assert.rejects(withdraw("09 10:01", id), { id: "observation.too-old" });
  await withdraw("08 10:01", id);
  await assert.rejects(withdraw("08 10:02", id), { id: "observation.withdrawn-before" });
  assert.deepEqual(await outcomesOf(june(ctx, "09 09:00"), id, "2026-06-08", "2026-06-09"), [
    "08 unrecorded",
  ]);
  const news = await db.many<{ type: string }>`
    select type from platform.outbox where payload->>'placeId' = ${id} and type like 'place.obs%' order by seq`;
  assert.deepEqual(
    news.map(({ type }) => type),
    ["place.observed", "place.observation-withdrawn"],
  );
});

dbTest("a person gets what they wrote down", async ({ ctx }) => {
  const { id } = await aPlace(ctx);
  const one = resident(ctx);
  const { actor } = one;
  await inTx(june(one, "08 11:00"), (inner) => reportShut(inner, id, { reason: "notice" }));
  assert.deepEqual(await recordsBy(ctx, actor.subject ?? ""), [
    { place: "测试书屋", what: "shut", at: "2026-06-08T03:00:00Z", reason: "notice" },
  ]);
});

dbTest("a moment that lies ahead or a day back is refused", async ({ ctx }) => {
  const { id } = await aPlace(ctx);
  const seen = (moment: string) =>
    inTx(clerk(june(ctx, "09 12:00")), (inner) =>
      observeOpening(inner, id, { what: "opened", how: "clerk", at: june(ctx, moment).clock() }),
    );
  await assert.rejects(seen("09 12:01"), { faults: [{ field: "/body/at", id: "observation.in-future" }] });
  await assert.rejects(seen("08 11:59"), { id: "input.invalid" });
  await seen("09 10:01");
});

dbTest(
  "a report needs posted hours, no account and no booking; a person's is taken once a place and day",
  async ({ ctx }) => {
    const { id } = await aPlace(ctx);
    const report = (who: Ctx, now: string) =>
      inTx(june(who, now), (inner) => reportShut(inner, id, { reason: "locked" }));
    await assert.rejects(report(ctx, "08 09:00"), { id: "report.not-posted" });
    await report(ctx, "08 11:00");
    const one = resident(ctx);
    await report(one, "08 11:00");
    await assert.rejects(report(one, "08 15:00"), { id: "report.told-today" });
    await report(one, "09 11:00");
    await report(resident(ctx), "08 12:00");
    await inTx(june(ctx, "10 09:00"), (inner) =>
      announceClosure(inner, id, { startsAt: june(ctx, "10 10:00").clock(), endsAt: null, reason: "repair" }),
    );
    await assert.rejects(report(ctx, "10 11:00"), { id: "report.closure-announced" });
  },
);

dbTest(
  "thirty nameless reports at once: ten are taken, the others hear that it is known",
  async ({ ctx, db }) => {
    const { id } = await aPlace(ctx);
    const now = june(ctx, "08 11:00");
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, () => inTx(now, (inner) => reportShut(inner, id, { reason: "locked" }))),
    );
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 10);
    for (const result of results)
      if (result.status === "rejected") assert.equal(result.reason.id, "report.told-enough");
    const rows = await db.many`select from places.observation where facility_id = ${id}`;
    assert.equal(rows.length, 10);
  },
);

dbTest(
  "a device tells a change at once and the same again once an hour; a retired one is not heard",
  async ({ ctx, db }) => {
    const { id } = await aPlace(ctx);
    const device = await inTx(ctx, (inner) => addDevice(inner, id, "自助门禁"));
    await assert.rejects(
      inTx(ctx, (inner) => addDevice(inner, id, " 自助门禁 ")),
      { id: "door-device.name-taken" },
    );
    const beat = (now: string, state: "open" | "closed") =>
      inTx(june(ctx, now), (inner) => heartbeat(inner, { key: device.key, state })).then(
        ({ written }) => written,
      );
    assert.deepEqual(
      [
        await beat("08 09:00", "closed"),
        await beat("08 09:58", "open"),
        await beat("08 10:30", "open"),
        await beat("08 11:00", "open"),
        await beat("08 20:01", "closed"),
        await beat("08 20:02", "closed"),
      ],
      [false, true, false, true, true, false],
    );
    const rows = await db.many<{ what: string }>`
    select what from places.observation where facility_id = ${id} order by at`;
    assert.deepEqual(
      rows.map(({ what }) => what),
      ["opened", "open", "closed"],
    );
    assert.deepEqual(await outcomesOf(june(ctx, "09 09:00"), id, "2026-06-08", "2026-06-09"), ["08 in-time"]);
    await assert.rejects(
      inTx(ctx, (inner) => heartbeat(inner, { key: `${device.key}x`, state: "open" })),
      { id: "door-device.unknown" },
    );
    await inTx(ctx, (inner) => retireDevice(inner, id, device.id));
    await assert.rejects(beat("09 10:00", "open"), { id: "door-device.unknown" });
    await assert.rejects(
      inTx(ctx, (inner) => retireDevice(inner, id, device.id)),
      { id: "not-found" },
    );
    const kept = await db.many<{
      text: string;
    }>`select d::text as text from places.door_device d where id = ${device.id}`;
    assert.equal(kept[0]?.text.includes(device.key), false, "the key is kept nowhere");
  },
);

dbTest("the table keeps what it means whoever writes", async ({ ctx, db }) => {
  const { id } = await aPlace(ctx);
  const insert = (
    what: string,
    how: string,
    by: string | null,
    more: { nth?: number; reason?: string; device?: string },
  ) => db.run`
    insert into places.observation (id, facility_id, what, at, on_day, how, by, device, reason, nth, recorded_at)
    values (${newId()}, ${id}, ${what}, now(), current_date, ${how}, ${by}, ${more.device ?? null}, ${more.reason ?? null}, ${more.nth ?? null}, now())`;
  await assert.rejects(insert("opened", "visitor", newId(), {}), /observation_visitor_found_shut/);
  await assert.rejects(
    insert("shut", "clerk", newId(), { reason: "locked" }),
    /observation_visitor_found_shut/,
  );
  await assert.rejects(insert("opened", "clerk", null, {}), /observation_by_whom/);
  await assert.rejects(insert("opened", "device", null, {}), /observation_by_whom/);
  await assert.rejects(insert("shut", "visitor", null, { reason: "locked" }), /observation_nameless_counted/);
  await assert.rejects(
    insert("shut", "visitor", null, { reason: "locked", nth: 11 }),
    /observation_nth_check/,
  );
});
