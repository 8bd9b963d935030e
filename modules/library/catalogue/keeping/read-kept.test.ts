import assert from "node:assert/strict";
import { test } from "node:test";
import { formOf } from "#libs/marc";
import { marcFiles, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { linesOf } from "../reading/as-lines.ts";
import { readKept } from "./read-kept.ts";

test("every record at hand is read again from what is kept of it, with the same fields", {
  skip: withoutMarcFolder,
}, async () => {
  const forms = new Map<string, number>();
  for (const path of marcFiles())
    for (const record of await marcRecordsAt(path)) {
      const { source, charset, flavour } = record;
      const kept = { original: source, originalCharset: charset, flavour, content: null };
      const again = await readKept(kept);
      assert.ok(again, `${path} ${record.number}`);
      assert.equal(linesOf(again), linesOf(record), `${path} ${record.number}`);
      const form = formOf(source) ?? "none";
      forms.set(form, (forms.get(form) ?? 0) + 1);
    }
  console.log(`read again: ${JSON.stringify([...forms])}`);
  assert.ok((forms.get("iso2709") ?? 0) > 5000);
});
