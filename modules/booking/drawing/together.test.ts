/** Several people on one entry of a draw: named by whoever makes it, or come by its code, and nobody on two. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { aChild, aResident, noticesOf } from "#people/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { doorSheet } from "../door.ts";
import { carryOut } from "./carry-out.ts";
import { enterDraw, withdrawEntry } from "./enter.ts";
import * as entries from "./entry-store.ts";
import { joinEntry, leaveEntry } from "./join-entry.ts";
import { forgetEntries, mergeEntries } from "./personal.ts";
import { ownDraws, ownEntry } from "./show-own.ts";
import { aColleague, aDraw, anEntrant, closed, drawnByTwo, frozen, known, listOf } from "./testing.ts";

interface Who {
  subject: string;
  actor: Actor;
}

/** A draw in which everybody is named, and people to be on entries of it. */
async function aWorld(base: Ctx, is: Parameters<typeof aDraw>[1] = {}) {
  const ctx = { ...base, random: trueRandom };
  const { drawId, offerIds } = await inTx(ctx, (inner) =>
    aDraw(inner, { unnamed: false, places: [9], ...is }),
  );
  const someone = (name: string) => inTx(ctx, (inner) => aResident(inner, { name }));
  const as = <R>(
    { actor }: Pick<Who, "actor">,
    work: (inner: Parameters<typeof enterDraw>[0]) => Promise<R>,
  ) => inTx({ ...ctx, actor }, work);
  const enter = (who: Pick<Who, "actor">, people: string[] = [], unnamed = 0) =>
    as(who, (inner) => enterDraw(inner, { drawId, people, unnamed, choices: ["1"], most: 1 }));
  const join = (who: Pick<Who, "actor">, code: string) => as(who, (inner) => joinEntry(inner, code));
  const leave = (from: Pick<Who, "actor">, who: string | null = null) =>
    as(from, (inner) => leaveEntry(inner, { drawId, who }));
  const stands = ({ actor }: Pick<Who, "actor">) => ownEntry({ ...ctx, actor }, drawId);
  const code = async (who: Who) => (await stands(who)).entry?.code ?? "";
  const sizes = async () =>
    (
      await ctx.db.many<{ size: number }>`
      select size from booking.draw_entry where draw_id = ${drawId} and state = 'entered' order by made_at, id`
    ).map(({ size }) => size);
  return { ctx, drawId, offerId: offerIds[0] ?? "", someone, as, enter, join, leave, stands, code, sizes };
}

const keys = async (ctx: Ctx, { subject }: Pick<Who, "subject">) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key).toSorted();

dbTest("a mother enters with her child, who is on no other entry then", async ({ ctx: base }) => {
  const { ctx, drawId, someone, as, enter, stands, sizes } = await aWorld(base);
  const mother = await someone("古丽");
  const [child, sister] = await inTx(ctx, async (inner) => [
    await aChild(inner, { ...mother }, { name: "小明" }),
    await aChild(inner, { ...mother }, { name: "小红" }),
  ]);
  assert.ok(child && sister);
  const offered = (await stands(mother)).family
    .map(({ name, on, elsewhere }) => [name, on, elsewhere])
    .toSorted();
  assert.deepEqual(offered, [
    ["小明", false, false],
    ["小红", false, false],
  ]);
  await enter(mother, [child.subject]);
  assert.deepEqual(await sizes(), [2]);
  // By the child's own entry it would count twice: it is told where it is, and the way on.
  await assert.rejects(enter(child), { id: "drawing.on-another", next: `/draws/${drawId}#own` });
  await assert.rejects(enter(sister, [child.subject]), {
    id: "drawing.entered-elsewhere",
    data: { names: "小明" },
  });
  assert.deepEqual((await stands(sister)).family.map(({ name, elsewhere }) => [name, elsewhere]).toSorted(), [
    ["古丽", true],
    ["小明", true],
  ]);
  assert.deepEqual((await stands(child)).can, ["leave"]);
  await as(child, (inner) => leaveEntries(inner, drawId));
  await enter(sister, [child.subject]);
  assert.deepEqual(await sizes(), [1, 2]);
  // Named anew, she is off what was hers.
  await enter(mother);
  assert.deepEqual(
    (await stands(child)).entry?.people.map(({ name, self }) => [name, self]),
    [
      ["小红", false],
      ["小明", true],
    ],
  );
});

const leaveEntries = (inner: Parameters<typeof enterDraw>[0], drawId: string) =>
  leaveEntry(inner, { drawId, who: null });

dbTest(
  "whoever is not of the family is not named, and nobody comes unnamed where the draw says so",
  async ({ ctx: base }) => {
    const { someone, enter } = await aWorld(base);
    const [one, stranger] = [await someone("甲"), await someone("乙")];
    await assert.rejects(enter(one, [stranger.subject]), { id: "drawing.not-family" });
    await assert.rejects(enter(one, [], 1), { id: "drawing.named-only" });
  },
);

dbTest("others come by the code of the entry, as many as fit, and leave it again", async ({ ctx: base }) => {
  const { ctx, drawId, someone, enter, join, leave, stands, code, sizes, as } = await aWorld(base, {
    places: [3],
    mostPeople: 3,
  });
  const [maker, two, three, four] = await Promise.all(["甲", "乙", "丙", "丁"].map(someone));
  assert.ok(maker && two && three && four);
  const { number } = await enter(maker);
  const typed = await code(maker);
  assert.deepEqual(await join(two, typed.toLowerCase()), { drawId, number });
  await assert.rejects(join(two, typed), { id: "drawing.on-it" });
  await assert.rejects(join(maker, typed), { id: "drawing.on-it" });
  await assert.rejects(join(four, "00000-00000"), { id: "drawing.no-such-code" });
  await join(three, typed);
  await assert.rejects(join(four, typed), { id: "drawing.too-many-people" });
  assert.deepEqual(await sizes(), [3]);
  // What the maker changes leaves those on it who came themselves.
  await enter(maker);
  const { entry, can } = await stands(two);
  assert.deepEqual(
    entry?.people.map(({ name, joined }) => [name, joined]).toSorted(),
    [
      ["丙", true],
      ["乙", true],
      ["甲", false],
    ].toSorted(),
  );
  assert.deepEqual([entry?.own, entry?.code, entry?.number, can], [false, null, number, ["leave"]]);
  const listed = (await ownDraws({ ...ctx, actor: two.actor })).items.map((one) => [
    one.number,
    one.together.toSorted(),
  ]);
  assert.deepEqual(listed, [[number, ["丙", "甲"].toSorted()]]);
  await assert.rejects(enter(two), { id: "drawing.on-another" });
  await leave(two);
  await leave(two).catch(({ status }) => assert.equal(status, 404));
  await enter(two);
  await assert.rejects(leave(maker), { id: "drawing.own-entry" });
  await leave(maker, three.subject);
  assert.deepEqual(await sizes(), [1, 1]);
  await join(four, await code(two));
  await as(two, (inner) => withdrawEntry(inner, drawId));
  assert.equal((await stands(four)).entry, null);
  await assert.rejects(join(three, await code(two)), { id: "drawing.no-such-code" });
  assert.deepEqual(await keys(ctx, maker), ["notice.draw.joined", "notice.draw.joined", "notice.draw.left"]);
  assert.deepEqual(await keys(ctx, three), ["notice.draw.taken-off"]);
  assert.deepEqual(await keys(ctx, four), ["notice.draw.entry-gone"]);
});

dbTest("of two who would have the same person at one moment one is told so", async ({ ctx: base }) => {
  const { someone, enter, join, code, sizes } = await aWorld(base);
  const makers = await Promise.all(["甲", "乙", "丙", "丁"].map(someone));
  for (const maker of makers) await enter(maker);
  const codes = await Promise.all(makers.map(code));
  const wanted = await someone("戊");
  const tries = await Promise.allSettled([...codes.map((one) => join(wanted, one)), enter(wanted)]);
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  for (const one of tries) if (one.status === "rejected") assert.equal(one.reason.id, "drawing.on-another");
  assert.equal(
    (await sizes()).reduce((sum, size) => sum + size, 0),
    5,
  );
});

dbTest(
  "the frozen list says how many and nothing of who; who came along is told, and the door knows them",
  async ({ ctx: base }) => {
    const { ctx, drawId, offerId, someone, enter, join, code } = await aWorld(base, { places: [3] });
    const [maker, mate] = [await someone("甲乙丙"), await someone("丁戊己")];
    await enter(maker);
    const typed = await code(maker);
    await join(mate, typed);
    await drawnByTwo(ctx, drawId);
    const list = await listOf(ctx, drawId);
    assert.match(list, /"size":2/);
    const ids = await ctx.db.many<{
      id: string;
    }>`select id from booking.draw_entry where draw_id = ${drawId}`;
    for (const one of [
      maker.subject,
      mate.subject,
      maker.account,
      mate.account,
      typed,
      "甲乙丙",
      "丁戊己",
      ...ids.map(({ id }) => id),
    ])
      for (const shown of [
        one,
        createHash("sha256").update(one).digest("hex"),
        createHash("sha1").update(one).digest("hex"),
      ])
        assert.ok(!list.includes(shown), "no name, key or hash of one");
    await carryOut(known(ctx), drawId);
    assert.deepEqual(await keys(ctx, mate), ["notice.draw.frozen", "notice.draw.together"]);
    assert.deepEqual(await keys(ctx, maker), [
      ...["notice.draw.confirmed", "notice.draw.frozen", "notice.draw.joined"],
    ]);
    const clerk = await inTx(ctx, (inner) => aColleague(inner, "clerk"));
    const { holders } = await doorSheet({ ...known(ctx), actor: clerk }, offerId);
    assert.deepEqual(
      holders.map(({ name, size, together }) => [name, size, together]),
      [["甲乙丙", 2, ["丁戊己"]]],
    );
  },
);

dbTest("two accounts of one person: on one entry then, their own before another's", async ({ ctx: base }) => {
  const { ctx, someone, enter, join, code, stands, sizes } = await aWorld(base);
  const [own, other, host] = await Promise.all(["甲", "甲二", "乙"].map(someone));
  assert.ok(own && other && host);
  await enter(host);
  await join(other, await code(host));
  await enter(own);
  await inTx(ctx, (inner) => mergeEntries(inner, { from: other, into: own }));
  assert.deepEqual((await sizes()).toSorted(), [1, 1]);
  assert.deepEqual((await stands(own)).entry?.own, true);

  // Both on one entry: they are one of it.
  const [a, b] = [await someone("丙"), await someone("丙二")];
  for (const one of [a, b]) await join(one, await code(host));
  await inTx(ctx, (inner) => mergeEntries(inner, { from: a, into: b }));
  assert.deepEqual((await stands(host)).entry?.size, 2);
  assert.deepEqual((await stands(b)).entry?.own, false);

  // Both made one: the other's company is told.
  const [c, d] = [await someone("丁"), await someone("丁二")];
  await enter(c);
  await enter(d);
  const mate = await someone("戊");
  await join(mate, await code(d));
  await inTx(ctx, (inner) => mergeEntries(inner, { from: d, into: c }));
  assert.deepEqual(await keys(ctx, mate), ["notice.draw.entry-gone"]);
  assert.equal((await stands(mate)).entry, null);
});

dbTest(
  "who is erased is on no entry: open ones come by one fewer, a frozen list stays",
  async ({ ctx: base }) => {
    const { ctx, drawId, someone, enter, join, code, stands, sizes } = await aWorld(base);
    const [host, mate, last] = await Promise.all(["甲", "乙", "丙"].map(someone));
    assert.ok(host && mate && last);
    await enter(host);
    for (const one of [mate, last]) await join(one, await code(host));
    const forget = (who: Who) => inTx(ctx, (inner) => forgetEntries(inner, who.subject));
    await forget(mate);
    assert.deepEqual(await sizes(), [2]);
    await frozen(ctx, drawId);
    const list = await listOf(ctx, drawId);
    await forget(last);
    assert.deepEqual([await sizes(), await listOf(ctx, drawId)], [[2], list]);
    await forget(host);
    assert.equal((await stands(host)).entry, null);
    const left = await ctx.db.many`select from booking.draw_entry_person where draw_id = ${drawId}`;
    assert.deepEqual(left, []);
    assert.equal(await listOf(ctx, drawId), list);
  },
);

dbTest("who came along on an entry that won has won, whoever made it", async ({ ctx: base }) => {
  const { ctx, drawId, someone, enter, join, code } = await aWorld(base);
  const [maker, mate] = [await someone("甲"), await someone("乙")];
  await enter(maker);
  await join(mate, await code(maker));
  await drawnByTwo(ctx, drawId);
  await carryOut(known(ctx), drawId);
  const now = known(ctx).clock();
  const since = ctx.clock().subtract({ hours: 24 });
  const subjects = [maker.subject, mate.subject];
  const records = await entries.earlier(ctx.db, {
    subjects,
    orgPath: "klmy.",
    since,
    now: now.add({ hours: 1 }),
  });
  assert.deepEqual(
    records.map(({ wins, losses }) => [wins, losses]),
    [
      [1, 0],
      [1, 0],
    ],
  );
  for (const subject of subjects)
    assert.ok(await entries.lastTookAt(ctx.db, { subject, orgPath: "klmy.", kinds: ["test-occasion"] }));
});

dbTest(
  "where people may come unnamed they only count, and the entry is one as before",
  async ({ ctx: base }) => {
    const { ctx, drawId, stands } = await aWorld(base, { unnamed: true });
    const who = await inTx(ctx, (inner) => anEntrant(inner, drawId, { size: 2 }));
    const { entry } = await stands(who);
    assert.deepEqual([entry?.size, entry?.people.length], [2, 1]);
    await assert.rejects(
      inTx({ ...closed(ctx), actor: who.actor }, (inner) => leaveEntry(inner, { drawId, who: null })),
      { id: "drawing.closed" },
    );
  },
);
