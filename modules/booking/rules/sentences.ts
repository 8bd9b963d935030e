/** Rules as sentences, each from its own message. */
import type { Text } from "#platform/i18n";
import type { HouseTerms } from "./terms.ts";

// texts: house-rule.says.*
/** What a rule asks, for whoever wants to come. */
export function sentenceOf(terms: HouseTerms, text: Text): string {
  if (terms.kind === "eligible" || terms.kind === "organisation")
    return text(`house-rule.says.${terms.kind}`, {
      called: terms.called ?? (terms.kind === "eligible" ? terms.code : "any"),
      within: terms.kind === "organisation" ? terms.within : "city",
    });
  if (terms.kind !== "age") return text(`house-rule.says.${terms.kind}`, { ...terms });
  const { from, to } = terms;
  if (from !== null && to !== null) return text("house-rule.says.age", { from, to });
  if (from !== null) return text("house-rule.says.age-from", { from });
  return to === null ? text("house-rule.says.age-any") : text("house-rule.says.age-to", { to });
}
