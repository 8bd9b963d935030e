/** Columns that tables of other systems have, and words that stand in them. */
import { type Column, decimal, line } from "#platform/exchange";
import type { itemTypes, readerCategories } from "../rules/kinds.ts";

type Common = Parameters<typeof line>[0];

/** Yuan with a point, as a whole number of fen: `36.00`, `CNY36.00`, `￥36`, `36元`. */
export function yuan(common: Omit<Common, "pattern" | "id" | "most"> & { most: number }): Column<number> {
  const number = decimal({ ...common, least: 0 });
  return {
    ...number,
    read(cell) {
      const read = number.read(
        cell.normalize("NFKC").replace(/^(?:CNY|RMB|[¥￥])\s*|\s*(?:元|CNY|RMB)$/gi, ""),
      );
      return "fault" in read ? read : { value: Math.round(read.value * 100) };
    },
    write: (fen) => (fen / 100).toFixed(2),
  };
}

/** Days: `31day`, `31 天`, `31`. */
export function period(common: Omit<Common, "most">): Column<number> {
  return {
    ...line({ ...common, most: 20 }),
    read(cell) {
      const [, days] = /^(\d{1,4})\s*(?:days?|天|日)?$/i.exec(cell.normalize("NFKC").trim()) ?? [];
      return days ? { value: Number(days) } : { fault: { id: "loans.period" } };
    },
    write: (days) => `${days}day`,
  };
}

// texts: item-type.* reader-category.*
/** What field systems usually call them; a house's own code is taken over in small letters. */
const typesCalled: Record<string, (typeof itemTypes)[number]> = {
  图书: "book",
  普通图书: "book",
  中文图书: "book",
  外文图书: "book",
  普通: "book",
  bk: "book",
  books: "book",
  期刊: "magazine",
  现刊: "magazine",
  过刊: "magazine",
  合订本: "magazine",
  cr: "magazine",
  serial: "magazine",
  绘本: "picture-book",
  工具书: "reference",
  参考书: "reference",
  ref: "reference",
  音像: "recording",
  光盘: "recording",
  音像资料: "recording",
  mu: "recording",
  vm: "recording",
  玩具: "toy",
  套装: "kit",
  mx: "kit",
  班级用书: "class-set",
};
const categoriesCalled: Record<string, (typeof readerCategories)[number]> = {
  成人: "adult",
  成人读者: "adult",
  成年读者: "adult",
  普通读者: "adult",
  普通: "adult",
  pt: "adult",
  patrons: "adult",
  少儿: "child",
  少儿读者: "child",
  儿童: "child",
  儿童读者: "child",
  j: "child",
  juvenile: "child",
  学生: "student",
  学生读者: "student",
  本科生: "student",
  研究生: "student",
  st: "student",
  教师: "teacher",
  教师读者: "teacher",
  老师: "teacher",
  老年: "senior",
  老年人: "senior",
  老年读者: "senior",
  集体: "group",
  集体读者: "group",
};

/** A code of ours, a word for one, or a house's own code; `id` says what is wrong with other words. */
function kind(called: Record<string, string>, common: Omit<Common, "most"> & { id: string }): Column<string> {
  return {
    ...line({ ...common, most: 60 }),
    read(cell) {
      const said = cell.normalize("NFKC").trim().toLowerCase();
      const known = called[said];
      if (known) return { value: known };
      const code = said.replace(/[\s_.]+/g, "-").replace(/^(?=\d)/, "c-");
      return /^[a-z][a-z0-9-]{0,29}$/.test(code)
        ? { value: code }
        : { fault: { id: common.id, data: { said: said.slice(0, 40) } } };
    },
    write: (value) => value,
  };
}

export const itemType = (common: Omit<Common, "most">) =>
  kind({ ...typesCalled }, { ...common, id: "items.type" });
export const readerCategory = (common: Omit<Common, "most">) =>
  kind(categoriesCalled, { ...common, id: "readers.category" });

/** A number as it is printed on a card or a book. */
export const numberColumn = (common: Omit<Common, "most">): Column<string> => ({
  ...line({ ...common, most: 60 }),
  read(cell) {
    const value = cell.normalize("NFKC").trim();
    // What nobody sees no scanner reads.
    if (/\p{C}/u.test(value)) return { fault: { id: "unwritable" } };
    return value.length > 60 ? { fault: { id: "too-long", data: { limit: 60 } } } : { value };
  },
});
