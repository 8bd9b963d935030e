import { Facts } from "#web/kit/list.tsx";
import { Code } from "#web/kit/qr.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getList } from "../../catalogue/lists/contract.ts";
import { langOf } from "../words.ts";
import { ListCover } from "./list-cover.tsx";
import { whenText } from "./list-words.ts";

/** More books than a wall has room for are found by the code. */
const mostBooks = 8;

export async function loader({ context, params }: LoadArgs) {
  return { list: await pageOf(context).call(getList, { params: { id: params.id ?? "" } }) };
}

/** A poster of a reading list for the wall of a house: what it is seen by, for whom, its first books, and a code that leads to it. */
export default function ListPoster({ loaderData: { list } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const href = `/lists/${list.id}`;
  const lang = list.lang === t.locale ? undefined : list.lang;
  const books = list.entries.slice(0, mostBooks);
  const when = whenText(t, list);
  return (
    <ShellPortal title={t("poster.title", { title: list.title })} section="catalogue">
      <div className="row screen-only poster-ways">
        <a href={href}>{t("list-poster.back")}</a>
        <print-page>{t("poster.print")}</print-page>
        <a href={`/api${href}/picture.png`}>{t("poster.picture")}</a>
      </div>
      <article className="poster" aria-label={list.title}>
        <ListCover list={list} sizes="40rem" />
        <div className="poster-words stack">
          <p className="quiet" dir="auto">
            {t("reading-lists.title")}
          </p>
          <h1 className="poster-title song" lang={lang} dir="auto">
            {list.title}
          </h1>
          <p className="lead" lang={lang} dir="auto">
            {list.about}
          </p>
          <ul className="poster-books">
            {books.map(({ book }) => (
              <li key={book.id}>
                <bdi lang={langOf(t, book.language)}>{book.title}</bdi>{" "}
                <bdi className="quiet small">{book.names}</bdi>
              </li>
            ))}
            {list.entries.length > books.length && (
              <li className="quiet">
                {t("list-poster.more", { count: list.entries.length - books.length })}
              </li>
            )}
          </ul>
          <div className="poster-foot">
            <Facts
              items={[
                ...(list.audience
                  ? [{ term: t("reading-list.audience"), value: <span dir="auto">{list.audience}</span> }]
                  : []),
                ...(when ? [{ term: t("poster.when"), value: when }] : []),
                { term: t("desk-lists.organiser"), value: <bdi>{list.organisation.name}</bdi> },
              ]}
            />
            <figure className="poster-code">
              <Code text={`${city.url}${href}`} label={t("list-poster.code")} />
              <figcaption>{t("list-poster.scan")}</figcaption>
            </figure>
          </div>
        </div>
      </article>
    </ShellPortal>
  );
}
