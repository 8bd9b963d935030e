import type { Locale } from "#libs/texts";

/** A row whose name is in the source language, with other languages by their code. */
export interface Named {
  name: string;
  names: Readonly<Record<string, string>>;
}

/** The row's name in this language, or as the source has it. */
export function named(row: Named, locale: Locale | string): string {
  return (Object.hasOwn(row.names, locale) && row.names[locale]) || row.name;
}
