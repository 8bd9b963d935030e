import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, testCtx } from "#platform/testing";
import { aFile, aRecord, landedBatch } from "../../testing.ts";
import { headingsLike, keepTemplate, templatesFor } from "./edit-store.ts";
import { listForDesk } from "./show.ts";

const editorOf = (path: string): Actor => ({
  ...testCtx({} as never).actor,
  kind: "staff",
  subject: newId(),
  grants: [{ role: "editor", path }],
});
const kept = (ctx: Ctx, organisationId: string, orgPath: string, lines: string) =>
  inTx(ctx, (inner) =>
    keepTemplate(
      inner.db,
      { id: newId(), organisationId, orgPath, name: "油田报告", flavour: "unimarc", lines },
      ctx.clock(),
    ),
  );

dbTest(
  "a house's own template stands before the usual ones, with today's date; one of its name replaces it",
  async ({ ctx }) => {
    const { id, path } = await inTx(ctx, (inner) => anOrganisation(inner));
    const other = await inTx(ctx, (inner) => anOrganisation(inner));
    const first = await kept(ctx, id, path, "LDR 00000nam0 2200000   450 \n801  0$aCN$c{day}");
    const second = await kept(ctx, id, path, "LDR 00000nam0 2200000   450 \n801  0$aCN$bKLMY$c{day}");
    assert.equal(second, first);
    const { items, organisations } = await listForDesk({ ...ctx, actor: editorOf(path) });
    assert.deepEqual([items[0]?.name, items[0]?.mayDrop], ["油田报告", true]);
    assert.match(items[0]?.lines ?? "", /801 {2}0\$aCN\$bKLMY\$c20260612$/);
    assert.deepEqual(
      organisations.map((one) => one.id),
      [id],
    );
    assert.deepEqual(await templatesFor(ctx.db, [other.path]), []);
    assert.ok(items.some((one) => one.id === "chinese-book" && one.lines.includes("20260612d2026")));
  },
);

dbTest("authorities are proposed by how they begin, whatever signs a pattern has", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const name = (number: string, heading: string) =>
    aRecord("00000nz  a2200000n  4500", `001 ${number}\n003 TEST\n008 260612n\n100 1 $a${heading}`);
  const bytes = await aFile(name("a1", "艾青山"), name("a2", "艾青山河"), name("a3", "艾河"));
  await landedBatch(ctx, { organisationId, bytes });
  assert.deepEqual(await headingsLike(ctx.db, "艾青山", 5), ["艾青山", "艾青山河"]);
  assert.deepEqual(await headingsLike(ctx.db, "%", 5), []);
  assert.deepEqual(await headingsLike(ctx.db, "艾_", 5), []);
});
