import assert from "node:assert/strict";
import { aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { historyOf, schedulesOf } from "#platform/publishing";
import { dbTest } from "#platform/testing";
import { addSessions, editEvent } from "../changing/change-event.ts";
import { showEvent } from "../finding/show-event.ts";
import { publishDueEvents } from "../publishing/publish-due.ts";
import { takeStep } from "../publishing/take-step.ts";
import { anEvent, type BuiltEvent, bookingPlan, eventText, sessionText, someStaff } from "../testing.ts";
import type { Permit } from "./permit.ts";
import { permitRules } from "./permit-store.ts";
import { setCrowdRule, setPermit, setPermitRule } from "./permits.ts";

const permit: Permit = {
  number: "克文演准 12 号",
  authority: "克拉玛依区文化和旅游局",
  from: "2026-06-12",
  to: "2026-06-14",
};
const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const as = <I, R>(
  ctx: Ctx,
  actor: Actor,
  work: (inner: never, input: I) => Promise<R>,
  input: I,
): Promise<R> => inTx({ ...ctx, actor }, (inner) => work(inner as never, input));

async function aShow(ctx: Ctx, until: "checked" | "approved" = "checked") {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const show = await anEvent(ctx, {
    organisationId,
    until: "checked",
    event: { kind: "commercial-performance" },
  });
  if (until === "checked") return show;
  const { version } = await as(ctx, show.editor, setPermit, { id: show.id, version: show.version, permit });
  const approved = await as(ctx, show.publisher, takeStep, {
    id: show.id,
    version,
    step: "approve" as const,
  });
  return { ...show, version: approved.version };
}
const step = (ctx: Ctx, { id, version, publisher }: BuiltEvent, name: "approve" | "publish") =>
  as(ctx, publisher, takeStep, { id, version, step: name });

dbTest(
  "a show without a permit is not approved; with one it is, and everybody sees the permit",
  async ({ ctx }) => {
    const show = await aShow(ctx);
    await assert.rejects(step(ctx, show, "approve"), refusal("event.permit-missing"));
    const late = { ...permit, from: "2026-07-01", to: "2026-07-02" };
    const first = await as(ctx, show.editor, setPermit, { id: show.id, version: show.version, permit: late });
    await assert.rejects(step(ctx, { ...show, ...first }, "approve"), refusal("event.permit-not-valid-then"));
    const second = await as(ctx, show.editor, setPermit, { id: show.id, version: first.version, permit });
    const approved = await step(ctx, { ...show, ...second }, "approve");
    await step(ctx, { ...show, version: approved.version }, "publish");
    assert.deepEqual((await showEvent(ctx, show.id)).permit, permit);
  },
);

dbTest("a permit of another century or for ever is a slip of the pen", async ({ ctx }) => {
  const show = await aShow(ctx);
  const put = (days: Partial<Permit>) =>
    as(ctx, show.editor, setPermit, { id: show.id, version: show.version, permit: { ...permit, ...days } });
  const odd = (name: string) => ({
    faults: [
      {
        field: `/body/permit/${name}`,
        id: "event.permit-day-odd",
        data: { earliest: "2023-06-13", latest: "2029-06-13" },
      },
    ],
  });
  await assert.rejects(put({ from: "0206-06-12" }), odd("from"));
  await assert.rejects(put({ to: "2206-06-12" }), odd("to"));
  await put({ from: "2023-06-13", to: "2029-06-13" });
});

dbTest(
  "what is public keeps a permit that holds: it is neither taken away nor outgrown by another session",
  async ({ ctx }) => {
    const show = await aShow(ctx, "approved");
    const { version } = await step(ctx, show, "publish");
    await assert.rejects(
      as(ctx, show.publisher, setPermit, { id: show.id, version, permit: null, reason: "换证" }),
      refusal("event.permit-missing"),
    );
    const sessions = [sessionText(ctx, { hoursAhead: 24 * 30 })];
    await assert.rejects(
      as(ctx, show.publisher, addSessions, { id: show.id, version, sessions, reason: "加演" }),
      refusal("event.permit-not-valid-then"),
    );
  },
);

dbTest(
  "another permit and more sessions of a public event ask for a reason and stand in its history",
  async ({ db, ctx }) => {
    const show = await aShow(ctx, "approved");
    const { version } = await step(ctx, show, "publish");
    const whyNot = { faults: [{ field: "/body/reason", id: "missing" }] };
    const put = { id: show.id, version, permit: { ...permit, number: "克文演准 13 号" } };
    await assert.rejects(as(ctx, show.publisher, setPermit, put), whyNot);
    const next = await as(ctx, show.publisher, setPermit, { ...put, reason: "换发新证" });
    const more = { id: show.id, version: next.version, sessions: [sessionText(ctx, { hoursAhead: 30 })] };
    await assert.rejects(as(ctx, show.publisher, addSessions, more), whyNot);
    const added = await as(ctx, show.publisher, addSessions, { ...more, reason: "加演一场" });
    const rows = (await historyOf(db, "event", show.id)).slice(-2);
    const by = show.publisher.subject;
    assert.deepEqual(
      rows.map((row) => [row.step, row.by, row.reason, row.version]),
      [
        ["change", by, "换发新证", next.version],
        ["change", by, "加演一场", added.version],
      ],
    );
  },
);

dbTest("whoever wrote the permit has written on the event and does not approve it", async ({ db, ctx }) => {
  const show = await aShow(ctx);
  const put = { id: show.id, version: show.version, permit };
  const next = await as(ctx, show.publisher, setPermit, put);
  const row = (await historyOf(db, "event", show.id)).at(-1);
  assert.deepEqual([row?.step, row?.by], ["write", show.publisher.subject]);
  await assert.rejects(step(ctx, { ...show, ...next }, "approve"), refusal("publishing.own-work"));
});

dbTest(
  "a time that comes when a permit is asked for is missed, told to whoever set it, and kept in the history",
  async ({ db, ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const show = await anEvent(ctx, { organisationId, until: "approved", event: { kind: "festival" } });
    const due = ctx.clock().add({ hours: 1 });
    const { actor: publisher } = await inTx(ctx, (inner) =>
      aStaff(inner, { organisationId, role: "publisher" }),
    );
    await as(ctx, publisher, takeStep, {
      id: show.id,
      version: show.version,
      step: "schedule" as const,
      at: due,
    });
    const admin = await inTx(ctx, (inner) => someStaff(inner, "", "admin"));
    await as(
      ctx,
      admin,
      (inner, basis: string) => setPermitRule(inner, "festival", basis),
      "市公安局关于大型活动的通知",
    );
    assert.equal(await publishDueEvents({ ...ctx, clock: () => due }), 1);
    const row = (await historyOf(db, "event", show.id)).at(-1);
    assert.deepEqual([row?.step, row?.from, row?.to, row?.by], ["miss", "approved", "approved", null]);
    assert.match(row?.reason ?? "", /许可/);
    assert.equal((await schedulesOf(db, "event", [show.id])).size, 0);
    const told = await noticesOf(db, publisher.subject ?? "");
    assert.deepEqual(
      told.map(({ key }) => key),
      ["notice.event-not-published"],
    );
  },
);

dbTest(
  "kinds that need a permit are data: said again nothing changes, another basis ends the old one, none ends it",
  async ({ db, ctx }) => {
    const admin = await inTx(ctx, (inner) => someStaff(inner, "", "admin"));
    const put = (basis: string | null) =>
      as(ctx, admin, (inner, said: string | null) => setPermitRule(inner, "tour", said), basis);
    for (const basis of ["甲", "甲", "乙", null, null]) await put(basis);
    const rows = await db.many<{ basis: string; ended: boolean }>`
    select basis, ended_at is not null as ended from programme.permit_rule where kind = 'tour' order by basis`;
    assert.deepEqual(rows, [
      { basis: "乙", ended: true },
      { basis: "甲", ended: true },
    ]);
    const audited = await db.many<{ detail: { basis: string | null } }>`
      select detail from platform.audit where what = 'permit-rule.set' and target = 'tour' order by seq`;
    assert.deepEqual(
      audited.map(({ detail }) => detail.basis),
      ["甲", "乙", null],
    );
    const inForce = await permitRules(db);
    assert.ok(
      inForce.some(({ kind }) => kind === "commercial-performance"),
      "it comes with the system",
    );
  },
);

dbTest(
  "an event is published at its time, its offers open with it, in the name of whoever set it",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const event = await anEvent(ctx, { organisationId, until: "approved" });
    const due = ctx.clock().add({ hours: 1 });
    const { version } = await as(ctx, event.publisher, takeStep, {
      id: event.id,
      version: event.version,
      step: "schedule" as const,
      at: due,
    });
    const late = { ...ctx, clock: () => due };
    const done = await Promise.all([publishDueEvents(late), publishDueEvents(late)]);
    assert.equal(done[0] + done[1], 1, "once, whoever comes");
    const shown = await showEvent(ctx, event.id);
    assert.ok(shown.sessions.every(({ offer }) => offer !== null));
    const row = (await historyOf(ctx.db, "event", event.id)).at(-1);
    assert.deepEqual([row?.step, row?.by, row?.version], ["publish", event.publisher.subject, version + 1]);
  },
);

dbTest(
  "a thousand expected, or a thousand places in one session, ask for a permit; a public event does not grow past it",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const fair = await anEvent(ctx, { organisationId, until: "checked", event: { expectedCrowd: 1000 } });
    await assert.rejects(step(ctx, fair, "approve"), refusal("event.crowd-permit-missing"));
    const { version } = await as(ctx, fair.editor, setPermit, { id: fair.id, version: fair.version, permit });
    await step(ctx, { ...fair, version }, "approve");

    const startsAt = ctx.clock().add({ hours: 30 }).toString();
    const pools = [
      { channel: "online" as const, quota: 600, releasesAt: null },
      { channel: "walk-in" as const, quota: 400, releasesAt: null },
    ];
    const large = sessionText(ctx, { startsAt, booking: bookingPlan(startsAt, { pools }) });
    const concert = await anEvent(ctx, { organisationId, until: "checked", sessions: [large] });
    await assert.rejects(step(ctx, concert, "approve"), refusal("event.crowd-permit-missing"));

    const small = await anEvent(ctx, { organisationId, event: { expectedCrowd: 999 } });
    const change = { id: small.id, version: small.version, reason: "报名多了" };
    await assert.rejects(
      as(ctx, small.publisher, editEvent, { ...change, event: eventText({ expectedCrowd: 1000 }) }),
      refusal("event.crowd-permit-missing"),
    );
    await assert.rejects(
      as(ctx, small.publisher, addSessions, { ...change, sessions: [large] }),
      refusal("event.crowd-permit-missing"),
    );

    const manager = await inTx(ctx, (inner) => someStaff(inner, "", "manager"));
    await inTx({ ...ctx, actor: manager }, (inner) =>
      setCrowdRule(inner, { from: 5000, basis: "市里的规定" }),
    );
    await step(ctx, concert, "approve");
    const inForce = (await permitRules(ctx.db)).filter(({ crowdFrom }) => crowdFrom !== null);
    assert.deepEqual(
      inForce.map(({ crowdFrom, basis }) => [crowdFrom, basis]),
      [[5000, "市里的规定"]],
    );
  },
);
