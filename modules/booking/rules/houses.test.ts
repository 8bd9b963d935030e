import assert from "node:assert/strict";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { housesFor } from "./houses.ts";

dbTest(
  "who answers for a bureau reaches the rules of every house below it, and of none beside it",
  async ({ ctx }) => {
    const { bureau, house, deep, beside, manager } = await inTx(ctx, async (inner) => {
      const top = await anOrganisation(inner, { name: "甲区文旅局" });
      const below = await anOrganisation(inner, { parentId: top.id, name: "甲区图书馆" });
      return {
        bureau: top,
        house: below,
        deep: await anOrganisation(inner, { parentId: below.id, name: "河畔分馆" }),
        beside: await anOrganisation(inner, { name: "乙区图书馆" }),
        manager: await aStaff(inner, { organisationId: top.id, role: "manager" }),
      };
    });
    const as = { ...ctx, actor: manager.actor };
    const all = await housesFor(as, {});
    assert.deepEqual(
      [all.chosen?.id, all.items.map(({ id }) => id), all.more],
      [bureau.id, [bureau.id, house.id, deep.id], false],
    );
    const named = await housesFor(as, { q: "分馆", organisation: house.id });
    assert.deepEqual(
      [named.chosen?.name, named.items.map(({ name }) => name)],
      ["甲区图书馆", ["甲区图书馆", "河畔分馆"]],
      "the chosen one leads those that are found",
    );
    assert.equal((await housesFor(as, { q: "乙区" })).items.length, 0);
    assert.equal((await housesFor(as, { organisation: beside.id })).chosen, null);
  },
);

dbTest("an editor reads the rules of a house and answers no appeal there", async ({ ctx }) => {
  const { house, editor } = await inTx(ctx, async (inner) => {
    const made = await anOrganisation(inner);
    return { house: made, editor: await aStaff(inner, { organisationId: made.id, role: "editor" }) };
  });
  const as = { ...ctx, actor: editor.actor };
  assert.equal((await housesFor(as, {})).chosen?.id, house.id);
  assert.deepEqual(await housesFor(as, { as: "manager" }), { items: [], chosen: null, more: false });
});

dbTest("of more houses than a list holds the rest is found by name", async ({ ctx }) => {
  const { manager, last } = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    let made = id;
    for (let n = 1; n <= 50; n++)
      made = (await anOrganisation(inner, { parentId: id, name: n === 50 ? "最末一馆" : "分馆" })).id;
    return { manager: await aStaff(inner, { organisationId: id, role: "manager" }), last: made };
  });
  const as = { ...ctx, actor: manager.actor };
  const { items, more } = await housesFor(as, {});
  assert.deepEqual([items.length, more], [50, true]);
  assert.deepEqual(
    (await housesFor(as, { q: "最末" })).items.map(({ id }) => id),
    [last],
  );
});
