/** The facts of a place as fields of a form, named like the operation's own fields, so that faults find them. */
import type { InputOf } from "#contract";
import { said } from "#web/page.ts";
import type { changePlace } from "../../contract.ts";

export type Changes = InputOf<typeof changePlace>["body"]["changes"];

const text = (form: FormData, name: string) => said(form, `changes.${name}`);

/** What the form says of the facts it asks for. Numbers that are none are left for the operation to refuse; nothing is guessed. */
export function factsIn(form: FormData): Omit<Changes, "hours"> {
  const en = text(form, "names.en");
  const lon = text(form, "position.lon");
  const lat = text(form, "position.lat");
  const chosen = (name: string) => form.getAll(`changes.${name}[]`).map(String);
  const identity = { name: text(form, "name"), kind: text(form, "kind"), level: text(form, "level") };
  const rest = {
    number: text(form, "number") || null,
    names: { ...namesKept(form), ...(en && { en }) },
    address: text(form, "address"),
    position:
      lon === "" && lat === ""
        ? null
        : { system: text(form, "position.system"), lon: numberOf(lon), lat: numberOf(lat) },
    phone: text(form, "phone") || null,
    access: chosen("access"),
    equipment: chosen("equipment"),
  };
  // Choices come as words; the operation checks every one of them.
  return {
    ...(form.has("changes.name") && identity),
    ...(form.has("changes.address") && rest),
  } as Omit<Changes, "hours">;
}

/** Has the editor said that the place lies outside the city? */
export const outsideCityIn = (form: FormData) => form.has("outsideCity");

/** Names in languages that this form does not ask for travel through it unchanged. */
function namesKept(form: FormData): Record<string, string> {
  const prefix = "keep.names.";
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), String(value)]] : [],
    ),
  );
}

/** A number, or the text itself where it is none. */
function numberOf(typed: string): number | string {
  const number = Number(typed.replace("，", ".").replace(",", "."));
  return typed === "" || Number.isNaN(number) ? typed : number;
}
