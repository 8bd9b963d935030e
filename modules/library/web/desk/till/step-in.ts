import { numberOf, said } from "#web/page.ts";
import { modeOf, type Step, stepOf } from "./steps.ts";

/** What a form of the page asks for; null: nothing that is done here. */
export function stepIn(form: FormData): Step | null {
  const copy = () => ({
    itemId: numberOf(form, "itemId"),
    title: said(form, "title"),
    barcode: said(form, "barcode"),
  });
  const loan = () => ({ loanId: said(form, "loanId"), title: said(form, "title") });
  switch (said(form, "do")) {
    case "return-first":
      return { what: "return-first", ...copy() };
    case "despite":
      return { what: "despite", reason: said(form, "reason"), ...copy() };
    case "undo":
      return { what: "undo", ...loan() };
    case "renew":
      return { what: "renew", ...loan() };
    case "for":
      return {
        what: "for",
        subject: said(form, "for"),
        agent: said(form, "agent") || said(form, "subject"),
        name: said(form, "name"),
      };
    case "renew-all":
      return { what: "renew-all" };
    case "mode":
      return { what: "mode", mode: modeOf(said(form, "turn")) };
    case "end":
      return { what: "end" };
    case "scan": {
      const step = stepOf(said(form, "scan"));
      return step.what === "scan"
        ? { ...step, ownerId: said(form, "ownerId") || null, issuerId: said(form, "issuerId") || null }
        : step;
    }
    default:
      return null;
  }
}
