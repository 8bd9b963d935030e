import { isLocale, type Locale, locales, sourceLocale } from "#libs/texts";

export interface LocaleWishes {
  /** `?lang=` of the address: wins, because a person just asked for it. */
  query?: string | null | undefined;
  /** Value of the language cookie: the choice made earlier. */
  cookie?: string | null | undefined;
  /** The Accept-Language header as it came. */
  acceptLanguage?: string | null | undefined;
  /** Languages switched on here; all when not given. */
  offered?: readonly Locale[];
}

/** The language to answer in: address, then cookie, then browser, then zh-CN. Never throws on odd input. */
export function pickLocale(wishes: LocaleWishes): Locale {
  const offered = wishes.offered ?? locales;
  const tags = [wishes.query, wishes.cookie, ...acceptedTags(wishes.acceptLanguage ?? "")];
  for (const tag of tags) {
    const locale = tag ? localeForTag(tag) : null;
    if (locale && offered.includes(locale)) return locale;
  }
  return offered.includes(sourceLocale) ? sourceLocale : (offered[0] ?? sourceLocale);
}

/** Our language for a BCP 47 tag of any spelling ("zh-Hant-TW", "kk_CN"), or null. */
export function localeForTag(tag: string): Locale | null {
  if (isLocale(tag)) return tag;
  const [language, ...rest] = tag.toLowerCase().replaceAll("_", "-").split("-");
  switch (language) {
    case "zh":
    case "en":
    case "ug":
    case "ru":
      return locales.find((locale) => locale.startsWith(language)) ?? null;
    case "kk":
      // Kazakh is written in Arabic letters in China, in Cyrillic elsewhere (CLDR likely subtags).
      return rest.includes("arab") || (rest.includes("cn") && !rest.includes("cyrl")) ? "kk-Arab" : "kk-Cyrl";
    default:
      return null;
  }
}

/** Tags of an Accept-Language header, most wanted first (RFC 9110 §12.5.4); q=0 means not at all. */
function acceptedTags(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part, order) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const q = parameters.find((parameter) => parameter.startsWith("q="));
      return { tag, order, weight: q === undefined ? 1 : Number(q.slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
    .map(({ tag }) => tag);
}
