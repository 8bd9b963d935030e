import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";
import type { ownReader } from "../../circulation/readers/contract.ts";
import { yuanOf } from "./reader-words.ts";

// texts: guarantee.way.* reader.way.*
/** What each way gives, in numbers, and what it asks. */
export function WaysTable({
  ways,
  depositFen,
}: {
  ways: AnswerOf<typeof ownReader>["ways"];
  depositFen: number;
}) {
  const t = useText();
  return (
    <Table
      caption={t("reader.rules")}
      hideCaption
      columns={[
        { key: "way", label: t("reader.rules.way"), prose: true },
        { key: "most", label: t("reader.rules.most"), numeric: true },
        { key: "days", label: t("reader.rules.days"), numeric: true },
        { key: "renewals", label: t("reader.rules.renewals"), numeric: true },
      ]}
      rows={ways.map(({ way, lends, most, days, renewals }) => ({
        key: way,
        cells: [
          <span key="way">
            {t(`guarantee.way.${way}`)}
            <br />
            <span className="quiet small">{t(`reader.way.${way}.how`, { yuan: yuanOf(depositFen) })}</span>
          </span>,
          lends ? t("reader.rules.things", { count: most }) : t("reader.rules.not-lent"),
          lends ? t("reader.rules.day-count", { count: days }) : "—",
          lends ? t("reader.rules.times", { count: renewals }) : "—",
        ],
      }))}
    />
  );
}
