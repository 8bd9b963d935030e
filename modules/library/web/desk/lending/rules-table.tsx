import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";
import type { RuleView } from "./rule-form.ts";
import { About, aboutLine, Says } from "./rule-words.tsx";
import { WrittenBasis } from "./written-basis.tsx";

/** The page with the form of a next version. */
export type Here = (more: Record<string, string>) => string;

interface RulesProps {
  caption: string;
  rules: readonly RuleView[];
  /** The page with the form of the next version; null where none is written. */
  edits: Here | null;
  fallback?: readonly string[];
}

/** Rules, the most specific first. */
export function RulesTable({ caption, rules, edits, fallback }: RulesProps) {
  const t = useText();
  const rows = rules.map((one, at) => ({
    key: one.id,
    cells: [
      t.formats.numberText(at + 1),
      <About key="about" matches={one.matches} />,
      <Says key="says" says={one.says} />,
      <WrittenBasis key="basis" {...one} />,
      ...(edits
        ? [
            one.own && one.isLast ? (
              <a
                key="next"
                href={`${edits({ write: "rule", next: one.id })}#write`}
                aria-label={t("loan-rules.next-of", { about: aboutLine(one.matches, t) })}
              >
                {t("loan-rules.next-do")}
              </a>
            ) : (
              "–"
            ),
          ]
        : []),
    ],
  }));
  const last = {
    key: "fallback",
    cells: [
      t.formats.numberText(rules.length + 1),
      t("loan-rules.everything"),
      <Says key="says" says={fallback ?? []} />,
      t("loan-rules.fallback-basis"),
      ...(edits ? ["–"] : []),
    ],
  };
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "order", label: t("loan-rules.order"), numeric: true },
        { key: "about", label: t("loan-rules.about"), prose: true },
        { key: "says", label: t("loan-rules.says"), prose: true },
        { key: "basis", label: t("loan-rules.basis"), prose: true },
        ...(edits ? [{ key: "next", label: t("loan-rules.next") }] : []),
      ]}
      rows={fallback ? [...rows, last] : rows}
    />
  );
}
