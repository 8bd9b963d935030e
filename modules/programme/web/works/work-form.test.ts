import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOfLines, workFrom, workValues } from "./work-form.ts";

test("a work goes into a form and comes back the same", () => {
  const work = {
    title: "油城往事",
    kind: "dance" as const,
    year: 2025,
    summary: "",
    credits: [
      { role: "编导", name: "陈晓燕" },
      { role: "作曲", name: "艾尼瓦尔" },
    ],
    rightsHolder: "市文化馆",
    allowed: "演出须经许可",
    awards: [{ year: 2026, name: "自治区 优秀剧目" }],
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(workValues(work))) form.set(name, value);
  assert.deepEqual(workFrom(form), work);
});

test("a fault in one line is led to its field", () => {
  const problem = { errors: [{ field: "/body/work/credits/1/role" }, { field: "/body/work/title" }] };
  assert.deepEqual(
    faultOfLines(problem)?.errors.map(({ field }) => field),
    ["/body/credits", "/body/title"],
  );
});
