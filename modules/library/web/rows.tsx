import type { ReactNode } from "react";
import { State } from "#web/kit/state.tsx";
import { usePage } from "#web/text.tsx";
import type { HitView } from "../catalogue/searching/contract.ts";
import { langOf, languageName, publishedLine } from "./words.ts";

// texts: library.form.*
/** Works as rows: what it is called, by whom and when, what can be taken from a shelf now. */
export function FoundRows({
  label,
  items,
  start,
  level = 2,
  after,
}: {
  label: string;
  items: readonly HitView[];
  /** Number of the first. */
  start?: number;
  /** Of the headings. */
  level?: 2 | 3;
  /** Stands under each: what can be done with it. */
  after?: (row: HitView) => ReactNode;
}) {
  const { text: t } = usePage();
  const Heading = `h${level}` as const;
  return (
    <ol className="plain found" aria-label={label} start={start}>
      {items.map((row) => (
        <li key={row.id} className="found-row">
          <Heading className="found-title">
            <a className="leads" href={`/catalogue/${row.id}`} lang={langOf(t, row.language)} dir="auto">
              {row.title || t("library.untitled")}
            </a>
          </Heading>
          {publishedLine(row) && <p lang={langOf(t, row.language)}>{publishedLine(row)}</p>}
          <p className="row small quiet">
            <span>{t(`library.form.${row.form}`)}</span>
            {row.language && <span>{languageName(t, row.language)}</span>}
            {row.editions > 1 && (
              <span>
                {t("library.editions-of", {
                  count: row.editions,
                  from: String(row.firstYear ?? ""),
                  to: String(row.lastYear ?? ""),
                  spans: row.firstYear !== null && row.firstYear !== row.lastYear ? "yes" : "no",
                })}
              </span>
            )}
            <Available {...row} />
          </p>
          {after?.(row)}
        </li>
      ))}
    </ol>
  );
}

function Available({ available, items, workAvailable }: HitView) {
  const { text: t } = usePage();
  if (available > 0) return <State kind="open">{t("library.on-shelf", { count: available })}</State>;
  if (workAvailable > 0)
    return <State kind="soon">{t("library.other-on-shelf", { count: workAvailable })}</State>;
  if (items > 0) return <State kind="closed">{t("library.all-out")}</State>;
  return null;
}
