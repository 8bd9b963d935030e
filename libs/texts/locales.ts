/** The languages the city speaks, zh-CN (the source) first. Codes are BCP 47. */
export const locales = ["zh-CN", "ug", "kk-Arab", "en", "ru", "kk-Cyrl"] as const;

export type Locale = (typeof locales)[number];

export interface LocaleFacts {
  /** The language's own name, for the language menu. */
  name: string;
  dir: "ltr" | "rtl";
  /**
   * Whose number shapes and plural rules we borrow. Only zh-CN, en and ru are asked for, because every browser
   * has these three; a browser without Uyghur would otherwise fall back to the language of its host.
   * Plurals of ug and kk (CLDR: one for 1, else other) are those of English for whole numbers.
   */
  numbers: "zh-CN" | "en" | "ru";
  plurals: "zh-CN" | "en" | "ru";
}

export const sourceLocale: Locale = "zh-CN";

export const localeFacts: Record<Locale, LocaleFacts> = {
  "zh-CN": { name: "简体中文", dir: "ltr", numbers: "zh-CN", plurals: "zh-CN" },
  ug: { name: "ئۇيغۇرچە", dir: "rtl", numbers: "en", plurals: "en" },
  "kk-Arab": { name: "قازاقشا", dir: "rtl", numbers: "en", plurals: "en" },
  en: { name: "English", dir: "ltr", numbers: "en", plurals: "en" },
  ru: { name: "Русский", dir: "ltr", numbers: "ru", plurals: "ru" },
  "kk-Cyrl": { name: "Қазақша", dir: "ltr", numbers: "ru", plurals: "en" },
};

/** Is this one of our language codes, letter for letter? */
export function isLocale(code: unknown): code is Locale {
  return locales.some((locale) => locale === code);
}
