import assert from "node:assert/strict";
import { test } from "node:test";
import { foundFrom, touringFrom, touringValues } from "./touring-form.ts";

const formOf = (values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

test("a touring exhibition goes into a form and comes back the same", () => {
  const touring = {
    ...{ title: "老照片展", summary: "六十张。\n一座城。", crates: 12, wallMetres: 60, insuredYuan: 300_000 },
    ...{ transport: "借展馆自运", languages: ["zh" as const, "ug" as const] },
    ...{ lentFrom: "2026-12-01", lentThrough: null, betweenDays: 3 },
  };
  assert.deepEqual(touringFrom(formOf(touringValues(touring))), touring);
});

test("all crates at once, or one by one, with those that belong elsewhere", () => {
  const nothing = { wrong: [], damaged: false, words: "" };
  assert.deepEqual(foundFrom(formOf({ "found.all": "yes" }), 3), { ...nothing, present: [1, 2, 3] });
  assert.deepEqual(
    foundFrom(formOf({ "found.crate.1": "yes", "found.crate.3": "yes", "found.wrong": " A7 \r\n\r\nB2" }), 3),
    { ...nothing, present: [1, 3], wrong: ["A7", "B2"] },
  );
});
