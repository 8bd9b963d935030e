import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";
import type { LimitView } from "./rule-form.ts";
import type { Here } from "./rules-table.tsx";
import { WrittenBasis } from "./written-basis.tsx";

interface LimitsProps {
  caption: string;
  limits: readonly LimitView[];
  edits: Here | null;
  fallbackMost?: number;
}

/** How many somebody may have at once. */
export function LimitsTable({ caption, limits, edits, fallbackMost }: LimitsProps) {
  const t = useText();
  const rows = limits.map((one) => ({
    key: one.id,
    cells: [
      one.most === null ? t("loan-limits.repealed") : t("loan-limits.most-of", { most: one.most }),
      one.counts,
      one.readers,
      <WrittenBasis key="basis" {...one} />,
      ...(edits
        ? [
            one.own && one.isLast ? (
              <a
                key="next"
                href={`${edits({ write: "limit", next: one.id })}#write`}
                aria-label={t("loan-rules.next-of", { about: one.counts })}
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
      t("loan-limits.most-of", { most: fallbackMost ?? 0 }),
      t("loan-limits.fallback"),
      t("loan-limit.everybody"),
      t("loan-rules.fallback-basis"),
      ...(edits ? ["–"] : []),
    ],
  };
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "most", label: t("loan-limits.most") },
        { key: "counts", label: t("loan-limits.counts"), prose: true },
        { key: "readers", label: t("loan-limits.readers"), prose: true },
        { key: "basis", label: t("loan-rules.basis"), prose: true },
        ...(edits ? [{ key: "next", label: t("loan-rules.next") }] : []),
      ]}
      rows={fallbackMost === undefined ? rows : [...rows, last]}
    />
  );
}
