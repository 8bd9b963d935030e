import assert from "node:assert/strict";
import { test } from "node:test";
import { claim } from "#booking/filling";
import { anOffer } from "#booking/testing";
import { aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import type { Event } from "#platform/events";
import { countStatements, dbTest } from "#platform/testing";
import { countFacts } from "./count-facts.ts";
import { allFigures, oneFigure, rowsBehind } from "./figures.ts";
import { rowPaths } from "./may.ts";
import { countsOf } from "./metrics.ts";

const news = (
  ctx: Ctx,
  orgPath: string,
  size: number,
  type: "claim.confirmed" | "claim.cancelled" | "claim.checked-in",
): Event => ({
  id: newId(),
  type,
  at: ctx.clock(),
  payload: {
    claimId: newId(),
    offerId: newId(),
    kind: "event-session",
    ref: newId(),
    orgPath,
    size,
    pool: "online",
    startsAt: "2026-06-12T11:30:00Z",
    ...(type === "claim.cancelled" && { by: "holder" }),
  } as never,
});

const amountOf = async (ctx: Ctx, metric: string) =>
  (await allFigures(ctx, {})).figures.find((figure) => figure.metric === metric)?.amount ?? 0;

dbTest("an event told three times is counted once", async ({ ctx }) => {
  const before = await amountOf(ctx, "visits");
  const event = news(ctx, "a.", 3, "claim.checked-in");
  for (let told = 0; told < 3; told++) await inTx(ctx, (inner) => countFacts(inner, [event, event]));
  assert.equal(await amountOf(ctx, "visits"), before + 3);
});

dbTest("the shares of organisations add up to the figure, however many there are", async ({ ctx }) => {
  const events = Array.from({ length: 120 }, (_, n) => news(ctx, `share-${n}.`, 1, "claim.checked-in"));
  await inTx(ctx, (inner) => countFacts(inner, events));
  const { amount, organisations } = await oneFigure(ctx, "visits", {});
  assert.ok(organisations.length >= 120);
  assert.equal(
    organisations.reduce((sum, one) => sum + one.amount, 0),
    amount,
  );
});

dbTest("a cancelled claim is taken off by a counter-fact, and both rows stay", async ({ db, ctx }) => {
  const before = await amountOf(ctx, "places-claimed");
  await inTx(ctx, (inner) =>
    countFacts(inner, [news(inner, "b.", 4, "claim.confirmed"), news(inner, "b.", 4, "claim.cancelled")]),
  );
  assert.equal(await amountOf(ctx, "places-claimed"), before);
  const rows = await db.many<{ amount: number }>`
    select amount from insight.fact where org_path = 'b.' order by amount`;
  assert.deepEqual(
    rows.map(({ amount }) => amount),
    [-4, 4],
  );
});

dbTest(
  "a stock counts what came before the period, and its days do not; all figures are two looks",
  async ({ ctx }) => {
    const { id, path } = await inTx(ctx, (inner) => anOrganisation(inner));
    const told = (type: "place.published" | "place.withdrawn", on: string) => ({
      id: newId(),
      type,
      at: ctx.clock(),
      payload: {
        placeId: newId(),
        organisationId: id,
        kind: "library",
        level: "city",
        divisionCode: "650203",
        on,
      },
    });
    const facts = [told("place.published", "2019-05-01"), told("place.published", "2026-06-03")];
    await inTx(ctx, (inner) =>
      // As they lie in the outbox.
      countFacts(inner, [...facts, news(inner, path, 3, "claim.checked-in")] as unknown as Event[]),
    );
    const asked = { from: "2026-06-01", until: "2026-07-01", org: id };
    const { answer, statements } = await countStatements(ctx, (inner) => allFigures(inner, asked));
    const figure = (metric: string) => answer.figures.find((one) => one.metric === metric);
    assert.equal(figure("facilities")?.amount, 2);
    assert.deepEqual(figure("facilities")?.days, [{ day: "2026-06-03", amount: 1 }]);
    assert.deepEqual(figure("visits")?.days, [{ day: "2026-06-12", amount: 3 }]);
    assert.deepEqual(figure("beneficiaries"), { ...figure("beneficiaries"), amount: 0, days: [] });
    assert.equal(statements, 3, "the organisation, the facts, the newest of them");
    const alone = await oneFigure(ctx, "facilities", asked);
    assert.deepEqual([alone.amount, alone.days], [2, figure("facilities")?.days]);
  },
);

dbTest("a place that changes hands moves the stock and keeps the city's total", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const [from, to] = [await anOrganisation(inner), await anOrganisation(inner)];
    const before = await amountOf(inner, "facilities");
    const place = {
      placeId: newId(),
      kind: "library",
      level: "city",
      divisionCode: "650203",
      on: "2019-05-01",
    };
    const moved = {
      id: newId(),
      type: "place.moved",
      at: inner.clock(),
      payload: {
        ...place,
        organisationId: to.id,
        publicDays: [{ from: place.on, to: null }],
        from: { organisationId: from.id, divisionCode: "650203" },
      },
    } as unknown as Event;
    await countFacts(inner, [moved, moved]);
    assert.equal(await amountOf(inner, "facilities"), before);
    const days = await inner.db.many<{ on: string; at: string }>`
      select distinct occurred_on as "on", tableoid::regclass::text as at from insight.fact where event_id = ${moved.id}`;
    assert.deepEqual(
      days,
      [{ on: place.on, at: "insight.fact_other" }],
      "on the stated day, not on that of the news",
    );
    const shares = await inner.db.many<{ orgPath: string; amount: number }>`
      select org_path, sum(amount)::int as amount from insight.fact where metric = 'facilities' and event_id = ${moved.id} group by 1`;
    assert.deepEqual(
      new Map(shares.map(({ orgPath, amount }) => [orgPath, amount])),
      new Map([
        [from.path, -1],
        [to.path, 1],
      ]),
    );
  });
});

dbTest("a day is a day in the city: 16:30 UTC on the 12th is the 13th in Karamay", async ({ db, ctx }) => {
  const late = { ...news(ctx, "c.", 1, "claim.checked-in"), at: ctx.clock().add({ hours: 6, minutes: 30 }) };
  await inTx(ctx, (inner) => countFacts(inner, [late]));
  const { day } = await db.one<{
    day: string;
  }>`select occurred_on as day from insight.fact where org_path = 'c.' and metric = 'visits'`;
  assert.equal(day, "2026-06-13");
});

dbTest("rows lead back to the claim, and only within one's own part of the tree", async ({ ctx }) => {
  await inTx(ctx, async (inner: TxCtx) => {
    const own = await anOrganisation(inner);
    const other = await anOrganisation(inner);
    const { actor } = await aStaff(inner, { organisationId: own.id, role: "manager" });
    const { offerId } = await anOffer(inner, { orgPath: own.path });
    const resident = await aResident(inner);
    const { claimId } = await claim({ ...inner, actor: resident.actor }, { offerId, size: 2 });
    const events = await inner.db.many<Event>`
      select id, type, at, payload from platform.outbox where payload ->> 'claimId' = ${claimId}`;
    await countFacts(inner, [...events, news(inner, other.path, 9, "claim.confirmed")]);
    const { items } = await rowsBehind({ ...inner, actor }, "places-claimed", {});
    assert.deepEqual(
      items.map(({ source, amount }) => [source.id, amount]),
      [[claimId, 2]],
    );
  });
});

dbTest("whose rows one may see", async () => {
  const who = (path: string, role: "manager" | "clerk" = "manager") =>
    ({
      kind: "staff",
      account: null,
      subject: null,
      level: 2,
      onBehalfOf: null,
      grants: [{ role, path }],
    }) as const;
  const paths = (path: string, asked: string, role?: "clerk") =>
    rowPaths({ ...who(path, role), grants: [...who(path, role).grants] }, asked);
  assert.deepEqual(paths("city.", "city.library."), ["city.library."]);
  assert.deepEqual(paths("city.library.", ""), ["city.library."]);
  assert.deepEqual(paths("city.library.", "city.museum."), []);
  assert.deepEqual(paths("city.", "city.library.", "clerk"), []);
});

test("an end told by the release before, which named no days, counts from its day", () => {
  const payload = { placeId: newId(), organisationId: newId(), on: "2026-06-12", public: true };
  const told = { id: newId(), type: "place.ended", at: null, payload };
  assert.deepEqual(
    // As it lies in the outbox.
    countsOf(told as unknown as Event).map(({ on, amount }) => [on, amount]),
    [["2026-06-12", -1]],
  );
});

dbTest("staff accounts are not residents", async ({ ctx }) => {
  const of = (kind: string) =>
    countsOf({
      id: newId(),
      type: "account.made",
      at: ctx.clock(),
      payload: { subject: newId(), kind, demo: true },
    } as never);
  assert.equal(of("resident").length, 1);
  assert.equal(of("staff").length, 0);
});

dbTest("who took part, what was reported and who benefited are three figures", async ({ ctx }) => {
  const figures = async () =>
    Promise.all(
      ["visits", "participation", "participation-reported", "beneficiaries"].map((one) => amountOf(ctx, one)),
    );
  const before = await figures();
  const checkedIn = news(ctx, "part.", 3, "claim.checked-in");
  const elsewhere = { ...news(ctx, "part.", 2, "claim.checked-in") };
  elsewhere.payload = { ...elsewhere.payload, kind: "reading-seat" } as never;
  const reported = (tookPart: number, beneficiaries: number): Event => ({
    id: newId(),
    type: "session.reported",
    at: ctx.clock(),
    payload: {
      sessionId: newId(),
      orgPath: "part.",
      startsAt: ctx.clock().toString(),
      tookPart,
      beneficiaries,
    } as never,
  });
  await inTx(ctx, (inner) => countFacts(inner, [checkedIn, elsewhere, reported(120, 800), reported(-30, 0)]));
  const after = await figures();
  assert.deepEqual(
    after.map((amount, at) => amount - (before[at] ?? 0)),
    [5, 3, 90, 800],
  );
});
