/** The rules of an offer as sentences, each from its own message. */
import { Temporal } from "temporal-polyfill";
import { cancelUntil } from "#booking";
import type { Text } from "#platform/i18n";
import type { BookingPlan } from "../desk/contract.ts";

type Rules = Pick<BookingPlan, "maxPerClaim" | "minLevel" | "cancelUntilMinutes" | "doorsBeforeMinutes">;

// texts: rule.level.*
/** What a resident should know before claiming. */
export function ruleSentences(
  rules: Rules,
  startsAt: Temporal.Instant,
  closesAt: Temporal.Instant,
  { text, final }: { text: Text; final: boolean },
): string[] {
  const sentences = [text("rule.max-per-claim", { max: rules.maxPerClaim })];
  if (rules.minLevel > 0) sentences.push(text(`rule.level.${rules.minLevel}`));
  if (Temporal.Instant.compare(closesAt, startsAt) !== 0)
    sentences.push(text("rule.closes", { at: closesAt }));
  if (!final) sentences.push(text("rule.cancel", { at: cancelUntil(rules, startsAt) }));
  sentences.push(text("rule.doors", { at: startsAt.subtract({ minutes: rules.doorsBeforeMinutes }) }));
  return sentences;
}
