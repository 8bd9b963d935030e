/** Texts of a course in the reader's language: there whole or not at all, so that one `lang` fits all of them. Pure. */
import type { CourseText } from "./contract.ts";

type Source = Pick<
  CourseText,
  "title" | "summary" | "description" | "audience" | "materials" | "translations"
>;

/** The language all texts are first written in. */
const sourceLang = "zh-CN";

export function toldIn({ translations, ...source }: Source, locale: string) {
  const translation = Object.entries(translations).find(([code]) => code === locale)?.[1];
  const { title, summary, description, audience, materials } = translation ?? source;
  return { title, summary, description, audience, materials, lang: translation ? locale : sourceLang };
}

/** Title alone. */
export function titleIn(course: Pick<Source, "title" | "translations">, locale: string) {
  const translation = Object.entries(course.translations).find(([code]) => code === locale)?.[1];
  return translation ? { title: translation.title, lang: locale } : { title: course.title, lang: sourceLang };
}

// texts: course.missing.*
/** What is missing before a course may be submitted: the fields. */
export function missingOf(course: Pick<CourseText, "summary" | "description" | "audience">): string[] {
  return (["summary", "description", "audience"] as const).filter((field) => course[field].trim() === "");
}
