import assert from "node:assert/strict";
import { aChild, aResident, aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { reduceClaim } from "../claiming/reduce-claim.ts";
import { claimForOrganisation } from "../groups/claim-for-organisation.ts";
import { anOffer, aRule } from "../testing.ts";
import { aHolder } from "../waiting/testing.ts";

const offered = (ctx: Ctx, differs: Parameters<typeof anOffer>[1] = {}) =>
  inTx(ctx, async (inner) => {
    const house = await anOrganisation(inner);
    const pools = (["online", "organisation"] as const).map((channel) => ({
      channel,
      quota: 40,
      releasesAt: null,
    }));
    return { house, ...(await anOffer(inner, { orgPath: house.path, pools, ...differs })) };
  });

const keep = (ctx: Ctx, actor: Ctx["actor"], claimId: string, size: number) =>
  inTx({ ...ctx, actor }, (inner) => reduceClaim(inner, { claimId, size }));

dbTest("a child who came with somebody does not stay alone by giving back", async ({ ctx }) => {
  const { offerId } = await offered(ctx, { rules: { own: { companion: { under: 12 } } } });
  const [child, youth] = await inTx(ctx, async (inner) => {
    const guardian = await aResident(inner);
    return [
      await aChild(inner, guardian, { born: "2018-01-05" }),
      await aChild(inner, guardian, { born: "2013-01-05" }),
    ];
  });
  for (const [who, refused] of [
    [child, true],
    [youth, false],
  ] as const) {
    const { claimId } = await inTx({ ...ctx, actor: who.actor }, (inner) =>
      claim(inner, { offerId, size: 3 }),
    );
    await keep(ctx, who.actor, claimId, 2);
    const alone = keep(ctx, who.actor, claimId, 1);
    if (refused)
      await assert.rejects(alone, {
        id: "rule.companion-stays",
        data: { under: 12, own: "true", by: "", basis: "" },
      });
    else await alone;
  }
});

dbTest("where so many come together, groups too, fewer do not stay", async ({ ctx }) => {
  const { offerId, house } = await offered(ctx, { rules: { maxPerClaim: 40 } });
  const early = await inTx(ctx, (inner) => aHolder(inner, offerId, 5));
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "group", from: 10, to: 30 }));
  await keep(ctx, early.actor, early.claimId, 4);
  const holder = await inTx(ctx, (inner) => aHolder(inner, offerId, 12));
  await assert.rejects(keep(ctx, holder.actor, holder.claimId, 1), { id: "rule.group-stays" });
  await keep(ctx, holder.actor, holder.claimId, 10);
  const staff = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    return { id, ...(await aStaff(inner, { role: "editor", organisationId: id })) };
  });
  const group = await inTx({ ...ctx, actor: staff.actor }, (inner) =>
    claimForOrganisation(inner, { offerId, organisation: staff.id, size: 12 }),
  );
  await assert.rejects(keep(ctx, staff.actor, group.claimId, 1), { id: "rule.group-stays" });
});

dbTest("a rule that the claim broke before hides none that fewer would break now", async ({ ctx }) => {
  const cases = [
    { size: 6, group: { from: 1, to: 5 } },
    { size: 2, group: { from: 3, to: 5 } },
  ];
  for (const { size, group } of cases) {
    const { offerId, house } = await offered(ctx, { rules: { maxPerClaim: 40 } });
    const child = await inTx(ctx, async (inner) =>
      aChild(inner, await aResident(inner), { born: "2018-01-05" }),
    );
    const { claimId } = await inTx({ ...ctx, actor: child.actor }, (inner) =>
      claim(inner, { offerId, size }),
    );
    await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "group", ...group }));
    await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "companion", under: 12 }));
    await assert.rejects(keep(ctx, child.actor, claimId, 1), { id: "rule.companion-stays" });
    if (size > 2) await keep(ctx, child.actor, claimId, 2);
  }
});

dbTest("who are too many by a later rule are not made too few by giving back", async ({ ctx }) => {
  const { offerId, house } = await offered(ctx, { rules: { maxPerClaim: 40 } });
  const holder = await inTx(ctx, (inner) => aHolder(inner, offerId, 12));
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "group", from: 3, to: 10 }));
  await keep(ctx, holder.actor, holder.claimId, 11);
  await assert.rejects(keep(ctx, holder.actor, holder.claimId, 2), { id: "rule.group-stays" });
  await keep(ctx, holder.actor, holder.claimId, 3);
});
