/** Whoever shows a pass at a door and is expected elsewhere in the house is told where: by the server and by a scanner alike. */
import assert from "node:assert/strict";
import { aResident, aStaticCode, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { Problem } from "#platform/errors";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { claim } from "../../claiming/claim.ts";
import { checkIn } from "../../door/check-in.ts";
import { expectedIn } from "../../door/expected.ts";
import { aRoom, between, reserveAs } from "../../reserving/testing.ts";
import type { ScannerListed } from "../../scanner/contract.ts";
import { listHead } from "../../scanner/list-format.ts";
import { scanNow } from "../../scanner/scan-now.ts";
import { aScanner } from "../../scanner/testing.ts";
import { aSeatedOffer } from "../../seating/testing.ts";
import { rollOccasions } from "../../slots.ts";
import { anOffer } from "../../testing.ts";
import { decide } from "./decide.ts";
import { standBy } from "./stand.ts";

/** A house with an open door, an evening with numbered seats, a class with a lesson in an hour, and a room. */
async function house(bare: Ctx) {
  const now = bare.clock();
  const klass = newId();
  const lesson = { id: newId(), ref: klass, title: "国画班", where: "文化馆 301", href: `/classes/${klass}` };
  const at = { startsAt: now.add({ hours: 1 }), endsAt: now.add({ hours: 2 }) };
  const slots = joinSlots([
    fill(rollOccasions, async (_, { refs, from, to }) => {
      const start = at.startsAt.epochMilliseconds;
      const within = start >= from.epochMilliseconds && start < to.epochMilliseconds;
      return refs.includes(klass) && within ? [{ ...lesson, ...at }] : [];
    }),
  ]);
  const ctx = { ...bare, slots };
  return inTx(ctx, async (inner) => {
    const { id: organisationId, path: orgPath } = await anOrganisation(inner);
    const soon = { startsAt: now.add({ minutes: 20 }), endsAt: now.add({ hours: 2 }) };
    const { offerId } = await anOffer(inner, { orgPath, ...soon, closesAt: soon.startsAt });
    const evening = { startsAt: now.add({ hours: 3 }), endsAt: now.add({ hours: 5 }) };
    const seated = await aSeatedOffer(inner, {
      organisation: organisationId,
      ...evening,
      closesAt: evening.startsAt,
    });
    const term = { startsAt: now.subtract({ hours: 200 }), endsAt: now.add({ hours: 200 }) };
    const { offerId: classOffer } = await anOffer(inner, {
      ...{ orgPath, ref: klass, ...term, closesAt: now.add({ hours: 1 }), rules: { ownRoll: true } },
      opensAt: now.subtract({ hours: 300 }),
    });
    const room = await aRoom(inner, { organisationId });
    return { ctx, organisationId, orgPath, offerId, seated: seated.offerId, classOffer, room };
  });
}

const person = (ctx: Ctx) => inTx(ctx, (inner) => aResident(inner));
const claims = (ctx: Ctx, { actor }: Made, offerId: string) =>
  inTx({ ...ctx, actor }, (inner) => claim(inner, { offerId, size: 1 }));

dbTest("another door, a lesson and a room are told apart, with a line and without", async ({ ctx: bare }) => {
  const { ctx, organisationId, offerId, seated, classOffer, room } = await house(bare);
  const [watches, learns, rehearses, nobody] = [
    await person(ctx),
    await person(ctx),
    await person(ctx),
    await person(ctx),
  ];
  await claims(ctx, watches, seated);
  await claims(ctx, learns, classOffer);
  await reserveAs(ctx, rehearses, room.id, between(ctx, 0, "19:00", "20:00"));
  // Of two the one that begins first.
  await claims(ctx, rehearses, seated);
  const { device, list } = await inTx(ctx, (inner) => aScanner(inner, { organisationId, offerId }));
  const stand = standBy(JSON.parse(list.text.slice(listHead.length)) as ScannerListed, null, []);
  const both = async (who: Made) => {
    const asked = {
      offerId,
      way: "in" as const,
      scan: await inTx(ctx, (inner) => aStaticCode(inner, who)),
    };
    const refusal = await inTx(ctx, (inner) => scanNow(inner, { device, id: newId(), ...asked })).then(
      () => assert.fail("let in"),
      (error: unknown) => error,
    );
    assert.ok(refusal instanceof Problem);
    const { meaning } = await decide(stand, asked, { now: ctx.clock().epochMilliseconds, seen: new Set() });
    const { id, data } = refusal;
    assert.deepEqual(meaning, {
      kind: "refused",
      id,
      ...(Object.keys(data).length > 0 && { data }),
    });
    return { id, kind: data.kind, event: data.event };
  };
  const id = "check-in.elsewhere";
  assert.deepEqual(await both(watches), { id, kind: "door", event: "" });
  assert.deepEqual(await both(learns), { id, kind: "lesson", event: "国画班 · 文化馆 301" });
  const { kind, event } = await both(rehearses);
  assert.equal(kind, "room");
  assert.match(String(event), /\S · \S/);
  assert.deepEqual(await both(nobody), { id: "check-in.no-claim", kind: undefined, event: undefined });
});

dbTest("what keeps its own roll has no door", async ({ ctx: bare }) => {
  const { ctx, organisationId, classOffer } = await house(bare);
  const own = { id: "check-in.own-roll" };
  await assert.rejects(
    inTx(ctx, (inner) => aScanner(inner, { organisationId, offerId: classOffer })),
    own,
  );
  const learns = await person(ctx);
  const { claimId } = await claims(ctx, learns, classOffer);
  await assert.rejects(
    inTx(ctx, (inner) => checkIn(inner, { offerId: classOffer, claimId })),
    own,
  );
});

dbTest("a person's own day has all of it with the seats, and nobody else's", async ({ ctx: bare }) => {
  const { ctx, seated, classOffer, room } = await house(bare);
  const one = await person(ctx);
  const { claimId } = await claims(ctx, one, seated);
  await claims(ctx, await person(ctx), seated);
  await claims(ctx, one, classOffer);
  await reserveAs(ctx, one, room.id, between(ctx, 0, "19:00", "20:00"));
  const now = ctx.clock();
  const asked = { subject: one.subject, orgPath: null };
  const day = (hours: number) => ({ ...asked, from: now, to: now.add({ hours }) });
  const all = await expectedIn(ctx, day(24));
  assert.deepEqual(all.map(({ kind }) => kind).toSorted(), ["door", "lesson", "room"]);
  const [seat] = all.filter(({ kind }) => kind === "door");
  assert.match(seat?.seats.join() ?? "", /^\d排\d号$/);
  assert.ok(
    (await expectedIn(ctx, day(2))).every(({ kind }) => kind !== "door"),
    "not what begins later",
  );
  await ctx.db.run`update booking.claim set state = 'cancelled' where id = ${claimId}`;
  assert.ok((await expectedIn(ctx, day(24))).every(({ kind }) => kind !== "door"));
});
