import { ButtonLink } from "#web/kit/button.tsx";
import { BookCover } from "#web/kit/cover.tsx";
import { type Fact, Facts } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { LinkedData } from "../../programme/web/door.ts";
import { getRecord, type RecordView } from "../catalogue/searching/contract.ts";
import { hrefOf } from "./catalogue-query.ts";
import { Citation } from "./citation.tsx";
import { recordData } from "./linked-data.ts";
import { KeepBook } from "./lists/keep-book.tsx";
import { SerialsHeld } from "./serials-held.tsx";
import { langOf, languageName, publishedLine } from "./words.ts";

export async function loader({ context, params }: LoadArgs) {
  return { record: await pageOf(context).call(getRecord, { params: { id: params.id ?? "" } }) };
}

/** An edition: what it is, where it stands now, its other editions, what stands beside it, how it is cited. */
export default function RecordPage({ loaderData: { record } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const lang = langOf(t, record.languages[0] ?? "");
  const title = record.title.text || t("library.untitled");
  const held = [...record.holdings, ...record.unplaced];
  const available = held.reduce((all, one) => all + one.available, 0);
  return (
    <ShellPortal
      title={title}
      description={inOneSentence(record, available > 0 ? t("library.on-shelf", { count: available }) : "")}
      section="catalogue"
    >
      <link rel="canonical" href={`${city.url}/catalogue/${record.id}`} />
      <LinkedData data={recordData(record, city.url)} />
      <div className="stack-wide">
        <header className="record-head">
          <BookCover title={record.titleProper.text || title} author={record.names[0]?.text} />
          <div className="stack">
            <Trail label={t("library.title")} items={[{ href: "/catalogue", label: t("library.title") }]} />
            <h1 lang={lang} dir="auto">
              {title}
            </h1>
            {record.title.romanised && (
              <p className="quiet" lang={lang && `${lang}-Latn`}>
                {record.title.romanised}
              </p>
            )}
            {record.responsibility && (
              <p className="lead" lang={lang} dir="auto">
                {record.responsibility.text}
              </p>
            )}
            <p>
              {available > 0 ? (
                <State kind="open">{t("library.on-shelf", { count: available })}</State>
              ) : (
                <State kind="closed">{t(held.length > 0 ? "library.all-out" : "library.no-items")}</State>
              )}
            </p>
            <KeepBook record={record.id} />
          </div>
        </header>
        <Holdings record={record} />
        <SerialsHeld serials={record.serials} />
        <Section title={t("library.about-it")}>
          <Facts items={useFacts(record)} />
        </Section>
        {record.otherEditions.length > 0 && (
          <Section title={t("library.editions", { count: record.otherEditions.length })} id="editions">
            <Rows>
              {record.otherEditions.map((one) => (
                <Row
                  key={one.id}
                  href={`/catalogue/${one.id}`}
                  title={one.title}
                  lang={langOf(t, one.language)}
                  note={publishedLine({ ...one, names: one.language && languageName(t, one.language) })}
                  state={
                    one.available > 0
                      ? { kind: "open", word: t("library.on-shelf", { count: one.available }) }
                      : undefined
                  }
                />
              ))}
            </Rows>
          </Section>
        )}
        {record.shelf.length > 0 && (
          <Section title={t("library.beside")} note={t("library.beside.note")}>
            <Rows>
              {record.shelf.map((one) => (
                <Row
                  key={one.id}
                  href={`/catalogue/${one.id}`}
                  title={one.title}
                  lang={langOf(t, one.language)}
                  lead={{ text: one.classNumber }}
                  note={
                    <>
                      {one.id === record.id && <strong>{t("library.this-one")} · </strong>}
                      {publishedLine(one)}
                    </>
                  }
                />
              ))}
            </Rows>
          </Section>
        )}
        <Section title={t("library.cite")} id="cite">
          <div className="stack">
            <p className="cited" lang={lang}>
              <Citation text={record.citation} />
            </p>
            <p className="quiet small">{t("library.cite.how")}</p>
            <p className="row">
              <ButtonLink kind="quiet" icon="download" href={`/api/catalogue/${record.id}.ris`} download>
                RIS
              </ButtonLink>
              <ButtonLink kind="quiet" icon="download" href={`/api/catalogue/${record.id}.bib`} download>
                BibTeX
              </ButtonLink>
              <a href={`/catalogue/${record.id}/marc`}>MARC</a>
            </p>
          </div>
        </Section>
      </div>
    </ShellPortal>
  );
}

/** As much as search engines show. */
const longestSentence = 160;

/** Who made it, where and when it came out, whether it can be had now, and what it is about. */
function inOneSentence({ responsibility, publisher, year, summary }: RecordView, shelf: string): string {
  const published = [publisher?.text, year].filter(Boolean).join("，");
  const said = [responsibility?.text, published, shelf, summary?.replace(/\s+/g, " ")]
    .filter(Boolean)
    .join("。");
  return said.length > longestSentence ? `${said.slice(0, longestSentence - 1).toWellFormed()}…` : said;
}

/** Where it stands, place by place; what can be taken now first. */
function Holdings({ record: { holdings, unplaced } }: { record: RecordView }) {
  const { text: t } = usePage();
  return (
    <Section title={t("library.where")} id="where">
      {holdings.length + unplaced.length === 0 ? (
        <Empty title={t("library.nowhere")}>
          <a href="/catalogue">{t("library.anew")}</a>
        </Empty>
      ) : (
        <ul className="plain">
          {holdings.map(({ place, items, available, shelves }) => (
            <li key={place.id} className="held">
              <p className="row row-between">
                <a href={`/places/${place.id}`}>
                  <bdi>{place.name}</bdi>
                </a>
                <State kind={available > 0 ? "open" : "closed"}>
                  {t("library.available-of", { available, items })}
                </State>
              </p>
              <ul className="plain small quiet">
                {shelves.map((one) => (
                  <li key={`${one.callNumber} ${one.volume} ${one.shelf}`}>
                    <bdi>{[one.shelf, one.callNumber, one.volume].filter(Boolean).join(" · ")}</bdi>
                  </li>
                ))}
              </ul>
            </li>
          ))}
          {unplaced.map(({ house, items, available }) => (
            <li key={house} className="held">
              <p className="row row-between">
                <bdi>{house}</bdi>
                <State kind={available > 0 ? "open" : "closed"}>
                  {t("library.available-of", { available, items })}
                </State>
              </p>
              <p className="small quiet">{t("library.unplaced")}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

// texts: library.form.* library.audience.* library.role.*
/** What the record says, in the order in which catalogues say it; nothing of what it does not say. */
function useFacts(record: RecordView): Fact[] {
  const { text: t } = usePage();
  const lang = langOf(t, record.languages[0] ?? "");
  const said = (key: string, text: string | null | undefined): Fact[] =>
    text
      ? [
          {
            term: t(key),
            value: (
              <span lang={lang} dir="auto">
                {text}
              </span>
            ),
          },
        ]
      : [];
  const list = (values: readonly string[]) => values.join("；");
  const published = [
    [record.place?.text, record.publisher?.text].filter(Boolean).join("：").replace(/：$/, ""),
    record.date,
  ];
  return [
    ...(record.names.length > 0
      ? [
          {
            term: t("library.fact.names"),
            value: (
              <ul className="plain">
                {record.names.map(({ text, roles, rolesSaid, dates }) => (
                  <li key={`${text} ${roles.join()}`}>
                    <a href={hrefOf({ q: `"${text.replaceAll('"', "")}"`, in: "name" })}>
                      <bdi>{text}</bdi>
                    </a>{" "}
                    <span className="quiet">
                      {[dates, roles[0] ? t(`library.role.${roles[0]}`) : rolesSaid[0]]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...said("library.fact.published", published.filter(Boolean).join("，")),
    ...said("library.fact.edition", record.edition?.text),
    ...said("library.fact.extent", record.extent),
    ...said(
      "library.fact.series",
      list(record.series.map(({ text, number }) => [text, number].filter(Boolean).join(" "))),
    ),
    ...said("library.fact.form", t(`library.form.${record.form}`)),
    ...said("library.fact.language", list(record.languages.map((code) => languageName(t, code)))),
    ...said(
      "library.fact.original-language",
      list(record.originalLanguages.map((code) => languageName(t, code))),
    ),
    ...(record.audience === "any"
      ? []
      : said("library.fact.audience", t(`library.audience.${record.audience}`))),
    ...(record.subjects.length > 0
      ? [
          {
            term: t("library.fact.subjects"),
            value: (
              <ul className="plain">
                {record.subjects.map(({ text, parts }) => (
                  <li key={text}>
                    <a href={hrefOf({ q: `"${(parts[0] ?? text).replaceAll('"', "")}"`, in: "subject" })}>
                      <bdi>{text}</bdi>
                    </a>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...said("library.fact.class", list([...new Set(record.classNumbers.map(({ number }) => number))])),
    ...said("library.fact.isbn", list(record.isbns.map(({ number }) => number))),
    ...said("library.fact.issn", list(record.issns)),
    ...said("library.fact.price", record.price),
    ...said("library.fact.other-titles", list([...new Set(record.otherTitles.map(({ text }) => text))])),
    ...said("library.fact.summary", record.summary),
    ...said("library.fact.contents", record.contents),
    ...said("library.fact.notes", list(record.notes)),
  ];
}
