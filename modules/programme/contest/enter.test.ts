/** Who may enter a contest, with whom and how many; and what the desk decides of it. */
import assert from "node:assert/strict";
import type { Static } from "typebox";
import { aChild, aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import type { CategoryText } from "./contract.ts";
import { enter, join, leave } from "./enter.ts";
import { forgetContestant } from "./one-person.ts";
import { showContest, showMine } from "./show-contest.ts";
import { aContest, anEntry, as, fault } from "./testing.ts";
import { decide, setPlaces } from "./write-contest.ts";

async function world(base: Ctx, category: Partial<Static<typeof CategoryText>>) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(
    ctx,
    await anEvent(ctx, { organisationId, event: { kind: "contest" } }),
    category,
  );
  return { ctx, contest };
}

dbTest(
  "the last place of a category goes to one of twenty; the database refuses one more even to a bug",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base, { places: 1 });
    const people = await inTx(ctx, (inner) =>
      Promise.all(Array.from({ length: 20 }, () => aResident(inner))),
    );
    const tries = await Promise.allSettled(
      people.map(({ actor }) => inTx(ctx, (inner) => anEntry(inner, { ...contest, actor }))),
    );
    assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
    for (const one of tries) if (one.status === "rejected") assert.equal(one.reason.id, "contest.full");
    await assert.rejects(
      db.run`update programme.contest_category set taken = taken + 1 where id = ${contest.categoryId}`,
      {
        constraint: "contest_category_not_overfull",
      },
    );
  },
);

dbTest(
  "without the guard two take the last place: counting first and writing after is a race",
  async ({ db, ctx: base }) => {
    const { contest } = await world(base, { places: 1 });
    await db.run`create table naive_entry (category_id uuid not null)`;
    const both = Promise.withResolvers<void>();
    let read = 0;
    const naive = () =>
      db.tx(async (tx) => {
        const { free } = await tx.one<{ free: boolean }>`
        select (select count(*) from naive_entry where category_id = c.id) < c.places as free
          from programme.contest_category c where c.id = ${contest.categoryId}`;
        if (!free) throw new Error("none left");
        if (++read === 2) both.resolve();
        await both.promise;
        await tx.run`insert into naive_entry values (${contest.categoryId})`;
      });
    await Promise.all([naive(), naive()]);
    assert.deepEqual(await db.one`select count(*)::int as sold from naive_entry`, { sold: 2 });
    await db.run`drop table naive_entry`;
  },
);

dbTest(
  "a person is in a category once, alone or in a team, however fast they press",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 2, teamTo: 3 });
    const { actor } = await inTx(ctx, (inner) => aResident(inner));
    const pressed = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        inTx(ctx, (inner) => anEntry(inner, { ...contest, actor, teamName: "白杨队" })),
      ),
    );
    assert.equal(pressed.filter(({ status }) => status === "fulfilled").length, 1);
    const other = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "红柳队" }));
    await assert.rejects(
      as(ctx, actor, (inner) => join(inner, { code: other.code ?? "", agrees: true })),
      { id: "contest.already-in" },
    );
  },
);

dbTest(
  "a team is joined by code, each agreeing themself, until it is whole; too small it is not accepted",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 2, teamTo: 2 });
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const code = team.code ?? "";
    const [second, third] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(second && third);
    const accept = () => as(ctx, contest.publisher, (inner) => decide(inner, team.id, { accept: true }));
    await assert.rejects(accept(), { id: "contest.team-too-small" });
    const joins = (actor: Actor, agrees = true) =>
      as(ctx, actor, (inner) => join(inner, { code: code.toLowerCase(), agrees }));
    await assert.rejects(joins(second.actor, false), fault("/body/agrees"));
    await joins(second.actor);
    await assert.rejects(joins(third.actor), { id: "contest.team-full" });
    await accept();
    await as(ctx, second.actor, (inner) => leave(inner, team.id));
    await joins(third.actor);
    const { withdrawn } = await as(ctx, team.actor, (inner) => leave(inner, team.id, "all"));
    assert.ok(withdrawn, "the captain withdraws the whole entry");
    await assert.rejects(joins(second.actor), { id: "contest.no-such-code" });
    assert.equal((await showContest(ctx, contest.id)).categories[0]?.left, 20, "its place is free again");
  },
);

dbTest(
  "a captain who leaves takes nobody along: the next to have joined is captain, and the last withdraws the entry",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 1, teamTo: 3 });
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const mates = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
    for (const [at, { actor }] of mates.entries()) {
      const then = { ...ctx, clock: () => ctx.clock().add({ minutes: at + 1 }) };
      await as(then, actor, (inner) => join(inner, { code: team.code ?? "", agrees: true }));
    }
    const [next, last] = mates;
    assert.ok(next && last);
    const leaves = (actor: Actor) => as(ctx, actor, (inner) => leave(inner, team.id));
    assert.deepEqual(await leaves(team.actor), { withdrawn: false });
    const [mine] = (await showMine({ ...ctx, actor: next.actor })).items;
    assert.deepEqual([mine?.captain, mine?.size, mine?.code], [true, 2, team.code]);
    assert.equal((await showMine({ ...ctx, actor: last.actor })).items[0]?.captain, false);
    assert.deepEqual(
      (await noticesOf(ctx.db, next.subject)).map(({ key, data }) => [key, data.team]),
      [["notice.contest-captain", "白杨队"]],
    );
    await inTx(ctx, (inner) => forgetContestant(inner, next.subject));
    assert.equal((await showMine({ ...ctx, actor: last.actor })).items[0]?.captain, true);
    assert.deepEqual(await leaves(last.actor), { withdrawn: true });
  },
);

dbTest("a child is entered by the guardian who acts for it, and by nobody else", async ({ ctx: base }) => {
  const { ctx, contest } = await world(base, { ageFrom: 6, ageTo: 12 });
  const child = await inTx(ctx, async (inner) => aChild(inner, await aResident(inner)));
  const words = {
    id: contest.categoryId,
    title: "小马驹",
    description: "",
    link: null,
    teamName: null,
    namePublic: false,
    agrees: true,
  };
  const helper = {
    ...child.actor,
    onBehalfOf: { account: child.account, subject: child.subject, as: "helper" as const },
  };
  await assert.rejects(
    as(ctx, helper, (inner) => enter(inner, words)),
    { id: "contest.guardian-needed" },
  );
  await as(ctx, child.actor, (inner) => enter(inner, words));
  const mine = await showMine({ ...ctx, actor: child.actor });
  assert.deepEqual(
    mine.items.map(({ title, can }) => [title, can]),
    [["小马驹", ["leave"]]],
  );
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(
    as(ctx, actor, (inner) => enter(inner, words)),
    { id: "contest.age-unknown" },
  );
});

dbTest(
  "an entry is refused with a reason, its people are told, its place is free; a category keeps what is taken",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { places: 2 });
    const [one] = await inTx(ctx, async (inner) => [
      await anEntry(inner, contest),
      await anEntry(inner, contest),
    ]);
    assert.ok(one);
    const places = (count: number) =>
      as(ctx, contest.editor, (inner) => setPlaces(inner, contest.categoryId, count, "名额有变"));
    await assert.rejects(places(1), { id: "contest.places-taken" });
    const decided = (reason?: string) =>
      as(ctx, contest.publisher, (inner) =>
        decide(inner, one.id, { accept: false, ...(reason && { reason }) }),
      );
    await assert.rejects(decided(), fault("/body/reason"));
    await decided("作品不是原创");
    await assert.rejects(decided("再次拒绝"), { id: "contest.decided-already" });
    await places(1);
    const notices = await noticesOf(ctx.db, one.actor.subject ?? "");
    assert.deepEqual(
      notices.map(({ key, data }) => [key, data.reason]),
      [["notice.contest-refused", "作品不是原创"]],
    );
  },
);
