/** What the form of a thing says. */
import type { InputOf } from "#contract";
import { said } from "#web/page.ts";
import type { addThing } from "../../contract.ts";

export type ThingBody = InputOf<typeof addThing>["body"];

export interface ThingDraft extends Omit<ThingBody, "quantity" | "value"> {
  quantity: number | string;
  value: number | string | null;
}

/** Reads a thing; what is no number stays as it was typed, for the operation to refuse and the form to show again. */
export function thingIn(form: FormData): ThingDraft {
  const typed = (name: string) => said(form, name);
  const number = (text: string) => (text === "" || Number.isNaN(Number(text)) ? text : Number(text));
  const value = typed("value");
  return {
    name: typed("name"),
    // Choices are checked by the operation, whatever was sent.
    category: typed("category") as ThingBody["category"],
    condition: typed("condition") as ThingBody["condition"],
    tag: typed("tag") || null,
    quantity: number(typed("quantity")),
    spaceId: typed("spaceId") || null,
    acquiredOn: typed("acquiredOn") || null,
    value: value === "" ? null : number(value),
    note: typed("note"),
  };
}
