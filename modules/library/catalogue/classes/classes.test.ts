import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
import { countFor } from "../searching/count.ts";
import { countClassesJob, showClasses, showClassHelp } from "./classes.ts";

dbTest(
  "records count under every step of their number, once they are counted; books show where their like are classed",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const word = `词${newId().slice(-8)}`;
    const book = (title: string, number: string) => aBook(newId(), `${title}${word}`, `093   $a${number}`);
    await landedBatch(ctx, {
      organisationId,
      bytes: await aFile(book("一", "V23-5"), book("二", "V23-5"), book("三", "V4"), book("四", "(V23)")),
    });
    const count = async (under: string) => {
      const { records, below: nodes } = await showClasses(ctx, { under });
      return [records, ...nodes.map((node) => [node.class, node.records])];
    };
    const before = await count("V");
    await countClassesJob.run(ctx, {});
    assert.notDeepEqual(await count("V"), before);
    assert.deepEqual(await count("V"), [3, ["V1", 0], ["V2", 2], ["V4", 1]]);
    await ctx.db
      .run`update library.record set state = 'withdrawn' where title like ${`%${word}`} and class_number = 'V4'`;
    await countClassesJob.run(ctx, {});
    assert.deepEqual(await count("V"), [2, ["V1", 0], ["V2", 2], ["V4", 0]]);
    await assert.rejects(showClasses(ctx, { under: "V9" }), { id: "not-found" });

    const { used } = await showClassHelp(ctx, { q: word });
    assert.deepEqual(
      used.slice(0, 1).map(({ number, records, path }) => [number, records, path.map(({ name }) => name)]),
      [["V23-5", 2, ["航空、航天", "航空"]]],
    );
  },
);

dbTest(
  "within a search each node says how many of the hits are under it, and the facet says the same",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const word = `词${newId().slice(-8)}`;
    const book = (title: string, number: string) => aBook(newId(), title, `093   $a${number}`);
    await landedBatch(ctx, {
      organisationId,
      bytes: await aFile(
        book(`一${word}`, "V23-5"),
        book(`二${word}`, "V23"),
        book(`三${word}`, "V4"),
        book(`四${word}`, "TP312"),
        book(`五${word}`, "(V23)"),
        book("六，别的书", "V2"),
      ),
    });
    const tree = async (under?: string) => {
      const { below: nodes, about } = await showClasses(ctx, { q: word, ...(under && { under }) });
      assert.equal(about, false);
      return nodes.flatMap((node) => (node.records > 0 ? [[node.class, node.records] as const] : []));
    };
    const facet = async (keptTo?: string) => {
      const { facets } = await countFor(ctx, { q: word, ...(keptTo && { class: keptTo }) });
      return facets.find((one) => one.facet === "class")?.values.map(({ value, count }) => [value, count]);
    };
    assert.deepEqual(await tree(), [
      ["T", 1],
      ["V", 3],
    ]);
    assert.deepEqual(await facet(), [
      ["V", 3],
      ["T", 1],
    ]);
    for (const under of ["V", "T"])
      assert.deepEqual(
        await facet(under),
        (await tree(under)).toSorted(([, a], [, b]) => b - a),
        under,
      );
    assert.deepEqual(await tree("V"), [
      ["V2", 2],
      ["V4", 1],
    ]);
    assert.equal((await showClasses(ctx, { q: word, under: "V2" })).records, 2);
    assert.deepEqual(await tree("TP"), [["TP3", 1]]);
    // Nothing that could be looked for: nothing of it anywhere, not the numbers of the whole catalogue.
    const { below: none } = await showClasses(ctx, { q: "-" });
    assert.ok(none.every(({ records }) => records === 0));
  },
);
