import type { AnswerOf } from "#contract";
import { Notice } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { deskLeg } from "../../touring/contract.ts";

type Check = AnswerOf<typeof deskLeg>["checks"][number];

/** Something was found that nobody has settled. */
export const isOpen = ({ missing, wrong, damaged, settledHow }: Check) =>
  settledHow === null && (damaged || missing.length > 0 || wrong.length > 0);

// texts: touring.check.*
/** What was found when the crates were counted. */
export function Found({ check }: { check: Check }) {
  const { text: t } = usePage();
  const { at, missing, wrong, damaged, words, notedAt, settledHow } = check;
  const fine = missing.length === 0 && wrong.length === 0 && !damaged;
  return (
    <Notice
      kind={isOpen(check) ? "refused" : "quiet"}
      title={t(`touring.check.${at}`, { at: moment(notedAt) })}
    >
      {fine && <p>{t("touring.all-well")}</p>}
      {missing.length > 0 && <p>{t("touring.missing", { numbers: missing.join("、") })}</p>}
      {wrong.length > 0 && (
        <p>
          {t("touring.wrong")} <bdi>{wrong.join("、")}</bdi>
        </p>
      )}
      {damaged && <p>{t("touring.is-damaged")}</p>}
      {words && <p dir="auto">{words}</p>}
      {settledHow && (
        <p>
          {t("touring.settled")} <bdi>{settledHow}</bdi>
        </p>
      )}
    </Notice>
  );
}
