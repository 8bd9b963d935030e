import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { weekdays } from "#libs/hours";
import { inTx } from "#platform/ctx";
import { connect } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aFacility } from "../testing.ts";
import { readHolidayLines } from "./holiday-lines.ts";
import { holidayKey } from "./holiday-store.ts";
import { holidaysNow } from "./holiday-table.ts";
import { importHolidays, markHolidayYear, putHolidays, removeHolidays } from "./holidays.ts";
import { openStates } from "./open-states.ts";

const said = { source: "测试通知", status: "unverified" as const };

test("lines of a sheet, as people write them", () => {
  const { runs, faults } = readHolidayLines(`开始,结束,名称,类别,视同,英文
2026-10-01,2026-10-07,国庆,放假,,National Day
2026/9/20\t\t国庆\t上班\t周三
２０２６年１０月１０日，，国庆，调休上班
# 一行说明

"2026-09-25","2026-09-27","中秋","休"`);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    runs.map(({ from, to, name, kind, as, names }) => [from, to, name, kind, as, names.en]),
    [
      ["2026-10-01", "2026-10-07", "国庆", "rest", null, "National Day"],
      ["2026-09-20", "2026-09-20", "国庆", "workday", "wed", undefined],
      ["2026-10-10", "2026-10-10", "国庆", "workday", "fri", undefined],
      ["2026-09-25", "2026-09-27", "中秋", "rest", null, undefined],
    ],
  );
});

test("what is wrong with a line is told with line, column and value, and the others are read", () => {
  const { runs, faults } = readHolidayLines(
    [
      "2026-02-30,,春节,放假",
      "2026-02-15,2026-02-14,春节,放假",
      "2026-02-15,2026-03-20,春节,放假",
      "2026-02-15,2026-02-23,,放假",
      "2026-02-15,2026-02-23,春节,放",
      "2026-02-14,,春节,上班,周八",
      "2026-02-15,2026-02-23,春节,放假",
      "2026-02-20,,春节,放假",
      "9999-01-01,,春节,放假",
    ].join("\n"),
  );
  assert.deepEqual(
    faults.map(({ line, column, id, value }) => [line, column, id, value]),
    [
      [1, "from", "holiday.day", "2026-02-30"],
      [2, "to", "holiday.backwards", "2026-02-14"],
      [3, "to", "holiday.too-long", "2026-03-20"],
      [4, "name", "holiday.name", ""],
      [5, "kind", "holiday.kind", "放"],
      [6, "as", "holiday.weekday", "周八"],
      [8, "from", "holiday.twice", "2026-02-20"],
      [9, "from", "holiday.day", "9999-01-01"],
    ],
  );
  assert.deepEqual(
    runs.map(({ from, to }) => [from, to]),
    [["2026-02-15", "2026-02-23"]],
  );
});

dbTest(
  "days are put, changed and taken out; saying the same again changes nothing and is not told",
  async ({ ctx, db }) => {
    const news = async () =>
      (
        await db.many<{ years: number[] }>`
      select payload->'years' as years from platform.outbox where type = 'holidays.changed' order by seq`
      ).map(({ years }) => years);
    const put = (name: string) =>
      inTx(ctx, (inner) =>
        putHolidays(inner, {
          ...said,
          runs: [
            { from: "2031-10-01", to: "2031-10-03", kind: "rest", name },
            { from: "2031-10-11", kind: "workday", name: "国庆" },
          ],
          announces: 2031,
        }),
      );
    assert.deepEqual(await put("国庆"), { added: 4, changed: 0, same: 0 });
    assert.deepEqual(await put("国庆"), { added: 0, changed: 0, same: 4 });
    assert.deepEqual(await put("国庆节"), { added: 0, changed: 3, same: 1 });
    assert.deepEqual(await news(), [[2031], [2031]]);
    const { table, years } = await holidaysNow(db);
    assert.deepEqual(table["2031-10-11"], { kind: "workday", name: "国庆", as: "fri" });
    assert.ok(years.has(2031));
    await inTx(ctx, (inner) => removeHolidays(inner, "2031-10-02"));
    await assert.rejects(
      inTx(ctx, (inner) => removeHolidays(inner, "2031-10-02")),
      { id: "not-found" },
    );
    await inTx(ctx, (inner) => markHolidayYear(inner, 2031, false));
    await inTx(ctx, (inner) => markHolidayYear(inner, 2031, false));
    assert.equal((await holidaysNow(db)).years.has(2031), false);
    assert.equal((await news()).length, 4);
  },
);

dbTest(
  "runs that end before they begin, are endless or share a day are refused with their place",
  async ({ ctx }) => {
    const put = (...runs: Parameters<typeof putHolidays>[1]["runs"]) =>
      inTx(ctx, (inner) => putHolidays(inner, { ...said, runs }));
    const rest = { kind: "rest", name: "节" } as const;
    await assert.rejects(put({ from: "2032-01-02", to: "2032-01-01", ...rest }), {
      faults: [{ field: "/body/days/0/to", id: "holiday.backwards" }],
    });
    await assert.rejects(put({ from: "2032-01-01", to: "2032-02-01", ...rest }), { id: "input.invalid" });
    await assert.rejects(
      put({ from: "2032-01-01", ...rest }, { from: "2031-12-30", to: "2032-01-03", ...rest }),
      {
        faults: [{ field: "/body/days/1/from", id: "holiday.twice", data: { value: "2032-01-01" } }],
      },
    );
    await assert.rejects(put({ from: "0001-01-01", ...rest }), { id: "input.invalid" });
  },
);

dbTest("a sheet with a faulty line leaves its year open", async ({ ctx, db }) => {
  const take = (text: string) =>
    inTx(ctx, (inner) => importHolidays(inner, { ...said, text, announces: 2033 }));
  const first = await take("2033-01-01,,元旦,放假\n2033-13-01,,元旦,放假");
  assert.deepEqual([first.added, first.faults.length], [1, 1]);
  assert.equal((await holidaysNow(db)).years.has(2033), false);
  await take("2033-01-01,,元旦,放假");
  assert.equal((await holidaysNow(db)).years.has(2033), true);
  await assert.rejects(take("没有日期"), { faults: [{ field: "/body/text", id: "holiday.no-lines" }] });
});

dbTest(
  "a change holds at once, in another process too, and one that was undone never did",
  async ({ ctx, db, url }) => {
    // 3 May 2034 is a Wednesday, and the house is shut on holidays.
    const hours = {
      week: Object.fromEntries(weekdays.map((day) => [day, [{ from: "10:00", to: "20:00" }]])),
      onHoliday: { sessions: [] },
    };
    const place = await inTx(ctx, (inner) => aFacility(inner, { hours }));
    const noon = Temporal.Instant.from("2034-05-03T12:00:00+08:00");
    // Another pool of connections, as another process has it: nothing but the database is between them.
    const other = connect(url, { max: 1 });
    const states = async () =>
      Promise.all(
        [db, other].map(
          async (one) => (await openStates({ ...ctx, db: one }, [place], noon)).get(place.id)?.state,
        ),
      );
    try {
      assert.deepEqual(await states(), ["open", "open"]);
      const feast = { ...said, runs: [{ from: "2034-05-03", kind: "rest" as const, name: "劳动节" }] };
      await assert.rejects(
        inTx(ctx, async (inner) => {
          await putHolidays(inner, feast);
          assert.equal((await openStates(inner, [place], noon)).get(place.id)?.state, "closed");
          throw new Error("undone");
        }),
        /undone/,
      );
      assert.deepEqual(await states(), ["open", "open"]);
      await inTx({ ...ctx, db: other }, (inner) => putHolidays(inner, feast));
      assert.deepEqual(await states(), ["closed", "closed"]);
      await inTx(ctx, (inner) => removeHolidays(inner, "2034-05-03"));
      assert.deepEqual(await states(), ["open", "open"]);
    } finally {
      await other.end();
    }
  },
);

dbTest(
  "the table itself keeps what it means: one entry a day, a weekday for workdays only",
  async ({ db }) => {
    const insert = (day: string, kind: string, as: string | null) => db.run`
    insert into places.holiday (day, kind, name, as_weekday, source, status) values (${day}, ${kind}, '节', ${as}, 'x', 'verified')`;
    await insert("2035-01-01", "rest", null);
    await assert.rejects(insert("2035-01-01", "workday", "mon"), /holiday_pkey/);
    await assert.rejects(insert("2035-01-02", "rest", "mon"), /holiday_workday_has_weekday/);
    await assert.rejects(insert("2035-01-02", "workday", null), /holiday_workday_has_weekday/);
  },
);

dbTest("another table has another key, whoever writes it; undone, it has the one it had", async ({ db }) => {
  const keys = [await holidayKey(db)];
  await db.run`insert into places.holiday_year (year) values (2041)`;
  keys.push(await holidayKey(db));
  await db.run`
    insert into places.holiday (day, kind, name, source, status) values ('2041-01-01', 'rest', '元旦', '测试', 'unverified')`;
  keys.push(await holidayKey(db));
  await db.run`update places.holiday set name = '新年' where day = '2041-01-01'`;
  keys.push(await holidayKey(db));
  await db.run`delete from places.holiday where day = '2041-01-01'`;
  keys.push(await holidayKey(db));
  assert.equal(new Set(keys).size, 5);
  const undone = new Error("undone");
  await assert.rejects(
    db.tx(async (tx) => {
      await tx.run`delete from places.holiday_year where year = 2041`;
      assert.notEqual(await holidayKey(tx), keys.at(-1));
      throw undone;
    }),
    undone,
  );
  assert.equal(await holidayKey(db), keys.at(-1));
});
