/** Texts in the reader's language. A language is there whole or not at all, so that one `lang` fits all of them. Pure. */
import type { EventText } from "../desk/contract.ts";

interface Told {
  title: string;
  summary: string;
  description: string;
  audience: string;
  lang: string;
}

interface Source extends Omit<Told, "lang"> {
  translations: EventText["translations"];
}

/** The language all texts are first written in. */
export const sourceLang = "zh-CN";

/** Title of an event in this language, or as it was written. */
export function titleIn(
  event: Pick<Source, "title" | "translations">,
  locale: string,
): { title: string; lang: string } {
  const translation = translationIn(event.translations, locale);
  return translation ? { title: translation.title, lang: locale } : { title: event.title, lang: sourceLang };
}

/** All texts of an event in this language, or as they were written. */
export function toldIn(
  { title, summary, description, audience, translations }: Source,
  locale: string,
): Told {
  const translation = translationIn(translations, locale);
  return translation
    ? { ...translation, lang: locale }
    : { title, summary, description, audience, lang: sourceLang };
}

/** Name and summary of a series in this language. */
export function seriesIn(
  series: { name: string; summary: string; translations: Record<string, { name: string; summary: string }> },
  locale: string,
): { name: string; summary: string; lang: string } {
  const translation = Object.hasOwn(series.translations, locale) ? series.translations[locale] : undefined;
  return translation
    ? { ...translation, lang: locale }
    : { name: series.name, summary: series.summary, lang: sourceLang };
}

function translationIn(translations: EventText["translations"], locale: string) {
  return Object.entries(translations).find(([code]) => code === locale)?.[1];
}
