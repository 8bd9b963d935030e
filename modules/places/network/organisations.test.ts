import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anOrganisation } from "../testing.ts";
import { organisationsUnder } from "./organisation-store.ts";
import { addOrganisation } from "./organisations.ts";

dbTest("a path is the parent's path and the own label, ending in a dot", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const root = await anOrganisation(inner, { label: "karamay" });
    const bureau = await anOrganisation(inner, { parentId: root.id, label: "wtlj" });
    const library = await anOrganisation(inner, { parentId: bureau.id, label: "lib" });
    const neighbour = await anOrganisation(inner, { parentId: root.id, label: "wtlj2" });
    assert.equal(library.path, "karamay.wtlj.lib.");
    const below = (await organisationsUnder(inner.db, bureau.path)).map(({ id }) => id);
    assert.deepEqual(below, [bureau.id, library.id], `${neighbour.path} is not below ${bureau.path}`);
  });
});

dbTest("a label is taken once below a parent, and codes must exist", async ({ ctx }) => {
  const root = await inTx(ctx, (inner) => anOrganisation(inner));
  const add = (over: object) =>
    inTx(ctx, (inner) =>
      addOrganisation(inner, { parentId: root.id, label: "lib", kind: "library", name: "图书馆", ...over }),
    );
  await add({});
  await assert.rejects(add({}), { id: "organisation.label-taken" });
  await assert.rejects(add({ label: "b", kind: "palace" }), { id: "organisation.unknown-kind" });
  await assert.rejects(add({ label: "b", divisionCode: "990000" }), { id: "division.unknown" });
  await assert.rejects(add({ label: "b", parentId: "018f0000-0000-7000-8000-000000000000" }), {
    id: "not-found",
  });
});

dbTest(
  "the database lets nobody cut a branch off its parent, write a path by hand or close a circle",
  async ({ ctx, db }) => {
    const { root, child } = await inTx(ctx, async (inner) => {
      const root = await anOrganisation(inner);
      return { root, child: await anOrganisation(inner, { parentId: root.id }) };
    });
    await assert.rejects(
      db.run`delete from places.organisation where id = ${root.id}`,
      /violates foreign key/,
    );
    await assert.rejects(
      db.run`update places.organisation set path = 'x.' where id = ${child.id}`,
      /can only be updated to DEFAULT/,
    );
    await assert.rejects(
      db.run`update places.organisation set parent_path = ${child.path} where id = ${root.id}`,
      /violates foreign key/,
    );
    await assert.rejects(
      db.run`update places.organisation set parent_path = ${root.path} where id = ${root.id}`,
      /violates foreign key/,
    );
    await assert.rejects(
      db.run`update places.organisation set label = 'Ab.c' where id = ${child.id}`,
      /violates check/,
    );
  },
);
