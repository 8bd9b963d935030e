import { Facts } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import { yuanOf } from "../reader-words.ts";
import { WaysTable } from "../ways-table.tsx";
import { type Own, type Reader, useDay } from "./own.ts";

/** Why so many: which way, until when, which rule. */
export function Why({ reader, own }: { reader: Reader; own: Own }) {
  const t = useText();
  const { ofDay, ofMoment } = useDay();
  const { because } = reader;
  const basis = (text: string) => text || t("reader.why.usual");
  return (
    <Section title={t("reader.why")}>
      {because && (
        <p>
          <strong>
            {t("reader.why.says", { way: because.way, most: because.gives.most, days: because.gives.days })}
          </strong>
        </p>
      )}
      <Facts
        items={[
          {
            term: t("reader.now"),
            value: t("reader.now.says", { loans: reader.loans, holds: reader.holds }),
          },
          {
            term: t("reader.valid"),
            value: reader.validUntil
              ? t("reader.valid.until", { day: ofDay(reader.validUntil) })
              : t("reader.valid.always"),
          },
          ...(reader.owesFen > 0
            ? [{ term: t("reader.owes"), value: t("reader.yuan", { yuan: yuanOf(reader.owesFen) }) }]
            : []),
          ...(because
            ? [
                ...(because.until
                  ? [
                      {
                        term: t(`guarantee.way.${because.way}`),
                        value: t("reader.why.until", { at: ofMoment(because.until) }),
                      },
                    ]
                  : []),
                { term: t("reader.why.limit"), value: basis(because.gives.limitBasis) },
                { term: t("reader.why.rule"), value: basis(because.gives.ruleBasis) },
              ]
            : []),
        ]}
      />
      <details>
        <summary>{t("reader.rules")}</summary>
        <WaysTable ways={own.ways} depositFen={own.depositFen} />
        <p className="quiet small">{t("reader.rules.note")}</p>
      </details>
    </Section>
  );
}
