/** A series as the fields of a form, there and back. Fields are named as problems point at them. */
import type { Static } from "typebox";
import { said } from "#web/page.ts";
import type { SeriesText } from "../desk/contract.ts";
import { numberOrNull } from "./event-form.ts";

type Text = Static<typeof SeriesText>;

/** The values of the form's fields. */
export function seriesValues(series: Text): Record<string, string> {
  const { en } = series.translations;
  return {
    "series.name": series.name,
    "series.summary": series.summary,
    "series.startsOn": series.startsOn ?? "",
    "series.endsOn": series.endsOn ?? "",
    "series.family": series.family ?? "",
    "series.position": series.position ? String(series.position) : "",
    ...(en && { "series.translations.en.name": en.name, "series.translations.en.summary": en.summary }),
  };
}

/** What was typed, in the shape of the contract. `kept`: the series as it was, for what the form does not show. */
export function seriesFrom(form: FormData, kept?: Text): Text {
  const typed = (name: string) => said(form, `series.${name}`);
  const { en: _, ...others } = kept?.translations ?? {};
  const en = { name: typed("translations.en.name"), summary: typed("translations.en.summary") };
  return {
    name: typed("name"),
    summary: typed("summary"),
    translations: { ...others, ...(en.name && { en }) },
    // The contract refuses what is not offered; a form sends text.
    family: (typed("family") || null) as Text["family"],
    startsOn: typed("startsOn") || null,
    endsOn: typed("endsOn") || null,
    position: numberOrNull(typed("position")) ?? 0,
  };
}
