/** A stop as the fields of a form, there and back. */
import { said } from "#web/page.ts";
import { otherLocales, type StopText } from "../../exhibition/audio/contract.ts";

export function stopValues({ title, words, translations }: StopText): Record<string, string> {
  const others = otherLocales.flatMap((locale) => {
    const told = translations[locale];
    const name = `text.translations.${locale}`;
    return told ? [[`${name}.title`, told.title] as const, [`${name}.words`, told.words] as const] : [];
  });
  return { "text.title": title, "text.words": words, ...Object.fromEntries(others) };
}

/** What was typed. A language with neither title nor words is not there; with one of both it is unfinished, which the contract says. */
export function stopFrom(form: FormData): StopText {
  const told = (name: string) => ({
    title: said(form, `${name}.title`),
    words: said(form, `${name}.words`).replaceAll("\r\n", "\n"),
  });
  const others = otherLocales
    .map((locale) => [locale, told(`text.translations.${locale}`)] as const)
    .filter(([, { title, words }]) => title || words);
  return { ...told("text"), translations: Object.fromEntries(others) };
}
