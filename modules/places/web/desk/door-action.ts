/** What the pages with a door's button do when it is pressed. */
import { type Call, keyOf, said } from "#web/page.ts";
import { observeOpening, withdrawObservation } from "../../contract.ts";

/** Writes down an opening or a closing, or takes one back. Answers the words for the address that follows. */
export async function doorAction(call: Call, form: FormData): Promise<string> {
  const id = said(form, "place");
  const what = said(form, "do");
  if (what === "withdraw") {
    const observation = said(form, "observation");
    await call(withdrawObservation, { params: { id, observation } }, keyOf(form));
    return "?withdrawn";
  }
  // The operation refuses what is neither.
  const made = await call(observeOpening, { params: { id }, body: { what: what as "opened" } }, keyOf(form));
  return `?done=${made.id}`;
}
