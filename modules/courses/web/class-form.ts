/** A class as the fields of a form, there and back. Days and times are those of the city. */
import { said } from "#web/page.ts";
import { instantOf, local, numberOrNull, timeOf, whereFrom, whereValue } from "../../programme/web/door.ts";
import type { ClassText } from "../classes/contract.ts";

type Values = Record<string, string>;

export function classValues(text: ClassText, zone: string): Values {
  const when = (name: "opensAt" | "closesAt"): Values => {
    const at = local(text[name], zone);
    return { [`class.${name}`]: at.toPlainDate().toString(), [`class.${name}.time`]: timeOf(at) };
  };
  return {
    "class.term": text.term,
    "class.teacherId": text.teacherId ?? "",
    "class.mode": text.mode,
    "class.placeId": whereValue(text),
    "class.link": text.link ?? "",
    "class.ageFrom": text.ageFrom?.toString() ?? "",
    "class.ageTo": text.ageTo?.toString() ?? "",
    ...(text.agesStrict && { "class.agesStrict": "yes" }),
    "class.places": text.places.toString(),
    "class.counterPlaces": text.counterPlaces.toString(),
    "class.minimum": text.minimum.toString(),
    "class.decideOn": text.decideOn,
    ...when("opensAt"),
    ...when("closesAt"),
    "class.way": text.way,
    ...(text.waitingList && { "class.waitingList": "yes" }),
    "class.lineLessons": text.lineLessons.toString(),
    "class.share": text.share.toString(),
  };
}

/** What was typed, in the shape of the contract; what is no number or time stays wrong, so that the contract names the field. */
export function classFrom(form: FormData, zone: string): ClassText {
  const typed = (name: string) => said(form, `class.${name}`);
  const number = (name: string) => numberOrNull(typed(name)) ?? Number.NaN;
  return {
    term: typed("term"),
    teacherId: typed("teacherId") || null,
    // The contract refuses what is not offered; a form sends text.
    mode: typed("mode") as ClassText["mode"],
    ...whereFrom(typed("placeId")),
    link: typed("link") || null,
    ageFrom: numberOrNull(typed("ageFrom")),
    ageTo: numberOrNull(typed("ageTo")),
    agesStrict: form.has("class.agesStrict"),
    places: number("places"),
    counterPlaces: numberOrNull(typed("counterPlaces")) ?? 0,
    minimum: number("minimum"),
    decideOn: typed("decideOn"),
    opensAt: instantOf(typed("opensAt"), typed("opensAt.time"), zone),
    closesAt: instantOf(typed("closesAt"), typed("closesAt.time"), zone),
    way: typed("way") as ClassText["way"],
    waitingList: form.has("class.waitingList"),
    lineLessons: numberOrNull(typed("lineLessons")) ?? 0,
    share: number("share"),
  };
}
