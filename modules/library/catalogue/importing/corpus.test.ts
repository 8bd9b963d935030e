import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { readMarc } from "#libs/marc";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aProfile, landedBatch, marcBytesAt, marcFiles, withoutMarcFolder } from "../../testing.ts";
import { findingsByKind } from "../keeping/finding-store.ts";

const expected = new URL("corpus.expected.txt", import.meta.url);

dbTest(
  "every file at hand: each record lands or is refused by the findings that stand in corpus.expected.txt",
  { skip: withoutMarcFolder },
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const lines: string[] = [];
    for (const path of marcFiles()) {
      const bytes = marcBytesAt(path);
      let [records, refused] = [0, 0];
      for await (const some of readMarc([bytes]))
        for (const { kind } of some) {
          if (kind === "record") records += 1;
          if (kind === "refused") refused += 1;
        }
      const batch = await landedBatch(ctx, { organisationId, bytes, profile: aProfile("records") });
      assert.equal(batch.state, records + refused > 0 ? "landed" : "refused", path);
      // Nothing is lost in silence.
      assert.equal(batch.added + batch.changed + batch.unchanged + batch.refused, records + refused, path);
      const kept = await ctx.db.one<{ count: number }>`
        select count(*)::int as count from library.refused_record where batch_id = ${batch.id}`;
      assert.equal(kept.count, batch.refused, path);
      const kinds = await findingsByKind(ctx.db, batch.id);
      const reasons = kinds.filter(({ done }) => done === "refused");
      assert.ok(
        reasons.reduce((sum, { count }) => sum + count, 0) >= batch.refused,
        `${path}: a refusal without a reason`,
      );
      const told = kinds
        .toSorted((a, b) => `${a.finding} ${a.done}`.localeCompare(`${b.finding} ${b.done}`, "en"))
        .map(({ finding, done, count }) => `\n  ${finding} ${done} ×${count}`);
      const { added, changed, unchanged, alike } = batch;
      const instead = batch.broken ? ` ${batch.broken.id}` : "";
      lines.push(
        `${path}:${instead} +${added} ~${changed} =${unchanged} -${batch.refused}, alike ${alike}${told.join("")}`,
      );
    }
    const text = `${lines.join("\n")}\n`;
    if (process.env.WRITE_EXPECTED) writeFileSync(expected, text);
    assert.deepEqual(text.split("\n"), readFileSync(expected, "utf8").split("\n"));
  },
);
