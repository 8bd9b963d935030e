/** Places for who qualifies: asked of people for all at once, and told only to whom it concerns. */
import assert from "node:assert/strict";
import { aCheck, aDecision, aResident, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { countStatements, dbTest } from "#platform/testing";
import { claimEach } from "../claiming/claim.ts";
import { anOffer } from "../testing.ts";
import { underRules } from "./shown.ts";
import { aRule } from "./testing.ts";

const forWhoQualifies = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const house = await anOrganisation(inner);
    const { code } = await aCheck(inner, house.id);
    await aRule(inner, house.id, { kind: "eligible", code });
    const { offerId } = await anOffer(inner, { orgPath: house.path, places: 40 });
    return { house, code, offerId };
  });

const who = (ctx: Ctx, code: string, answer: "yes" | "no" | null, days?: number) =>
  inTx(ctx, async (inner) => {
    const person = await aResident(inner);
    if (answer) await aDecision(inner, person, code, answer, days);
    return person;
  });

const shownFor = async (ctx: Ctx, offerId: string) =>
  (await underRules(ctx, [offerId])).shown(new Set([offerId]));

const outcomes = async (ctx: Ctx, offerId: string, people: readonly Made[]) => {
  const asked = await inTx(ctx, (inner) =>
    claimEach(
      inner.db,
      offerId,
      people.map(({ actor }) => ({ ctx: { ...inner, actor }, wish: { size: 1 } })),
    ),
  );
  return asked.map(({ refusal }) => refusal?.id ?? "made");
};

dbTest("only a yes that is not over lets somebody book; the others are led to the check", async ({ ctx }) => {
  const { code, offerId } = await forWhoQualifies(ctx);
  const people = [
    await who(ctx, code, "yes", 10),
    await who(ctx, code, "yes", 1),
    await who(ctx, code, "no"),
    await who(ctx, code, null),
  ];
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 1 }) };
  assert.deepEqual(await outcomes(later, offerId, people.slice(2)), ["rule.eligible", "rule.eligible"]);
  assert.deepEqual(await outcomes(later, offerId, people.slice(0, 2)), ["made", "made"]);
  const [stranger] = people.slice(3);
  assert.ok(stranger);
  const shown = await shownFor({ ...ctx, actor: stranger.actor }, offerId);
  assert.equal(shown.get(offerId)?.unmet[0]?.next?.href, `/my/eligibility/${code}`);
});

dbTest("a yes is over on its day", async ({ ctx }) => {
  const { code, house } = await forWhoQualifies(ctx);
  const person = await who(ctx, code, "yes", 1);
  const tomorrow = { ...ctx, clock: () => ctx.clock().add({ hours: 24 }) };
  const { offerId } = await inTx(tomorrow, (inner) => anOffer(inner, { orgPath: house.path }));
  assert.deepEqual(await outcomes(tomorrow, offerId, [person]), ["rule.eligible"]);
});

dbTest("who helps somebody is told no way to look it up", async ({ ctx }) => {
  const { code, offerId } = await forWhoQualifies(ctx);
  const [person, helper] = [await who(ctx, code, "no"), await who(ctx, code, "yes")];
  const onBehalfOf = { account: person.account, subject: person.subject, as: "helper" as const };
  const against = async (actor: Ctx["actor"]) => {
    const [outcome] = await inTx(ctx, (inner) =>
      claimEach(inner.db, offerId, [{ ctx: { ...inner, actor }, wish: { size: 1 } }]),
    );
    return outcome?.refusal as Problem;
  };
  const [own, helped] = [await against(person.actor), await against({ ...helper.actor, onBehalfOf })];
  assert.deepEqual(
    [own.id, own.next, helped.id, helped.next],
    ["rule.eligible", `/my/eligibility/${code}`, "rule.eligible", null],
  );
  const shown = await shownFor({ ...ctx, actor: { ...helper.actor, onBehalfOf } }, offerId);
  assert.deepEqual(shown.get(offerId)?.unmet, []);
});

dbTest("who qualifies is asked once for all", async ({ ctx }) => {
  const costs = async (count: number) => {
    const { code, offerId } = await forWhoQualifies(ctx);
    const people: Made[] = [];
    for (let n = 0; n < count; n++) people.push(await who(ctx, code, "yes"));
    return countStatements(ctx, (inner) =>
      claimEach(
        inner.db,
        offerId,
        people.map(({ actor }) => ({ ctx: { ...inner, actor }, wish: { size: 1 } })),
      ),
    );
  };
  assert.equal((await costs(1)).statements, (await costs(20)).statements);
});

dbTest("a rule cannot name a check that is not there", async ({ ctx }) => {
  const { house } = await forWhoQualifies(ctx);
  await assert.rejects(
    inTx(ctx, (inner) => aRule(inner, house.id, { kind: "eligible", code: "no-such-check" })),
    /house-rule.unknown-check/,
  );
});
