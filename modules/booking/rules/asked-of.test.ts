import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anOffer } from "../testing.ts";
import { kindsAsked, poolsAsked } from "./asked-of.ts";
import type { RuleInput } from "./put-rule.ts";
import { underRules } from "./shown.ts";
import type { HouseTerms } from "./terms.ts";
import { aRule } from "./testing.ts";

test("who walks in is asked for nothing, a group for nothing about a person", () => {
  assert.deepEqual(kindsAsked("walk-in"), []);
  assert.deepEqual(kindsAsked("organisation"), ["horizon", "closing", "group", "organisation"]);
  assert.ok(!kindsAsked("online").includes("organisation"));
  assert.deepEqual(poolsAsked("age"), ["online", "counter", "helper"]);
});

dbTest("a rule that would do nothing is refused by its field", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  const put = (terms: HouseTerms, differs: Partial<RuleInput> = {}) =>
    inTx(ctx, (inner) => aRule(inner, id, terms, differs));
  const age: HouseTerms = { kind: "age", from: 12, to: null };
  const house: HouseTerms = { kind: "organisation", kinds: [], within: "house" };
  const idle: [HouseTerms, Partial<RuleInput>, string, string][] = [
    [age, { channel: "organisation" }, "/body/channel", "house-rule.not-asked"],
    [age, { channel: "walk-in" }, "/body/channel", "house-rule.not-asked"],
    [{ kind: "group", from: 1, to: 4 }, { channel: "walk-in" }, "/body/channel", "house-rule.not-asked"],
    [
      { kind: "horizon", days: 1, at: "08:00" },
      { channel: "walk-in" },
      "/body/channel",
      "house-rule.not-asked",
    ],
    [house, { channel: "online" }, "/body/channel", "house-rule.not-asked"],
    [{ ...house, kinds: ["no-such"] }, {}, "/body/terms/organisation/kinds", "house-rule.unknown-kind"],
    [age, { since: "2999-01-01" }, "/body/since", "house-rule.since-far"],
    [age, { effect: "repealed" }, "/body/effect", "house-rule.nothing-to-repeal"],
  ];
  for (const [terms, differs, field, fault] of idle)
    await assert.rejects(put(terms, differs), { faults: [{ field, id: fault }] }, fault);
  await put(house, { channel: "organisation" });
  await put(age);
  await put(age, { effect: "repealed", after: 1 });
  await assert.rejects(put(age, { effect: "repealed", after: 2 }), { id: "input.invalid" });
});

dbTest("pages show a rule for the places of which it is asked", async ({ ctx }) => {
  const offerId = await inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner);
    await aRule(inner, id, { kind: "age", from: 16, to: null });
    await aRule(inner, id, { kind: "organisation", kinds: [], within: "city" });
    await aRule(inner, id, { kind: "horizon", days: 0, at: "18:30" });
    const pools = (["online", "organisation", "walk-in"] as const).map((channel) => ({
      channel,
      quota: 5,
      releasesAt: null,
    }));
    return (await anOffer(inner, { orgPath: path, pools })).offerId;
  });
  const { offers, shown } = await underRules(ctx, [offerId]);
  const rules = (await shown(new Set([offerId]))).get(offerId)?.rules ?? [];
  assert.deepEqual(
    rules.map(({ pools }) => pools),
    [["online", "organisation"], ["online"], ["organisation"]],
  );
  assert.deepEqual(
    offers.get(offerId)?.pools.map(({ channel, releasesAt }) => [channel, releasesAt]),
    [
      ["online", "2026-06-12T10:30:00Z"],
      ["organisation", "2026-06-12T10:30:00Z"],
      ["walk-in", "2026-06-11T10:00:00Z"],
    ],
  );
});
