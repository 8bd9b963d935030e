import assert from "node:assert/strict";
import { test } from "node:test";
import { offerAbout } from "#booking";
import { claim, settleOffers } from "#booking/filling";
import { anOffer } from "#booking/testing";
import type { AnswerOf } from "#contract";
import { aResident, aStaff } from "#people/testing";
import { aFacility, anOrganisation, usualHours } from "#places/testing";
import { anonymous } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { anEvent } from "#programme/testing";
import { operations } from "../routes.ts";
import { pressing } from "./alarms.ts";
import type { cityWall } from "./contract.ts";

type Wall = AnswerOf<typeof cityWall>;

const city = performer(operations, { checkAnswers: true });
const see = async (ctx: Ctx) => (await city.perform(ctx, "front.wall", {}, null)) as Wall;
const later = (ctx: Ctx, hours: number): Ctx => {
  const now = ctx.clock().add({ hours });
  return { ...ctx, clock: () => now };
};
const figure = (wall: Wall, id: string) => wall.figures.find((one) => one.id === id);

// What programme fills in a whole city.
const titled = fill(offerAbout, async (_, { offers }) =>
  offers.map(({ kind, ref }) => ({ kind, ref, title: "晚场", href: "/", place: null })),
);

test("the first of each kind is shown before the second of any", () => {
  const of = (kind: "no-hours" | "no-check-in" | "waiting-check", n: number) => ({ kind, n });
  const raised = [
    of("no-check-in", 1),
    of("no-check-in", 2),
    of("waiting-check", 1),
    of("no-hours", 1),
    of("no-hours", 2),
    of("no-hours", 3),
  ];
  assert.deepEqual(
    pressing(raised).map(({ kind, n }) => `${kind} ${n}`),
    ["no-check-in 1", "waiting-check 1", "no-hours 1", "no-check-in 2", "no-hours 2"],
  );
  assert.deepEqual(pressing([]), []);
});

// It is Friday 12 June 2026, 18:00 in the city.
dbTest(
  "what is wrong in the city stands on the wall of those who answer for it, with who is in charge",
  async ({ ctx: base }) => {
    const ctx = { ...base, slots: joinSlots([titled]) };
    const { library, manager, reviewer, stranger } = await inTx(ctx, async (inner) => {
      const root = await anOrganisation(inner, { name: "全市" });
      const bureau = await anOrganisation(inner, { parentId: root.id, name: "市局" });
      const library = await anOrganisation(inner, { parentId: bureau.id, name: "市图书馆" });
      const hire = (organisationId: string, role: "manager" | "reviewer" | "clerk" | "admin", name: string) =>
        aStaff(inner, { organisationId, role, name });
      const manager = await hire(bureau.id, "manager", "局长");
      const reviewer = await hire(library.id, "reviewer", "审核员");
      await hire(library.id, "clerk", "值班员");
      await hire(root.id, "admin", "管理员");
      const elsewhere = await anOrganisation(inner, { parentId: root.id });
      const stranger = await hire(elsewhere.id, "manager", "别处的人");
      return { library, manager, reviewer, stranger };
    });
    const asManager = { ...ctx, actor: manager.actor };
    const quiet = await see(asManager);
    assert.deepEqual([quiet.alarms, quiet.more], [[], 0]);

    await inTx(ctx, async (inner) => {
      const organisationId = library.id;
      await aFacility(inner, { organisationId, hours: null });
      const { id: placeId } = await aFacility(inner, { organisationId, hours: usualHours });
      await anEvent(inner, { organisationId, until: "submitted" });
      // Monday is the day of rest.
      const mode = { mode: "on-site" as const, placeId, link: null };
      const monday = { startsAt: "2026-06-15T04:00:00Z", placeId };
      await anEvent(inner, { organisationId, event: { title: "周一专场", ...mode }, sessions: [monday] });
      const { offerId } = await anOffer(inner, { orgPath: library.path });
      const { actor } = await aResident(inner);
      await claim({ ...inner, actor }, { offerId, size: 3 });
      await inner.db.run`
      with news as (insert into platform.outbox (id, type, at, payload)
                    values (gen_random_uuid(), 'test.lost', ${inner.clock()}, '{}') returning id)
      insert into platform.delivery (listener, event, attempts, next_at, error) select 'test', id, 6, null, 'gone' from news`;
    });
    // On Sunday at eight in the evening: the event has waited for two days, the offer's occasion is over for two.
    const sunday = later(asManager, 50);
    assert.deepEqual(
      (await see(sunday)).alarms.map(({ kind, count, organisation, inCharge }) => [
        kind,
        count,
        organisation?.name,
        inCharge,
      ]),
      [
        ["dead-letters", 1, "全市", "管理员"],
        ["closed-place", 1, "市图书馆", "局长"],
        ["waiting-check", 1, "市图书馆", "审核员"],
        ["no-hours", 1, "市图书馆", "局长"],
      ],
    );
    const evening = later(asManager, 4);
    const [, door] = (await see(evening)).alarms;
    assert.deepEqual(
      [door?.kind, door?.count, door?.title, door?.inCharge],
      ["no-check-in", 3, "晚场", "值班员"],
    );

    const elsewhere = await see({ ...sunday, actor: stranger.actor });
    assert.deepEqual(
      elsewhere.alarms.map(({ kind }) => kind),
      ["dead-letters"],
      "what happens below others' paths is not told, and what is everybody's is",
    );
    for (const actor of [reviewer.actor, anonymous])
      await assert.rejects(see({ ...ctx, actor }), ({ id }) => /forbidden|sign-in-needed/.test(id));
  },
);

dbTest("eight figures, each with its days or its moment", async ({ ctx: base }) => {
  const ctx = { ...base, slots: joinSlots([titled]) };
  const { actor, occasion } = await inTx(ctx, async (inner) => {
    const { actor } = await aStaff(inner, {
      organisationId: (await anOrganisation(inner)).id,
      role: "auditor",
    });
    const { offerId } = await anOffer(inner, {});
    const resident = await aResident(inner);
    await claim({ ...inner, actor: resident.actor }, { offerId, size: 2 });
    const occasion = await anEvent(inner, {
      organisationId: (await anOrganisation(inner)).id,
      sessions: [{ startsAt: "2026-06-12T12:00:00Z" }, { startsAt: "2026-06-13T12:00:00Z" }],
    });
    return { actor, occasion };
  });
  assert.equal(occasion.sessionIds.length, 2);
  const now = { ...ctx, actor };
  const before = await see(now);
  assert.deepEqual(
    before.figures.map(({ id }) => id),
    [
      "visits",
      "places-claimed",
      "sessions-held",
      "residents",
      "facilities",
      "open-now",
      "sessions-today",
      "missed",
    ],
  );
  for (const { id, from, through } of before.figures) assert.equal(from === null, through === null, id);
  const open = figure(before, "open-now");
  assert.deepEqual(open?.beside, { places: 2, unstated: 1 });
  assert.equal(open?.amount, 1, "until eight in the evening");
  assert.deepEqual(figure(before, "sessions-today")?.beside, { online: 1 });
  assert.equal(figure(before, "sessions-today")?.amount, 1);
  assert.equal(figure(before, "missed")?.amount, null, "nothing to reckon it from");
  const tomorrow = later(now, 24);
  await settleOffers(tomorrow);
  assert.deepEqual(figure(await see(tomorrow), "missed"), {
    id: "missed",
    amount: 100,
    unit: "percent",
    from: "2026-05-14",
    through: "2026-06-13",
    // With the three of the evening before.
    beside: { expected: 5, missed: 5 },
    href: null,
  });
});

dbTest(
  "the map stands on the wall of a demo, and not in production without its review number",
  async ({ ctx }) => {
    const { actor } = await inTx(ctx, async (inner) =>
      aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "manager" }),
    );
    assert.match((await see({ ...ctx, actor })).map ?? "", /^<svg .*演示地图/);
    const map = { ...ctx.city.map, mode: "production" as const };
    assert.equal((await see({ ...ctx, actor, city: { ...ctx.city, map } })).map, null);
  },
);
