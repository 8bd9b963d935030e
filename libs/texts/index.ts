export { dayOfIso } from "./dates.ts";
export {
  type Catalogue,
  compileMessage,
  partOf,
  type Text,
  type TextOptions,
  type TextValue,
  textOf,
} from "./format.ts";
export { hanWords } from "./han-words.ts";
export { isLocale, type Locale, localeFacts, locales, sourceLocale } from "./locales.ts";
