/** The part of i18n that pages bring to the browser: languages and texts, no files. */
export { type Catalogue, type Text, type TextValue, textOf } from "./format.ts";
export { type Locale, localeFacts, locales } from "./locales.ts";
