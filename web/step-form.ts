/** What the form of a step says. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { StepAsked } from "../platform/publishing/contract.ts";
import { said } from "./page.ts";
import { reasonFrom } from "./reason-field.tsx";

/** As the contract takes it. A time that is none is left out: the refusal says what is wanted. */
export function stepFrom(form: FormData, zone: string): Static<typeof StepAsked> {
  // The contract refuses a step that is none.
  const step = said(form, "step") as "submit";
  const reason = reasonFrom(form, step);
  const typed = (name: string) => said(form, name);
  const at = instantOf(typed("at"), typed("at.time"), zone);
  return {
    version: Number(form.get("version")),
    step,
    ...(reason && { reason }),
    ...(at && { at }),
  };
}

function instantOf(day: string, time: string, zone: string): string | null {
  try {
    return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return null;
  }
}
