import { type Catalogue, type Locale, partOf, type Text, type TextOptions, textOf } from "#libs/texts";
import { catalogueOf, type MessageFile, readMessageFiles, repositoryRoot } from "./catalogue.ts";

export * from "#libs/texts";
export { type MessageEntry, type MessageFile, readMessageFiles } from "./catalogue.ts";
export { type Named, named } from "./named.ts";
export { localeForTag, pickLocale } from "./negotiate.ts";
export interface ServerTextOptions extends TextOptions {
  /** Translations nobody has approved: shown (a demo marks them) or left out (default; zh-CN stands in). */
  unapproved?: "show" | "hide";
  /** Folder of the repository; found by itself when not given. */
  root?: string;
}

/** The texts of a language from all messages files, read once and kept. Missing ones come in zh-CN, see `langOf`. */
export function texts(locale: Locale, options: ServerTextOptions = {}): Text {
  return textOf(fullCatalogue(locale, options), options);
}

/** The texts with these key prefixes, as JSON for a live page; there `textOf` makes a `Text` of it. */
export function textsForBrowser(
  locale: Locale,
  prefixes: readonly string[],
  options: ServerTextOptions = {},
): Catalogue {
  return partOf(fullCatalogue(locale, options), prefixes);
}

const files = new Map<string, MessageFile[]>();
const catalogues = new Map<string, Catalogue>();

function fullCatalogue(locale: Locale, { unapproved = "hide", root }: ServerTextOptions): Catalogue {
  const folder = root ?? ownRoot();
  const id = `${locale} ${unapproved} ${folder}`;
  let catalogue = catalogues.get(id);
  if (!catalogue) {
    let read = files.get(folder);
    if (!read) {
      read = readMessageFiles(folder);
      files.set(folder, read);
    }
    catalogue = catalogueOf(read, locale, unapproved);
    catalogues.set(id, catalogue);
  }
  return catalogue;
}

let foundRoot: string | undefined;

function ownRoot(): string {
  foundRoot ??= repositoryRoot();
  return foundRoot;
}
