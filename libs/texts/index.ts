export {
  type Day,
  dayOfIso,
  type FormatOptions,
  type Formats,
  formatsIn,
  type Moment,
  officialZone,
  type WallTime,
} from "./dates.ts";
export {
  type Catalogue,
  compileMessage,
  partOf,
  type Text,
  type TextOptions,
  type TextValue,
  textOf,
} from "./format.ts";
export { isLocale, type Locale, type LocaleFacts, localeFacts, locales, sourceLocale } from "./locales.ts";
