/** The rules of an offer as sentences, each from its own message. */
import { Temporal } from "temporal-polyfill";
import type { Text } from "#platform/i18n";
import type { BookingPlan } from "../desk/contract.ts";

type Rules = Pick<
  BookingPlan,
  "maxPerClaim" | "minLevel" | "doorsBeforeMinutes" | "waitingList" | "approval" | "transferable"
>;

// texts: rule.level.*
/** What a resident should know before claiming. `cancelUntil`: null when it is over. */
export function ruleSentences(
  rules: Rules,
  startsAt: Temporal.Instant,
  closesAt: Temporal.Instant,
  { text, cancelUntil }: { text: Text; cancelUntil: Temporal.Instant | null },
): string[] {
  const sentences = [text("rule.max-per-claim", { max: rules.maxPerClaim })];
  if (rules.minLevel > 0) sentences.push(text(`rule.level.${rules.minLevel}`));
  if (Temporal.Instant.compare(closesAt, startsAt) !== 0)
    sentences.push(text("rule.closes", { at: closesAt }));
  if (cancelUntil) sentences.push(text("rule.cancel", { at: cancelUntil }));
  sentences.push(text("rule.doors", { at: startsAt.subtract({ minutes: rules.doorsBeforeMinutes }) }));
  if (rules.approval) sentences.push(text("rule.approval"));
  if (rules.waitingList) sentences.push(text("rule.waiting-list"));
  if (rules.transferable) sentences.push(text("rule.transferable"));
  return sentences;
}
