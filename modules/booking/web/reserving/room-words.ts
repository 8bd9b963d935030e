/** A room in words: its rules before anybody asks, how long, until when. */
import type { Text } from "#libs/texts";
import type { moment } from "#web/occasion.ts";
import type { ReservationRules } from "../../reserving/contract.ts";

// texts: reserving.rule.*
export function ruleSentences(t: Text, rules: ReservationRules): string[] {
  const { checkIn } = rules;
  return [
    rules.slot
      ? t("reserving.rule.slots", {
          from: rules.slot.from,
          every: rules.slot.everyMinutes,
          minutes: rules.slot.minutes,
          most: rules.slot.most,
        })
      : t("reserving.rule.length", {
          shortest: rules.shortestMinutes,
          longest: durationText(t, rules.longestMinutes),
          step: rules.stepMinutes,
        }),
    t("reserving.rule.horizon", { days: rules.horizonDays }),
    ...(rules.setUpMinutes + rules.clearUpMinutes > 0
      ? [t("reserving.rule.around", { before: rules.setUpMinutes, after: rules.clearUpMinutes })]
      : []),
    ...(rules.mostComing ? [t("reserving.rule.most-coming", { most: rules.mostComing })] : []),
    ...(rules.mostAWeek ? [t("reserving.rule.most-a-week", { most: rules.mostAWeek })] : []),
    ...(rules.level > 0 ? [t("reserving.rule.level", { level: rules.level })] : []),
    ...(rules.approval.length > 0 ? [t(`reserving.rule.approval-${rules.approval.length}`)] : []),
    t("reserving.rule.give-back", { before: durationText(t, rules.giveBackMinutes) }),
    ...(checkIn
      ? [
          t(checkIn.release ? "reserving.rule.check-in-release" : "reserving.rule.check-in", {
            from: checkIn.fromMinutes,
            until: checkIn.untilMinutes,
          }),
        ]
      : []),
    ...(rules.away ? [t("reserving.rule.away", { minutes: rules.away.minutes, most: rules.away.most })] : []),
  ];
}

/** An end with the day is at 24:00. */
export function endText(t: Text, at: ReturnType<typeof moment>): string {
  const text = t.formats.timeText(at);
  return text === "00:00" ? "24:00" : text;
}

/** 90 → "1 小时 30 分钟" */
export function durationText(t: Text, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t("reserving.minutes", { minutes: rest });
  return rest === 0
    ? t("reserving.hours", { hours })
    : t("reserving.hours-minutes", { hours, minutes: rest });
}
