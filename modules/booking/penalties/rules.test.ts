/** What a rule may say, and from when. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { offerKinds } from "../slots.ts";
import { penaltyRulesView } from "./rules.ts";
import type { NoShowTerms } from "./terms.ts";
import { aPenaltyRule, aStrictHouse, noShowTerms } from "./testing.ts";

dbTest("a rule begins today or later; only the city suspends in the whole city", async ({ ctx }) => {
  const { id } = await aStrictHouse(ctx);
  const put = (differs: Parameters<typeof aPenaltyRule>[2]) =>
    inTx(ctx, (inner) => aPenaltyRule(inner, id, differs));
  await assert.rejects(put({ since: "2026-06-11" }), { id: "input.invalid" });
  const terms = (noShow: Partial<NoShowTerms>) => ({
    noShow: { ...noShowTerms, ...noShow },
    cancelling: null,
  });
  await assert.rejects(put({ terms: terms({ suspendsFor: "until-clear", windowDays: null }) }), {
    id: "input.invalid",
  });
  const below = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: id }));
  await assert.rejects(
    inTx(ctx, (inner) => aPenaltyRule(inner, below.id, { terms: terms({ scope: "city" }) })),
    { id: "input.invalid" },
  );
  await put({ since: "2026-07-01", terms: terms({ scope: "city" }), after: 1 });
  await put({ since: "2026-08-01", terms: null, after: 2 });
  const { items } = await penaltyRulesView(ctx, below.id);
  assert.deepEqual(
    items.map(({ version, standing, until, own: its, says }) => [
      version,
      standing,
      until,
      its,
      says.length > 0,
    ]),
    [
      [3, "coming", null, false, false],
      [2, "coming", "2026-07-31", false, true],
      [1, "in-force", "2026-06-30", false, true],
    ],
  );
});

dbTest("a rule says something, and only what was said can end", async ({ ctx }) => {
  const { id } = await aStrictHouse(ctx);
  const put = (differs: Parameters<typeof aPenaltyRule>[2]) =>
    inTx(ctx, (inner) => aPenaltyRule(inner, id, differs));
  const wrong = (fault: string) => ({ faults: [{ field: "/body/terms/noShow", id: `penalty.${fault}` }] });
  await assert.rejects(put({ terms: { noShow: null, cancelling: null }, after: 1 }), wrong("says-nothing"));
  const other = await inTx(ctx, (inner) => anOrganisation(inner));
  await assert.rejects(
    inTx(ctx, (inner) => aPenaltyRule(inner, other.id, { terms: null })),
    wrong("nothing-to-end"),
  );
  await put({ terms: null, after: 1 });
  await assert.rejects(put({ terms: null, after: 2 }), wrong("nothing-to-end"));
});

dbTest("a rule warns before it suspends", async ({ ctx }) => {
  await assert.rejects(aStrictHouse(ctx, { warnFrom: 3, limit: 3 }), {
    faults: [{ field: "/body/terms/noShow/warnFrom", id: "penalty.warns-too-late" }],
  });
  await aStrictHouse(ctx, { warnFrom: 2, limit: 3 });
});

dbTest(
  "of two managers who write after the same version one is told of the other's",
  async ({ ctx: bare }) => {
    const kinds = fill(offerKinds, async () => [{ code: "event-session", name: "活动" }]);
    const ctx = { ...bare, slots: joinSlots([kinds]) };
    const { id } = await aStrictHouse(ctx);
    const put = (after: number, differs: Parameters<typeof aPenaltyRule>[2] = {}) =>
      inTx(ctx, (inner) => aPenaltyRule(inner, id, { after, ...differs }));
    const tried = await Promise.allSettled([put(1), put(1)]);
    assert.deepEqual(
      tried.map((one) => (one.status === "fulfilled" ? one.value.version : one.reason.id)).toSorted(),
      [2, "penalty.rule-meanwhile"],
    );
    for (const seen of [0, 1, 3]) await assert.rejects(put(seen), { id: "penalty.rule-meanwhile" });
    const other = await put(0, { onlyFor: "event-session" });
    assert.equal(other.version, 1, "the rule about one kind has versions of its own");
  },
);
