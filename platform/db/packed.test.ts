import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { packed } from "./packed.ts";

dbTest("what is packed comes out as it went in", async ({ db }) => {
  const texts = ["", "NULL", null, 'a "quoted" \\ {text}', "克拉玛依 قاراماي\n", "𠀀"];
  const bytes = [Buffer.from([0, 1, 255]), null, Buffer.alloc(0), Buffer.from("\\x00")];
  assert.deepEqual(
    await db.one`select ${packed(texts)}::text[] as texts, ${packed(bytes)}::bytea[] as bytes, ${packed([])}::text[] as none`,
    { texts, bytes, none: [] },
  );
});
