/** The rules of an offer as sentences, each from its own message. */
import { Temporal } from "temporal-polyfill";
import type { Text } from "#platform/i18n";
import type { BookingPlan } from "../desk/contract.ts";

type Rules = Pick<BookingPlan, "maxPerClaim" | "minLevel" | "cancelUntilMinutes" | "doorsBeforeMinutes">;

// texts: rule.level.*
/** What a resident should know before claiming. */
export function ruleSentences(
  rules: Rules,
  startsAt: Temporal.Instant,
  closesAt: Temporal.Instant,
  text: Text,
): string[] {
  const sentences = [text("rule.max-per-claim", { max: rules.maxPerClaim })];
  if (rules.minLevel > 0) sentences.push(text(`rule.level.${rules.minLevel}`));
  if (Temporal.Instant.compare(closesAt, startsAt) !== 0)
    sentences.push(text("rule.closes", { at: closesAt }));
  const until = startsAt.subtract({ minutes: rules.cancelUntilMinutes });
  sentences.push(text("rule.cancel", { at: until }));
  sentences.push(text("rule.doors", { at: startsAt.subtract({ minutes: rules.doorsBeforeMinutes }) }));
  return sentences;
}
