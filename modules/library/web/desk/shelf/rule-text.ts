import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { day } from "#web/occasion.ts";
import type { getWeeding } from "../../../catalogue/shelf/contract.ts";

// texts: item.status.*
/** A rule of weeding in words. */
export function ruleText(t: Text, rule: AnswerOf<typeof getWeeding>["rule"]): string {
  const { shelf, publishedBefore, acquiredBefore, keepCopies, statuses } = rule;
  const said = [
    shelf !== "" && t("weeding.says.shelf", { shelf }),
    // As text: a year has no thousands.
    publishedBefore !== null && t("weeding.says.published", { year: `${publishedBefore}` }),
    acquiredBefore !== null &&
      t("weeding.says.acquired", { day: t.formats.fullDayText(day(acquiredBefore)) }),
    keepCopies !== null && t("weeding.says.copies", { copies: keepCopies }),
    statuses.length > 0 &&
      t("weeding.says.status", {
        statuses: listed(
          t,
          "disjunction",
          statuses.map((status) => t(`item.status.${status}`)),
        ),
      }),
  ].filter((one) => one !== false);
  return listed(t, "conjunction", said);
}

const listed = ({ locale }: Text, type: "conjunction" | "disjunction", words: readonly string[]) =>
  new Intl.ListFormat(locale, { type }).format(words);
