import { said } from "#web/page.ts";
/** What the form of a hand-over says: its day, its words, lines written by hand, and what becomes of which member of staff. */

export type StaffChoice = "move" | "end";

export interface HandoverDraft {
  effectiveOn: string;
  lateBecause: string | null;
  terms: string;
  other: { what: string; quantity: number; detail: string }[];
  staff: { subject: string; choice: StaffChoice }[];
}

/** Reads the form. Lines without a name are left out; what is no number is left to the operation to refuse. */
export function handoverIn(form: FormData): HandoverDraft {
  const typed = (name: string) => said(form, name);
  const other: HandoverDraft["other"] = [];
  for (let row = 0; form.has(`other.${row}.what`); row++) {
    const what = typed(`other.${row}.what`);
    if (what === "") continue;
    const quantity = typed(`other.${row}.quantity`);
    other.push({
      what,
      quantity: quantity === "" ? 1 : Number(quantity),
      detail: typed(`other.${row}.detail`),
    });
  }
  const staff = [...form.keys()].flatMap((name) => {
    const [, subject] = /^staff\.(.+)$/.exec(name) ?? [];
    const choice = typed(name);
    return subject && (choice === "move" || choice === "end") ? [{ subject, choice } as const] : [];
  });
  return {
    effectiveOn: typed("effectiveOn"),
    lateBecause: typed("lateBecause") || null,
    terms: typed("terms"),
    other,
    staff,
  };
}
