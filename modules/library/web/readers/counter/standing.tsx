import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import { categorySaid } from "../../../circulation/rules/contract.ts";
import { yuanOf } from "../reader-words.ts";
import { WaysTable } from "../ways-table.tsx";
import type { Part } from "./part.tsx";

/** What holds of a reader now, and what they may borrow. */
export function Standing({ desk, reader }: Pick<Part, "desk" | "reader">) {
  const t = useText();
  const ofDay = (text: string) => t.formats.fullDayText(day(text));
  return (
    <>
      {reader.endedOn && (
        <Notice kind="quiet" title={t("readers.was-ended", { day: ofDay(reader.endedOn) })} />
      )}
      {reader.blocked !== "" && (
        <Notice kind="refused" title={t("reader.blocked", { reason: reader.blocked })} />
      )}
      {reader.suspendedUntil && (
        <Notice kind="attention" title={t("reader.suspended", { day: ofDay(reader.suspendedUntil) })} />
      )}
      <Facts
        items={[
          { term: t("reader.home"), value: reader.home.name },
          { term: t("reader.category"), value: categorySaid(reader.category, t) },
          ...(desk.age === null
            ? []
            : [{ term: t("readers.age"), value: t("readers.years", { age: desk.age }) }]),
          {
            term: t("reader.valid"),
            value: reader.validUntil
              ? t("reader.valid.until", { day: ofDay(reader.validUntil) })
              : t("reader.valid.always"),
          },
          {
            term: t("reader.now"),
            value: t("reader.now.says", { loans: reader.loans, holds: reader.holds }),
          },
          {
            term: t("reader.owes"),
            value: (
              <a href={`/desk/readers/${desk.subject}/fees?${new URLSearchParams({ place: desk.place })}`}>
                {t("reader.yuan", { yuan: yuanOf(reader.owesFen) })}
              </a>
            ),
          },
          { term: t("readers.joined"), value: ofDay(reader.joinedOn) },
        ]}
      />
      <details>
        <summary>{t("reader.rules")}</summary>
        <WaysTable ways={reader.ways} depositFen={desk.depositFen} />
      </details>
    </>
  );
}
