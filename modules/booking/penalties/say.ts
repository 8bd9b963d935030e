/** A rule about not coming and giving back in plain sentences, each from its own message. Pure. */
import type { Text } from "#platform/i18n";
import { type CancelTerms, isReserved, type NoShowTerms, type Rule } from "./terms.ts";

/** What a rule says, for whoever it binds. `organisation`: whose it is. */
export function ruleSays(
  text: Text,
  { terms, onlyFor }: Pick<Rule, "terms" | "onlyFor">,
  organisation: string,
): string[] {
  if (!terms) return [];
  return [
    ...(terms.noShow ? noShowSays(text, terms.noShow, { organisation, onlyFor }) : []),
    ...(terms.cancelling ? [...untilSays(text, terms.cancelling), ...timesSay(text, terms.cancelling)] : []),
  ];
}

/** About not coming: what it costs, what counts as it, what clears it. */
export function noShowSays(
  text: Text,
  terms: NoShowTerms,
  { organisation, onlyFor }: { organisation: string; onlyFor: string | null },
): string[] {
  const { limit, windowDays, warnFrom, graceMinutes, forgivenAfterVisits, forgivenAfterDays } = terms;
  const window = windowDays === null ? "all" : "days";
  return [
    limit === null
      ? text("penalty.rule.no-limit")
      : text("penalty.rule.suspends", {
          window,
          days: windowDays ?? 0,
          limit,
          unit: terms.suspendsFor,
          count: terms.suspendsCount,
          scope: terms.scope,
          about: isReserved(onlyFor) ? "reservations" : "occasions",
          organisation,
        }),
    ...(warnFrom === null ? [] : [text("penalty.rule.warns", { from: warnFrom })]),
    ...(graceMinutes === null ? [] : [text("penalty.rule.grace", { minutes: graceMinutes })]),
    ...(terms.lateCancelCounts ? [text("penalty.rule.late")] : []),
    ...(forgivenAfterVisits === null
      ? []
      : [text("penalty.rule.forgiven-visits", { visits: forgivenAfterVisits })]),
    ...(forgivenAfterDays === null ? [] : [text("penalty.rule.forgiven-days", { days: forgivenAfterDays })]),
  ];
}

/** How often one may give back and book again. */
export function timesSay(text: Text, terms: CancelTerms): string[] {
  const spans = [
    { span: "day", max: terms.perDay },
    { span: "week", max: terms.perWeek },
    { span: "month", max: terms.perMonth },
    { span: "year", max: terms.perYear },
  ].flatMap(({ span, max }) => (max === null ? [] : [text("penalty.rule.times", { span, max })]));
  return [
    ...(spans.length > 0 ? [text("penalty.rule.cancels", { limits: text.formats.listText(spans) })] : []),
    ...(terms.rebooks === null ? [] : [text("penalty.rule.rebooks", { max: terms.rebooks })]),
  ];
}

function untilSays(text: Text, { untilMinutes, untilTime }: CancelTerms): string[] {
  return [
    ...(untilTime === null ? [] : [text("penalty.rule.until-time", { time: untilTime })]),
    ...(untilMinutes === null ? [] : [text("penalty.rule.until-minutes", { minutes: untilMinutes })]),
  ];
}
