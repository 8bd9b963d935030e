/** Houses write, repeal and read their rules. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aStaff } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { putAmnesty, repealAmnesty } from "./put-amnesty.ts";
import { type LimitInput, putLimit } from "./put-limit.ts";
import { putRule, type RuleInput } from "./put-rule.ts";
import { ruleBook } from "./rule-book.ts";
import { amnestyFor, decide, fallbackTerms } from "./ruling.ts";
import { showRules, standingOn } from "./show-rules.ts";
import { aLimitInput, aLoanCase, anAmnestyInput, aRuleInput, ruleOf } from "./testing.ts";
import { whatIf } from "./what-if.ts";

const fieldsOf = ({ id, faults }: Problem) =>
  faults.map(({ field, id: fault }) => `${field} ${fault}`).join() || id;
const refusedWith = (ctx: Ctx, work: (inner: TxCtx) => Promise<unknown>) =>
  inTx(ctx, work).then(
    () => "written",
    (problem: Problem) => fieldsOf(problem),
  );

const network = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const city = await anOrganisation(inner);
    const house = await anOrganisation(inner, { parentId: city.id });
    const beside = await anOrganisation(inner, { parentId: city.id });
    return { city, house, beside };
  });

dbTest(
  "a house rules on its own things and those below it, from today on, one version after the other",
  async ({ ctx }) => {
    const { city, house, beside } = await network(ctx);
    const write = (organisation: string, differs: Partial<RuleInput> = {}) =>
      refusedWith(ctx, (inner) => putRule(inner, aRuleInput(organisation, differs)));
    const about = (differs: Partial<RuleInput["about"]>) => ({
      about: { ...aRuleInput("").about, ...differs },
    });
    assert.equal(await write(city.id, about({ owner: house.id })), "written");
    assert.equal(await write(house.id, about({ owner: beside.id })), "/body/about/owner loan-rule.not-own");
    assert.equal(await write(house.id, about({ owner: city.id })), "/body/about/owner loan-rule.not-own");
    assert.equal(await write(house.id, about({ shelf: "A1" })), "/body/about/shelf loan-rule.shelf-of-place");
    assert.equal(
      await write(house.id, about({ home: "00000000-0000-4000-8000-000000000000" })),
      "/body/about/home loan-rule.unknown",
    );
    assert.equal(await write(house.id, { terms: null }), "/body/terms loan-rule.nothing-to-repeal");
    assert.equal(
      await write(house.id, { terms: { ...fallbackTerms, renewals: 1, renewDays: 0 } }),
      "/body/terms/renewDays loan-rule.renewed-for-nothing",
    );
    assert.equal(
      await write(house.id, { since: today(ctx).subtract({ days: 1 }).toString() }),
      "/body/since day.past",
    );
    assert.equal(await write(house.id), "written");
    assert.equal(await write(house.id), "loan-rule.meanwhile", "somebody wrote the first meanwhile");
    assert.equal(await write(house.id, { after: 1, terms: null }), "written");
    assert.equal(await write(house.id, { after: 2, terms: null }), "/body/terms loan-rule.nothing-to-repeal");
    const { rules } = await ruleBook(ctx.db);
    const own = rules.filter(({ orgPath }) => orgPath === house.path);
    assert.deepEqual(own.map(({ version, terms }) => [version, terms?.days ?? null]).toSorted(), [
      [1, 14],
      [2, null],
    ]);
  },
);

dbTest("a limit counts what is the house's own, or all that its own readers have", async ({ ctx }) => {
  const { house, beside } = await network(ctx);
  const write = (differs: Partial<LimitInput["about"]>, more: Partial<LimitInput> = {}) =>
    refusedWith(ctx, (inner) => {
      const input = aLimitInput(house.id);
      return putLimit(inner, { ...input, about: { ...input.about, ...differs }, ...more });
    });
  assert.equal(await write({}), "written");
  assert.equal(await write({ owner: beside.id }), "/body/about/owner loan-rule.not-own");
  assert.equal(await write({ owner: null, home: beside.id }), "/body/about/home loan-limit.not-own-readers");
  assert.equal(await write({ owner: null, categories: ["child", "adult", "child"] }), "written");
  assert.equal(
    await write({ owner: null, categories: ["adult", "child"] }),
    "loan-rule.meanwhile",
    "the same limit in another order",
  );
  assert.equal(await write({ types: ["toy"] }, { most: null }), "/body/most loan-rule.nothing-to-repeal");
  const { limits } = await ruleBook(ctx.db);
  assert.deepEqual(limits.find(({ match }) => match.owner === null)?.match, {
    owner: null,
    types: null,
    categories: ["adult", "child"],
    guarantees: null,
    home: house.path,
  });
});

dbTest("an amnesty holds on its days until it is taken back", async ({ ctx }) => {
  const { city, house } = await network(ctx);
  const { line } = await inTx(ctx, (inner) => putAmnesty(inner, anAmnestyInput(inner, city.id)));
  const holds = async (day = today(ctx)) =>
    amnestyFor(await ruleBook(ctx.db), house.path, day.toString()) !== null;
  assert.deepEqual([await holds(), await holds(today(ctx).add({ days: 31 }))], [true, false]);
  const back = () => refusedWith(ctx, (inner) => repealAmnesty(inner, { line, basis: "写错了" }));
  assert.equal(await back(), "written");
  assert.equal(await holds(), false);
  assert.equal(await back(), "amnesty.over");
  const past = { ...anAmnestyInput({ ...ctx, db: ctx.db as TxCtx["db"] }, city.id), firstDay: "2020-01-01" };
  assert.match(await refusedWith(ctx, (inner) => putAmnesty(inner, past)), /firstDay day.past/);
});

dbTest(
  "the desk reads rules of the house, above and below it, each as it stands; managers may write",
  async ({ ctx }) => {
    const { city, house, beside } = await network(ctx);
    const day = today(ctx);
    await inTx(ctx, async (inner) => {
      await putRule(inner, aRuleInput(city.id, { terms: { ...fallbackTerms, days: 30 } }));
      await putRule(inner, aRuleInput(house.id));
      await putRule(
        inner,
        aRuleInput(house.id, { after: 1, since: day.add({ days: 9 }).toString(), terms: null }),
      );
      await putRule(inner, aRuleInput(beside.id));
      await putLimit(inner, aLimitInput(house.id));
    });
    const manager = await inTx(ctx, (inner) => aStaff(inner, { organisationId: house.id, role: "manager" }));
    const clerk = await inTx(ctx, (inner) => aStaff(inner, { organisationId: house.id, role: "clerk" }));
    const shown = await showRules({ ...ctx, actor: manager.actor }, undefined);
    assert.equal(shown.house?.id, house.id);
    assert.deepEqual(shown.can, ["write"]);
    assert.deepEqual(
      shown.rules.map(({ version, standing, own, terms }) => [version, standing, own, terms?.days ?? null]),
      [
        [2, "coming", true, null],
        [1, "in-force", true, 14],
        [1, "in-force", false, 30],
      ],
    );
    assert.deepEqual(
      shown.rules[1]?.matches.map(({ column }) => column),
      ["owner", "type"],
    );
    assert.equal(shown.limits.length, 1);
    assert.deepEqual((await showRules({ ...ctx, actor: clerk.actor }, house.id)).can, []);
  },
);

dbTest("what if: which rule, why, when due, what it costs to bring it back elsewhere", async ({ ctx }) => {
  const { city, house, beside } = await network(ctx);
  const { here, there } = await inTx(ctx, async (inner) => {
    const suspend = { kind: "suspend", daysPerDay: 1, most: 90 } as const;
    const terms = { ...fallbackTerms, days: 14, late: suspend, returnTo: "owner" as const };
    await putRule(inner, aRuleInput(house.id, { terms }));
    await putRule(inner, aRuleInput(city.id, { terms: { ...fallbackTerms, days: 30 } }));
    return {
      here: await aFacility(inner, { organisationId: house.id }),
      there: await aFacility(inner, { organisationId: beside.id, hours: null }),
    };
  });
  const begins = today(ctx);
  const lent = begins.toString();
  const of = { at: here.id, type: "magazine", lent };
  const expected = decide(
    await ruleBook(ctx.db),
    aLoanCase({
      owner: house.path,
      type: "magazine",
      home: house.path,
      lentAt: house.path,
      guarantee: "none",
    }),
    lent,
  );
  const { ruled } = await whatIf(ctx, of);
  assert.equal(ruled?.rule?.basis, expected.rule.basis);
  assert.deepEqual(
    ruled?.rule?.matches.map(({ column }) => column),
    ["owner", "type"],
  );
  const lost = ruled?.others.filter(({ outcome }) => outcome === "lost");
  assert.deepEqual(
    lost?.map(({ by }) => by),
    ["owner"],
    "the city's rule lost by the owner",
  );
  const due = Temporal.PlainDate.from(ruled?.due?.day ?? "");
  assert.ok(due.dayOfWeek !== 1, "the place is shut on Mondays");
  const returned = (await whatIf(ctx, { ...of, back: there.id, returned: due.add({ days: 5 }).toString() }))
    .ruled?.returned;
  assert.deepEqual([returned?.lateDays, returned?.elsewhere], [5, true]);
  const book = await whatIf(ctx, { ...of, type: "book" });
  assert.equal(book.ruled?.rule, null, "no rule is about books");
  assert.equal((await whatIf(ctx, {})).ruled, null, "nothing was asked");
});

dbTest("a version that is overtaken before it begins is over", async () => {
  const first = ruleOf({ since: "2026-01-01" });
  const never = ruleOf({ since: "2026-07-01", version: 2 });
  const instead = ruleOf({ since: "2026-06-01", version: 3 });
  const standing = standingOn([first, never, instead], "2026-03-01");
  assert.deepEqual(
    [standing.get(first), standing.get(never), standing.get(instead)],
    ["in-force", "past", "coming"],
  );
});
