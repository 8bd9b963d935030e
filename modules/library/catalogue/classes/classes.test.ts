import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, landedBatch } from "../../testing.ts";
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
