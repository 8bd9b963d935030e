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

test("a fault in one line is led to its field, and says which line", () => {
  const message = "请填写";
  const problem = {
    errors: ["/body/work/credits/1/role", "/body/work/title", "/body/reason"].map((field) => ({
      field,
      message,
    })),
  };
  const said = (key: string, values: object) => `${key} ${JSON.stringify(values)}`;
  assert.deepEqual(faultOfLines(problem, said)?.errors, [
    { field: "/body/credits", message: 'work.line.credits {"number":2,"fault":"请填写"}' },
    { field: "/body/title", message },
    { field: "/body/reason", message },
  ]);
});
