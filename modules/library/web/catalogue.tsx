import { data, redirect } from "react-router";
import { below, classNamed, pathOf } from "#libs/clc";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Icon } from "#web/kit/icon.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, type Problem, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  askedFields,
  audiences,
  countCatalogue,
  firstYear,
  forms,
  joins,
  lastYear,
  mostWords,
  orders,
  searchCatalogue,
} from "../catalogue/searching/contract.ts";
import { bookPlaces } from "../catalogue/shelf/contract.ts";
import {
  type Fault,
  faultsIn,
  hrefOf,
  inputOf,
  keepingTo,
  keptIn,
  type Query,
  queryIn,
  tenOf,
  withoutEmpty,
  withoutKept,
  yearsSaid,
} from "./catalogue-query.ts";
import { FoundRows } from "./rows.tsx";
import { WishLink } from "./wish-link.tsx";
import { languageName, usualLanguages } from "./words.ts";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const query = queryIn(search);
  // A form without script sends its empty fields too: an address is to be passed on without them.
  const left = withoutEmpty(search, query);
  if (left !== null) throw redirect(left);
  const cursor = search.get("cursor");
  const { order, ...question } = query;
  const faults = faultsIn(query);
  if (faults.length > 0 || Object.keys(question).length === 0) {
    const { items: places } = await call(bookPlaces, {});
    const nothing = { query, places, isFirst: true, page: null, counts: null };
    return faults.length > 0
      ? data({ ...nothing, problem: problemOf(pageOf(context), faults) }, { status: 400 })
      : { ...nothing, problem: null };
  }
  const input = inputOf(query);
  const [{ items: places }, page, counts] = await Promise.all([
    call(bookPlaces, {}),
    // The operations themselves say what is wrong with what somebody wrote by hand.
    call(searchCatalogue, {
      query: { ...input, ...(order && { order }), ...(cursor && { cursor }), limit: 20 } as never,
    }),
    call(countCatalogue, { query: input as never }),
  ]);
  return { query, places, isFirst: !cursor, page, counts, problem: null };
}

// texts: library.fault.*
/** The form comes back with what was typed, and says at each field what is right. */
function problemOf({ text, requestId }: ReturnType<typeof pageOf>, faults: readonly Fault[]): Problem {
  const limits = { most: mostWords, first: String(firstYear), last: String(lastYear) };
  return {
    type: "about:blank",
    id: "input.invalid",
    title: text("refusal.input.invalid", { count: faults.length }),
    detail: text("refusal.input.invalid.do"),
    status: 400,
    request_id: requestId,
    errors: faults.map(({ field, id }) => ({
      field: `/query/${field}`,
      id,
      message: text(`library.fault.${id}`, limits),
    })),
  };
}

type Data = PageProps<typeof loader>["loaderData"];

// texts: library.order.*
/** The network's one catalogue: one field, what one keeps to beside it, works told once. */
export default function Catalogue({
  loaderData: { query, places, isFirst, page, counts, problem },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const title = query.q ? t("library.title-for", { q: query.q }) : t("library.title");
  return (
    <ShellPortal title={title} description={t("library.description")} section="catalogue">
      <div className="stack">
        <h1>{t("library.title")}</h1>
        <Ask query={query} places={places} counts={counts} problem={problem ?? undefined} />
        {problem ? null : page === null ? (
          <>
            <p className="quiet">{t("library.hint")}</p>
            <p className="row">
              <a href="/lists">{t("reading-lists.title")}</a>
              <a href="/new-books">{t("public-new-books.title")}</a>
              <a href="/catalogue/classes">{t("class-tree.browse")}</a>
              <WishLink />
            </p>
          </>
        ) : (
          <>
            <Kept query={query} counts={counts} places={places} page={page} />
            {page.also.length > 0 && (
              <p className="small">{t("library.also", { names: t.formats.listText(page.also) })}</p>
            )}
            {page.meant.length > 0 && <Meant titles={page.meant} />}
            {page.items.length === 0 && isFirst ? (
              <Empty title={t("library.nothing")}>
                <p>{t("library.nothing.do")}</p>
                <p className="row">
                  <a href="/catalogue">{t("library.anew")}</a>
                  <WishLink q={query.q} />
                </p>
              </Empty>
            ) : (
              <div className="found-and-kinds">
                <div className="stack">
                  {counts && page.number === null && (
                    <p className="to-kinds">
                      <a href="#kinds">{t("library.to-narrow")}</a>
                    </p>
                  )}
                  {page.number === null && (
                    <Tabs
                      label={t("library.orders")}
                      items={orders.map((order) => ({
                        href: hrefOf({ ...query, order }),
                        label: t(`library.order.${order}`),
                        current: page.order === order,
                      }))}
                    />
                  )}
                  <FoundRows label={t("library.found")} items={page.items} />
                  <p className="small quiet">{saidOfOrder(t, query, page)}</p>
                  <p className="row row-between">
                    {page.next && (
                      <ButtonLink kind="quiet" href={hrefOf(query, page.next)}>
                        {t("library.more")}
                      </ButtonLink>
                    )}
                    {!isFirst && <a href={hrefOf(query)}>{t("library.from-the-beginning")}</a>}
                    {!page.next && <WishLink q={query.q} />}
                  </p>
                </div>
                {counts && page.number === null && <Kinds query={query} counts={counts} places={places} />}
              </div>
            )}
          </>
        )}
      </div>
    </ShellPortal>
  );
}

// texts: library.number.*
function saidOfOrder(
  t: ReturnType<typeof usePage>["text"],
  query: Query,
  page: NonNullable<Data["page"]>,
): string {
  if (page.number) return t(`library.number.${page.number}`);
  if (query.order && query.order !== page.order) return t("library.order-too-many");
  return t(`library.order.${page.order}.is`);
}

// texts: library.in.* library.join.* library.audience.*
function Ask({
  query,
  places,
  counts,
  problem,
}: Pick<Data, "query" | "places" | "counts"> & { problem: Problem | undefined }) {
  const { text: t } = usePage();
  const chosen = useChosenFrom(query, { places, counts });
  const fields = askedFields.map((value) => ({ value, label: t(`library.in.${value}`) }));
  const isAdvanced = Boolean(query.in || query.q2 || query.q3 || problem);
  return (
    <Form method="get" action="/catalogue" label={t("library.search")} problem={problem}>
      <div className="ask-line">
        <Field
          name="q"
          type="search"
          longest={mostWords}
          label={t("library.words")}
          value={query.q}
          problem={problem}
          optional
        />
        <Button icon="search">{t("library.find")}</Button>
      </div>
      <Help />
      <details open={isAdvanced}>
        <summary>{t("library.advanced")}</summary>
        <div className="stack">
          <Select
            name="in"
            label={t("library.in")}
            value={query.in}
            empty={t("library.in.anywhere")}
            options={fields}
          />
          {([2, 3] as const).map((n) => (
            <fieldset key={n} className="asked-line">
              <legend>{t("library.line", { n })}</legend>
              <Select
                name={`join${n}`}
                label={t("library.join")}
                value={query[`join${n}`]}
                options={joins.map((value) => ({ value, label: t(`library.join.${value}`) }))}
              />
              <Field
                name={`q${n}`}
                type="search"
                longest={mostWords}
                label={t("library.line-words", { n })}
                value={query[`q${n}`]}
                problem={problem}
                optional
              />
              <Select
                name={`in${n}`}
                label={t("library.in")}
                value={query[`in${n}`]}
                empty={t("library.in.anywhere")}
                options={fields}
              />
            </fieldset>
          ))}
          <div className="row">
            {(["from", "to"] as const).map((name) => (
              <Field
                key={name}
                name={name}
                type="number"
                min={firstYear}
                max={lastYear}
                chars={6}
                label={t(`library.${name}`)}
                value={query[name]}
                problem={problem}
                optional
              />
            ))}
          </div>
          {chosen.map(({ name, ...choice }) => (
            <Select
              key={name}
              name={name}
              label={t(`library.facet.${name}`)}
              value={query[name]}
              {...choice}
            />
          ))}
          <Select
            name="form"
            label={t("library.facet.form")}
            value={query.form}
            empty={t("library.every-form")}
            options={forms.map((value) => ({ value, label: t(`library.form.${value}`) }))}
          />
          <Select
            name="audience"
            label={t("library.facet.audience")}
            value={query.audience}
            empty={t("library.every-audience")}
            options={audiences.map((value) => ({ value, label: t(`library.audience.${value}`) }))}
          />
          <Tick name="available" label={t("library.only-on-shelf")} checked={query.available === "yes"} />
        </div>
      </details>
    </Form>
  );
}

/** Signs of the one field, each with a search that uses it. */
const signs = [
  ["all", "红楼梦 曹雪芹"],
  ["phrase", '"钢铁是怎样炼成的"'],
  ["or", "红楼梦 OR 水浒传"],
  ["not", "红楼梦 -评论"],
] as const;

// texts: library.how.*
/** A short help, which opens without script. */
function Help() {
  const { text: t } = usePage();
  return (
    <details>
      <summary>{t("library.how")}</summary>
      <ul>
        {signs.map(([sign, q]) => (
          <li key={sign}>
            {t(`library.how.${sign}`)}{" "}
            <a href={hrefOf({ q })} lang="zh-CN">
              <bdi>{q}</bdi>
            </a>
          </li>
        ))}
        <li>{t("library.how.lines")}</li>
      </ul>
    </details>
  );
}

/** What can be kept to from the beginning: what is usual, and whatever is kept to or was found. */
function useChosenFrom(query: Query, { places, counts }: Pick<Data, "places" | "counts">) {
  const { text: t } = usePage();
  const nameOf = useValueName({ counts, places });
  const withFound = (facet: "language" | "class" | "place", usual: readonly string[]) => {
    const found = counts?.facets.find((one) => one.facet === facet)?.values ?? [];
    const all = new Set([
      ...usual,
      ...found.map(({ value }) => value),
      ...(query[facet] ? [query[facet]] : []),
    ]);
    return [...all].map((value) => ({ value, label: nameOf(facet, value) }));
  };
  return [
    {
      name: "language" as const,
      empty: t("library.every-language"),
      options: withFound("language", usualLanguages),
    },
    {
      name: "place" as const,
      empty: t("library.every-place"),
      options: withFound(
        "place",
        places.map(({ id }) => id),
      ),
    },
    {
      name: "class" as const,
      empty: t("library.every-class"),
      options: withFound("class", mainClasses).toSorted((a, b) => (a.value < b.value ? -1 : 1)),
      hint: <a href={classesHref(query)}>{t("library.class-by-tree")}</a>,
    },
  ];
}

const mainClasses = below(null).map((node) => node.class);

// texts: library.facet.*
/** What the reader keeps to, each to be taken off; how many there are. */
function Kept({ query, counts, places, page }: Pick<Data, "query" | "counts" | "places" | "page">) {
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

function Meant({ titles }: { titles: readonly string[] }) {
  const { text: t } = usePage();
  return (
    <p>
      {t("library.meant")}{" "}
      {titles.map((title) => (
        <a key={title} className="meant" href={hrefOf({ q: title })} dir="auto">
          {title}
        </a>
      ))}
    </p>
  );
}

/** Kinds of the hits with their numbers, each a link that keeps to it. */
function Kinds({
  query,
  counts,
  places,
}: Pick<Data, "query" | "places"> & { counts: NonNullable<Data["counts"]> }) {
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

type Facet = NonNullable<Data["counts"]>["facets"][number];

/** Values of a facet that are seen at once. */
const firstValues = 8;

/** The class tree within this search, at the last step of it that the class is under: that may be finer than the tree tells. */
function classesHref({ class: kept, ...others }: Query): string {
  const step = kept && pathOf(kept).at(-1)?.class;
  return `/catalogue/classes?${new URLSearchParams({ ...others, ...(step && { class: step }) } as Record<string, string>)}`;
}

// texts: library.form.* library.audience.* library.class.* library.years.*
function useValueName({ counts, places }: Pick<Data, "counts" | "places">) {
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
