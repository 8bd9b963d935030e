import assert from "node:assert/strict";
import { test } from "node:test";
import { operations } from "#main/modules";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { openApi, performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { anEvent } from "#programme/testing";
import { readCalendar } from "./conformance-calendar.ts";
import { checkDocument } from "./conformance-openapi.ts";

const document = () => JSON.parse(JSON.stringify(openApi(operations)));

test("the OpenAPI document is valid for a validator that others wrote", async () => {
  const rows = await checkDocument(document(), operations.length);
  assert.deepEqual(
    rows.filter(({ ok }) => !ok).map(({ what, note }) => `${what}: ${note}`),
    [],
  );
});

type Written = Parameters<typeof checkDocument>[0];

/** What is broken in a path's operation, and which of the rows says so. */
const faults: [
  what: string,
  breakIt: (methods: Written["paths"][string], name: string) => void,
  row: number,
][] = [
  [
    "answers that are no object",
    (methods, name) => Object.assign(methods[name] ?? {}, { responses: "none" }),
    0,
  ],
  [
    "a schema of no known type",
    (methods, name) =>
      methods[name]?.parameters.forEach((one) => {
        one.schema = { type: "day" };
      }),
    1,
  ],
  ["an operation left out", (methods, name) => delete methods[name], 2],
];

for (const [what, breakIt, row] of faults)
  test(`a document with a fault is not: ${what}`, async () => {
    const faulty: Written = document();
    const taking = Object.values(faulty.paths).find(({ get }) => get && get.parameters.length > 0);
    assert.ok(taking);
    breakIt(taking, "get");
    const rows = await checkDocument(faulty, operations.length);
    assert.deepEqual(
      rows.flatMap(({ ok }, at) => (ok ? [] : [at])),
      [row],
    );
  });

dbTest("a calendar of ours is read by ical.js, at its instants", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const title = "“龟兹乐舞”; 讲座, 第一讲\\ 与 ".repeat(4).slice(0, 60);
  const { id } = await anEvent(ctx, {
    organisationId,
    event: { title },
    sessions: [{}, { startsAt: "2026-12-31T15:30:00Z", endsAt: "2026-12-31T17:00:00Z" }],
  });
  const text = await performer(operations, { checkAnswers: true }).perform(
    ctx,
    "events.feed-one",
    { params: { id } },
    null,
  );
  const { occasions, faults } = readCalendar(String(text));
  assert.deepEqual(faults, []);
  assert.equal(occasions.length, 2);
  assert.ok(occasions.some(({ startsAt }) => startsAt === Date.parse("2026-12-31T15:30:00Z")));
});

test("faults of a calendar are found", () => {
  const { faults } = readCalendar(
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=Nowhere/City:20260101T100000\nDTEND;TZID=Nowhere/City:20260101T090000\nEND:VEVENT\nEND:VCALENDAR\n",
  );
  assert.deepEqual(faults.map((fault) => /§[\d.]+/.exec(fault)?.[0]).toSorted(), [
    "§3.1",
    "§3.1",
    "§3.1",
    "§3.2.19",
    "§3.6.1",
    "§3.6.1",
    "§3.7.3",
    "§3.8.2.2",
  ]);
});
