import { below } from "#libs/clc";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  askedFields,
  audiences,
  firstYear,
  forms,
  joins,
  lastYear,
  mostWords,
} from "../catalogue/searching/contract.ts";
import { type Counts, classesHref, type Places, useValueName } from "./catalogue-kept.tsx";
import { hrefOf, type Query } from "./catalogue-query.ts";
import { usualLanguages } from "./words.ts";

interface Asking {
  query: Query;
  places: Places;
  counts: Counts | null;
}

// texts: library.in.* library.join.* library.audience.*
export function Ask({ query, places, counts, problem }: Asking & { problem: Problem | undefined }) {
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
function useChosenFrom(query: Query, { places, counts }: Pick<Asking, "places" | "counts">) {
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
