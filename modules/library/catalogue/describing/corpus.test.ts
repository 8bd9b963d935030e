import assert from "node:assert/strict";
import { test } from "node:test";
import type { MarcRecord } from "#libs/marc";
import { everythingSaidBy, marcFiles, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { describe } from "./describe.ts";
import type { Description } from "./description.ts";

/** Why a record has no title; null where it has one. */
function reasonForNoTitle(record: MarcRecord, { kind, title }: Description): string | null {
  if (title.text !== "") return null;
  if (kind !== "bibliographic") return kind;
  const field = record.flavour === "marc21" ? "245" : "200";
  const [first] = record.fields(field);
  return first ? `${field} says nothing` : `no ${field}`;
}

test("every record at hand is described, and who has no title has a reason", {
  skip: withoutMarcFolder,
}, async () => {
  const reasons = new Map<string, number>();
  const have: Record<string, number> = {};
  let count = 0;
  for (const path of marcFiles())
    for (const record of await marcRecordsAt(path)) {
      everythingSaidBy(record);
      const said = describe(record);
      const reason = reasonForNoTitle(record, said);
      if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (said.kind !== "bibliographic") continue;
      count++;
      for (const [what, value] of Object.entries(said))
        if (Array.isArray(value) ? value.length > 0 : value !== null && value !== "")
          have[what] = (have[what] ?? 0) + 1;
    }
  console.log(
    `of ${count} descriptions have: ${JSON.stringify(have)}; no title: ${JSON.stringify([...reasons])}`,
  );
  assert.deepEqual(Object.fromEntries(reasons), {
    authority: 1066,
    // Holdings by themselves.
    other: 4,
    "245 says nothing": 1,
    "no 245": 2,
  });
});
