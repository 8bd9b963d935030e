/** What the form of a photograph says. */
import { said } from "#web/page.ts";
import type { licences } from "../../words.ts";

type Licence = (typeof licences)[number];

export interface PhotographDraft {
  alt: string;
  alts: { en?: string };
  credit: string;
  licence: Licence;
}

/** Reads the words of a photograph; what is unknown is left to the operation to refuse. */
export function photographIn(form: FormData): PhotographDraft {
  const typed = (name: string) => said(form, name);
  const en = typed("alts.en");
  return {
    alt: typed("alt"),
    alts: en === "" ? {} : { en },
    credit: typed("credit"),
    // Choices are checked by the operation, whatever was sent.
    licence: typed("licence") as Licence,
  };
}

/** The bytes of the chosen file in base64; empty when none was chosen. */
export async function fileIn(form: FormData, name = "file"): Promise<string> {
  const file = form.get(name);
  return file instanceof File ? Buffer.from(await file.arrayBuffer()).toString("base64") : "";
}

/** The ids with one of them a step further to the front or to the back. */
export function stepped(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const at = ids.indexOf(id);
  const to = at + step;
  const other = ids[to];
  if (at < 0 || other === undefined) return [...ids];
  return ids.map((each, place) => (place === at ? other : place === to ? id : each));
}
