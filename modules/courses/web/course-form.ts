/** A course as the fields of a form, there and back. Fields are named as problems point at them: `course.title`. */
import { numberOrNull } from "../../programme/web/door.ts";
import type { CourseText } from "../course/contract.ts";

type Values = Record<string, string>;

const words = ["title", "summary", "description", "audience", "materials"] as const;
/** Languages a form shows; others stay as they were. */
export const formLangs = ["en", "ug"] as const;

export function courseValues(course: CourseText): Values {
  return {
    "course.kind": course.kind,
    "course.level": course.level,
    ...Object.fromEntries(words.map((word) => [`course.${word}`, course[word]])),
    "course.ageFrom": course.ageFrom?.toString() ?? "",
    "course.ageTo": course.ageTo?.toString() ?? "",
    "course.minimum": course.minimum.toString(),
    ...Object.fromEntries(
      formLangs.flatMap((lang) => {
        const told = course.translations[lang];
        return told ? words.map((word) => [`course.translations.${lang}.${word}`, told[word]]) : [];
      }),
    ),
  };
}

/** What was typed, in the shape of the contract. `kept`: the course as it was, for what the form does not show. */
export function courseFrom(form: FormData, kept?: CourseText): CourseText {
  const typed = (name: string) => String(form.get(`course.${name}`) ?? "").replaceAll("\r\n", "\n");
  const told = (prefix: string) => ({
    title: typed(`${prefix}title`),
    summary: typed(`${prefix}summary`),
    description: typed(`${prefix}description`),
    audience: typed(`${prefix}audience`),
    materials: typed(`${prefix}materials`),
  });
  const { en: _en, ug: _ug, ...others } = kept?.translations ?? {};
  return {
    // The contract refuses what is not offered; a form sends text.
    kind: typed("kind") as CourseText["kind"],
    level: typed("level") as CourseText["level"],
    ...told(""),
    ageFrom: numberOrNull(typed("ageFrom")),
    ageTo: numberOrNull(typed("ageTo")),
    minimum: numberOrNull(typed("minimum")) ?? Number.NaN,
    translations: {
      ...others,
      // Without a title there is no translation.
      ...Object.fromEntries(
        formLangs.flatMap((lang) =>
          typed(`translations.${lang}.title`).trim() ? [[lang, told(`translations.${lang}.`)]] : [],
        ),
      ),
    },
  };
}
