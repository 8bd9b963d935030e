import type { AnswerOf } from "#contract";
import { classNamed, pathOf } from "#libs/clc";
import { Icon } from "#web/kit/icon.tsx";
import { usePage } from "#web/text.tsx";
import type { countCatalogue, searchCatalogue } from "../catalogue/searching/contract.ts";
import type { bookPlaces } from "../catalogue/shelf/contract.ts";
import { hrefOf, keepingTo, keptIn, type Query, tenOf, withoutKept, yearsSaid } from "./catalogue-query.ts";
import { languageName } from "./words.ts";

export type Counts = AnswerOf<typeof countCatalogue>;
export type Places = AnswerOf<typeof bookPlaces>["items"];

interface Narrowed {
  query: Query;
  places: Places;
  counts: Counts | null;
}

// texts: library.facet.*
/** What the reader keeps to, each to be taken off; how many there are. */
export function Kept({
  query,
  counts,
  places,
  page,
}: Narrowed & { page: AnswerOf<typeof searchCatalogue> | null }) {
  const { text: t } = usePage();
  const nameOf = useValueName({ counts, places });
  const on = keptIn(query);
  const someOut = counts !== null && counts.onShelf > 0 && counts.onShelf < counts.count;
  const mayKeep = !query.available && someOut;
  const isOneOfMany = page?.items.some(({ editions }) => editions > 1) ?? false;
  return (
    <div className="stack-tight">
      {counts && (
        <p role="status">
          <strong>{t(counts.about ? "library.about" : "library.count", { count: counts.count })}</strong>
          {counts.onShelf > 0 && ` · ${t("library.count-on-shelf", { count: counts.onShelf })}`}
          {isOneOfMany && <span className="quiet"> · {t("library.count-works")}</span>}
        </p>
      )}
      {(on.length > 0 || mayKeep) && (
        <ul className="plain kept" aria-label={t("library.kept")}>
          {on.map(({ facet, value, without }) => (
            <li key={facet}>
              <a href={without} aria-label={t("library.take-off", { name: nameOf(facet, value) })}>
                <bdi>{nameOf(facet, value)}</bdi>
                <Icon name="close" size={16} />
              </a>
            </li>
          ))}
          {mayKeep && (
            <li>
              <a className="kept-not" href={hrefOf({ ...query, available: "yes" })}>
                {t("library.only-on-shelf")}
              </a>
            </li>
          )}
          {on.length > 1 && (
            <li>
              <a className="kept-all" href={hrefOf(withoutKept(query))}>
                {t("library.take-off-all")}
              </a>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

/** Kinds of the hits with their numbers, each a link that keeps to it. */
export function Kinds({ query, counts, places }: Narrowed & { counts: Counts }) {
  const { text: t } = usePage();
  const nameOf = useValueName({ counts, places });
  const shown = counts.facets.filter(({ values }) => values.length > 1);
  const linkTo = (facet: Facet["facet"], { value, count }: Facet["values"][number]) => (
    <li key={value}>
      <a href={hrefOf({ ...query, ...keepingTo(facet, value) })}>
        <bdi>{nameOf(facet, facet === "year" ? tenOf(value) : value)}</bdi>
      </a>{" "}
      <span className="quiet figures">{count}</span>
    </li>
  );
  return (
    <aside id="kinds" className="kinds stack" aria-label={t("library.narrow")}>
      <a href={classesHref(query)}>{t(query.class ? "class-tree.finer" : "class-tree.browse")}</a>
      {shown.map(({ facet, values }) => (
        <details key={facet} open={facet === "place" || facet === "language"}>
          <summary>{t(`library.facet.${facet}`)}</summary>
          <ul className="plain">{values.slice(0, firstValues).map((one) => linkTo(facet, one))}</ul>
          {values.length > firstValues && (
            <details className="kinds-more">
              <summary>{t("library.more-values", { count: values.length - firstValues })}</summary>
              <ul className="plain">{values.slice(firstValues).map((one) => linkTo(facet, one))}</ul>
            </details>
          )}
        </details>
      ))}
    </aside>
  );
}

type Facet = Counts["facets"][number];

/** Values of a facet that are seen at once. */
const firstValues = 8;

/** The class tree within this search, at the last step of it that the class is under: that may be finer than the tree tells. */
export function classesHref({ class: kept, ...others }: Query): string {
  const step = kept && pathOf(kept).at(-1)?.class;
  return `/catalogue/classes?${new URLSearchParams({ ...others, ...(step && { class: step }) } as Record<string, string>)}`;
}

// texts: library.form.* library.audience.* library.class.* library.years.*
export function useValueName({ counts, places }: Pick<Narrowed, "counts" | "places">) {
  const { text: t } = usePage();
  const found = counts?.facets.find(({ facet }) => facet === "place")?.values ?? [];
  const names = new Map([
    ...places.map(({ id, name }) => [id, name] as const),
    ...found.map(({ value, name }) => [value, name] as const),
  ]);
  return (facet: string, value: string): string => {
    switch (facet) {
      case "language":
        return languageName(t, value);
      case "form":
        return t(`library.form.${value}`);
      case "audience":
        return t(`library.audience.${value}`);
      case "class":
        if (/^[A-KN-VXZ]$/.test(value)) return `${value} ${t(`library.class.${value.toLowerCase()}`)}`;
        return [value, classNamed(value, t.locale)].filter(Boolean).join(" ");
      case "year": {
        const { word, ...years } = yearsSaid(value);
        return t(`library.years.${word}`, years);
      }
      case "available":
        return t("library.only-on-shelf");
      default:
        return names.get(value) ?? t("library.this-place");
    }
  };
}
