/** What houses usually have rules for: types of things and categories of readers. Others are codes of their own. */
import type { Text } from "#libs/texts";

export const itemTypes = [
  "book",
  "magazine",
  "picture-book",
  "reference",
  "recording",
  "toy",
  "kit",
  "class-set",
] as const;
export const readerCategories = ["adult", "child", "student", "teacher", "senior", "group"] as const;

// texts: item-type.* reader-category.*
/** A type or category in words; the code itself where it is a house's own. */
export const typeSaid = (code: string, text: Text) => wordOr(`item-type.${code}`, code, text);
export const categorySaid = (code: string, text: Text) => wordOr(`reader-category.${code}`, code, text);

const wordOr = (key: string, code: string, text: Text) => (text.has(key) ? text(key) : code);
