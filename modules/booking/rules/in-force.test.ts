/** Limits in force elsewhere, as they are written there, to the day and minute (facts: culture-cloud.md, booking rules). */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import type { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import type { OfferInput } from "../offers/manage-offer.ts";
import { anOffer } from "../testing.ts";
import type { HouseTerms } from "./terms.ts";
import { aRule } from "./testing.ts";

const local = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Shanghai").toInstant();
const onClock = (ctx: Ctx, text: string): Ctx => ({ ...ctx, clock: () => local(text) });

/** A house with its rules, and one slot of it with this many places on line, open since long. */
const houseWith = (ctx: Ctx, rules: HouseTerms[]) =>
  inTx(onClock(ctx, "2026-06-01T00:00"), async (inner) => {
    const house = await anOrganisation(inner);
    for (const terms of rules) await aRule(inner, house.id, terms);
    return house;
  });

const slot = (
  ctx: Ctx,
  house: { path: string },
  [from, to]: [string, string],
  { places = 5, ...differs }: Partial<OfferInput> & { places?: number } = {},
) =>
  inTx(onClock(ctx, "2026-06-01T00:00"), async (inner) => {
    const [startsAt, endsAt] = [local(from), local(to)];
    const times = { opensAt: local("2026-06-01T00:00"), closesAt: endsAt, startsAt, endsAt };
    return (await anOffer(inner, { orgPath: house.path, places, ...times, ...differs })).offerId;
  });

const someone = (ctx: Ctx) => inTx(ctx, async (inner) => (await aResident(inner)).actor);

const askedAt = (ctx: Ctx, when: string, { actor, offerId }: { actor: Ctx["actor"]; offerId: string }) =>
  inTx({ ...onClock(ctx, when), actor }, (inner) => claim(inner, { offerId, size: 1 })).then(
    () => "claimed",
    ({ id, data }: Problem) => (data.at ? `${id} ${data.at}` : id),
  );

dbTest(
  "深圳图书馆北馆: the next day's places are released at 10:00, and close half an hour before the end",
  async ({ ctx }) => {
    const house = await houseWith(ctx, [
      { kind: "horizon", days: 1, at: "10:00" },
      { kind: "closing", minutes: 30, before: "end" },
    ]);
    const morning = await slot(ctx, house, ["2026-06-13T09:00", "2026-06-13T13:00"], { places: 500 });
    const afternoon = await slot(ctx, house, ["2026-06-13T13:00", "2026-06-13T17:00"], { places: 500 });
    const ask = async (when: string, offerId: string) =>
      askedAt(ctx, when, { actor: await someone(ctx), offerId });
    assert.equal(await ask("2026-06-12T09:59:59", morning), `rule.horizon ${local("2026-06-12T10:00")}`);
    assert.equal(await ask("2026-06-12T10:00", morning), "claimed");
    assert.equal(await ask("2026-06-12T10:00", afternoon), "claimed");
    assert.equal(await ask("2026-06-13T12:29:59", morning), "claimed");
    assert.equal(await ask("2026-06-13T12:30", morning), `rule.closing ${local("2026-06-13T12:30")}`);
    assert.equal(await ask("2026-06-13T16:29:59", afternoon), "claimed");
    assert.equal(await ask("2026-06-13T16:30", afternoon), `rule.closing ${local("2026-06-13T16:30")}`);
  },
);

dbTest("上海博物馆: seven days ahead, and five bookings a site within thirty days", async ({ ctx }) => {
  const house = await houseWith(ctx, [
    { kind: "horizon", days: 7, at: "00:00" },
    { kind: "period", most: 5, window: "days", days: 30, scope: "place" },
  ]);
  const [peoplesSquare, east] = [newId(), newId()];
  const actor = await someone(ctx);
  const visit = async (day: string, placeId: string, when = `${day}T08:00`) => {
    const is = { sort: null, seriesId: null, placeId };
    const offerId = await slot(ctx, house, [`${day}T09:00`, `${day}T17:00`], { is });
    return askedAt(ctx, when, { actor, offerId });
  };
  assert.equal(
    await visit("2026-06-20", peoplesSquare, "2026-06-12T23:59:59"),
    `rule.horizon ${local("2026-06-13T00:00")}`,
  );
  assert.equal(await visit("2026-06-20", peoplesSquare, "2026-06-13T00:00"), "claimed");
  for (const day of ["2026-06-21", "2026-06-22", "2026-06-23", "2026-07-01"])
    assert.equal(await visit(day, peoplesSquare), "claimed");
  assert.equal(
    await visit("2026-07-19", peoplesSquare),
    "rule.period",
    "the thirtieth day of the first visit",
  );
  assert.equal(await visit("2026-07-19", east), "claimed", "the other site counts for itself");
  assert.equal(await visit("2026-07-20", peoplesSquare), "claimed", "the first visit is thirty days ago");
  assert.equal(await visit("2026-07-20", peoplesSquare), "rule.period");
});

dbTest("毛主席纪念堂: given back until ten minutes before", async ({ ctx }) => {
  const house = await houseWith(ctx, []);
  const rules = { cancelUntilMinutes: 10 };
  const offerId = await slot(ctx, house, ["2026-06-13T08:00", "2026-06-13T12:00"], { rules });
  const giveBackAt = async (when: string) => {
    const actor = await someone(ctx);
    const inner = { ...onClock(ctx, "2026-06-12T12:00"), actor };
    const { claimId } = await inTx(inner, (tx) => claim(tx, { offerId, size: 1 }));
    return inTx({ ...onClock(ctx, when), actor }, (tx) => cancelClaim(tx, { claimId })).then(
      () => "given back",
      ({ id }: Problem) => id,
    );
  };
  assert.equal(await giveBackAt("2026-06-13T07:50"), "given back");
  assert.equal(await giveBackAt("2026-06-13T07:50:01"), "claim.cancel-too-late");
});

dbTest("a horizon across the year's end and a leap day counts days of the calendar", async ({ ctx }) => {
  const house = await houseWith(ctx, [{ kind: "horizon", days: 7, at: "09:00" }]);
  const actor = await someone(ctx);
  const newYear = await slot(ctx, house, ["2027-01-03T10:00", "2027-01-03T12:00"]);
  assert.equal(
    await askedAt(ctx, "2026-12-27T08:59:59", { actor, offerId: newYear }),
    `rule.horizon ${local("2026-12-27T09:00")}`,
  );
  assert.equal(await askedAt(ctx, "2026-12-27T09:00", { actor, offerId: newYear }), "claimed");
  const march = await slot(ctx, house, ["2028-03-03T10:00", "2028-03-03T12:00"]);
  assert.equal(
    await askedAt(ctx, "2028-02-25T08:59", { actor, offerId: march }),
    `rule.horizon ${local("2028-02-25T09:00")}`,
  );
});
