/** A reading list as the fields of a form, there and back. Fields are named as problems point at them: `list.title`. */
import type { ListText } from "../../../catalogue/lists/contract.ts";

type Values = Record<string, string>;

const words = ["title", "about", "audience"] as const;
/** Languages a form shows; others stay as they were. */
export const listLangs = ["en", "ug"] as const;

export function listValues(list: ListText): Values {
  return {
    ...Object.fromEntries(words.map((word) => [`list.${word}`, list[word]])),
    "list.from": list.from ?? "",
    "list.until": list.until ?? "",
    ...Object.fromEntries(
      listLangs.flatMap((lang) => {
        const told = list.translations[lang];
        return told ? words.map((word) => [`list.translations.${lang}.${word}`, told[word]]) : [];
      }),
    ),
  };
}

/**
 * What was typed, in the shape of the contract. Books come as `entry.<n>.record`, `.words`, `.at` and `.off`, and go in the order of their
 * numbers; `kept`: the list as it was, for what the form does not show.
 */
export function listFrom(form: FormData, kept?: ListText): ListText {
  const typed = (name: string) => String(form.get(name) ?? "").replaceAll("\r\n", "\n");
  const told = (prefix: string) => ({
    title: typed(`list.${prefix}title`),
    about: typed(`list.${prefix}about`),
    audience: typed(`list.${prefix}audience`),
  });
  const { en: _en, ug: _ug, ...others } = kept?.translations ?? {};
  const count = [...form.keys()].filter((name) => /^entry\.\d+\.record$/.test(name)).length;
  const entries = Array.from({ length: count }, (_, n) => ({
    record: typed(`entry.${n}.record`),
    words: typed(`entry.${n}.words`),
    at: Number(typed(`entry.${n}.at`)) || n + 1,
    off: form.has(`entry.${n}.off`),
  }));
  return {
    ...told(""),
    from: typed("list.from") || null,
    until: typed("list.until") || null,
    entries: entries
      .filter(({ off }) => !off)
      // What stays where it was gives way to what was moved there.
      .toSorted((a, b) => a.at - b.at)
      .map(({ record, words: said }) => ({ record, words: said })),
    translations: {
      ...others,
      // Without a title there is no translation.
      ...Object.fromEntries(
        listLangs.flatMap((lang) =>
          typed(`list.translations.${lang}.title`).trim() ? [[lang, told(`translations.${lang}.`)]] : [],
        ),
      ),
    },
  };
}
