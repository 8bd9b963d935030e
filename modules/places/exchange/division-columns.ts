/** What stands in the table of divisions, column by column. */
import { type Column, coded, day, line } from "#platform/exchange";
import { canonicalCode } from "../network/division-code.ts";
import { divisionCode } from "./columns.ts";

// texts: exchange.divisions.how.*
const ways = {
  moved: "exchange.divisions.how.moved",
  recoded: "exchange.divisions.how.recoded",
  merged: "exchange.divisions.how.merged",
  split: "exchange.divisions.how.split",
} as const;

/** One code or several, divided by `、`. */
const formerCodes: Column<string[]> = {
  ...line({ most: 400, example: "" }),
  read(cell) {
    const value: string[] = [];
    for (const one of cell.split(/[、,，;；\s]+/).filter(Boolean)) {
      const code = canonicalCode(one);
      if (code === null) return { fault: { id: "division.code" } };
      value.push(code);
    }
    return { value };
  },
  write: (value) => value.join("、"),
};

export const divisionColumns = {
  code: divisionCode({ example: "650204003", required: true }),
  name: line({ most: 100, example: "金龙镇", filled: true }),
  name_en: line({ most: 100, example: "Jinlong Town" }),
  kind: line({ most: 20, example: "镇", filled: true }),
  parent: divisionCode({ example: "650204" }),
  from: day({ example: "2022-01-01" }),
  to: day({ example: "" }),
  moved_from: formerCodes,
  how: coded(ways, { example: "" }),
  source: line({ most: 500, example: "国家统计局 2023 年统计用区划代码" }),
  note: line({ most: 500, example: "" }),
};
