import type { ReactNode } from "react";
import { useText } from "../text.tsx";
import { Icon } from "./icon.tsx";

export interface Fact {
  term: string;
  value: ReactNode;
  key?: string;
}

/** Facts about one thing: term and value, a line between. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.key ?? item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface Column {
  key: string;
  label: string;
  numeric?: true;
  /** Sentences: they break, where other cells stay on one line. */
  prose?: true;
  /** Address of the same table sorted by this column. */
  sort?: string;
  sorted?: "ascending" | "descending";
}

export interface Row {
  key: string;
  cells: readonly ReactNode[];
}

export interface TableProps {
  caption: string;
  /** The caption is needed by screen readers; hide it where a heading says the same. */
  hideCaption?: true;
  columns: readonly Column[];
  rows: readonly Row[];
}

/** Rows and columns; sorted by links, scrolled sideways by itself, the first cell of a row is its heading. */
export function Table({ caption, hideCaption, columns, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-region" tabIndex={0} aria-label={caption}>
      <table className="table">
        <caption className={hideCaption ? "unseen" : undefined}>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric && "numeric"}
                aria-sort={column.sort ? (column.sorted ?? "none") : undefined}
              >
                {column.sort ? (
                  <a href={column.sort}>
                    {column.label}
                    <SortMark sorted={column.sorted} />
                  </a>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.key} scope="row" className={column.numeric && "numeric"}>
                    {row.cells[at]}
                  </th>
                ) : (
                  <td key={column.key} className={cellClass(column)}>
                    {row.cells[at]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const cellClass = ({ numeric, prose }: Column) => (numeric ? "numeric" : prose ? "prose" : undefined);

function SortMark({ sorted }: { sorted: Column["sorted"] }) {
  return (
    <svg className="sort-mark" viewBox="0 0 10 14" width="10" height="14" aria-hidden="true">
      <path d="M5 1 9 5.5H1z" opacity={sorted === "descending" ? 0.25 : 1} />
      <path d="M5 13 1 8.5h8z" opacity={sorted === "ascending" ? 0.25 : 1} />
    </svg>
  );
}

export interface PagerProps {
  page: number;
  pages: number;
  /** Address of a page by its number, from 1. */
  hrefOf: (page: number) => string;
  /** "共 60 处" */
  total?: string;
}

/** Pages of a list as links: first, last, and those around this one. */
export function Pager({ page, pages, hrefOf, total }: PagerProps) {
  const t = useText();
  if (pages <= 1) return total ? <p className="quiet small">{total}</p> : null;
  const near = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const shown = [...new Set(near)].sort((a, b) => a - b);
  return (
    <nav className="pager" aria-label={t("kit.pager.label")}>
      {total && <p className="quiet small">{total}</p>}
      <ul className="plain">
        {page > 1 && (
          <li>
            <a href={hrefOf(page - 1)} rel="prev">
              {t("kit.pager.before")}
            </a>
          </li>
        )}
        {shown.map((n, at) => (
          <li key={n} className={at > 0 && n - (shown[at - 1] ?? n) > 1 ? "after-gap" : undefined}>
            <a
              href={hrefOf(n)}
              aria-label={t("kit.pager.page", { page: n })}
              aria-current={n === page ? "page" : undefined}
            >
              {n}
            </a>
          </li>
        ))}
        {page < pages && (
          <li>
            <a href={hrefOf(page + 1)} rel="next">
              {t("kit.pager.next")}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

export interface TabItem {
  href: string;
  label: string;
  current?: boolean;
  count?: number;
}

/** Views of one thing, each with its own address. */
export function Tabs({ label, items, id }: { label: string; items: readonly TabItem[]; id?: string }) {
  return (
    <nav className="tabs" aria-label={label} id={id}>
      <ul className="plain">
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.label}
              {item.count !== undefined && <span className="tab-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export interface Step {
  label: string;
  state: "done" | "current" | "later";
  note?: string;
}

/** Where one stands in something with several steps. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  const t = useText();
  return (
    <ol className="steps plain" aria-label={label}>
      {steps.map((step, at) => (
        <li
          key={step.label}
          className={`step step-${step.state}`}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <span className="step-mark">
            {step.state === "done" ? <Icon name="check" size={16} /> : at + 1}
          </span>
          <span>
            {step.label}
            {step.state === "done" && <span className="unseen"> {t("kit.step-done")}</span>}
            {step.note && <span className="step-note">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
