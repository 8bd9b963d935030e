/** What codes of records are called on pages. */
import { localeFacts, sourceLocale, type Text } from "#libs/texts";

/** Languages to choose from before anything is found: those of the region, then those that libraries here have most of. */
export const usualLanguages = [
  ..."chi uig kaz kir mon tib rus eng jpn kor".split(" "),
  ..."fre ger spa ita por ara per tur uzb tgk tat lat vie tha hin".split(" "),
] as const;

/** The language's name in the page's, or in one that its readers read; its code only where it has none in any. */
export function languageName({ locale }: Pick<Text, "locale">, code: string): string {
  for (const one of [locale, localeFacts[locale].numbers, sourceLocale, "en"]) {
    const name = new Intl.DisplayNames(one, { type: "language", fallback: "none" }).of(code);
    if (name) return name;
  }
  return code;
}

/** For the attribute `lang` of what stands in it; nothing where that is the page's or not known. */
export function langOf(t: Text, code: string): string | undefined {
  if (!/^[a-z]{3}$/.test(code)) return undefined;
  const { language } = new Intl.Locale(code);
  return language === "und" || language === t.locale.slice(0, 2) ? undefined : language;
}

/** Who, whose, when: a line, in which each part runs in its own direction, and the line in the page's. */
export const publishedLine = ({
  names,
  publisher,
  year,
}: {
  names: string;
  publisher: string;
  year: number | null;
}): string =>
  [isolated(names), [isolated(publisher), year].filter(Boolean).join("，")].filter(Boolean).join(" · ");

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Between marks that keep its direction to itself (U+2068, U+2069); as it is where there is nothing to keep. */
const isolated = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
