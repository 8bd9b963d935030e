import { BookCover } from "#web/kit/cover.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { LinkedData } from "../../../programme/web/door.ts";
import { type EntryView, getList } from "../../catalogue/lists/contract.ts";
import { listData } from "../linked-data.ts";
import { langOf, publishedLine } from "../words.ts";
import { ListCover } from "./list-cover.tsx";
import { whenText } from "./list-words.ts";

export async function loader({ context, params }: LoadArgs) {
  return { list: await pageOf(context).call(getList, { params: { id: params.id ?? "" } }) };
}

/** A reading list: what it is about, and its books in order with where each can be taken from a shelf now. */
export default function ListPage({ loaderData: { list } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal
      title={list.title}
      description={list.about}
      picture={`/api/lists/${list.id}/picture.png`}
      section="catalogue"
    >
      <LinkedData data={listData(list)} />
      <div className="stack-wide">
        <Trail
          label={t("reading-lists.title")}
          items={[{ href: "/lists", label: t("reading-lists.title") }]}
        />
        <header className="list-head">
          <ListCover list={list} sizes="(min-width: 60rem) 28rem, 100vw" />
          <div className="stack">
            <h1 className="list-title song" lang={list.lang} dir="auto">
              {list.title}
            </h1>
            {!list.current && <Notice title={t("reading-list.over")}>{whenText(t, list)}</Notice>}
            <p className="quiet">
              <a href={`/organisations/${list.organisation.id}`}>
                <bdi>{list.organisation.name}</bdi>
              </a>
              {" · "}
              {t("reading-list.books", { count: list.entries.length })}
              {list.current && whenText(t, list) && ` · ${whenText(t, list)}`}
            </p>
            {list.audience && <p>{t("reading-list.for", { audience: list.audience })}</p>}
            {list.about
              .split(/\n+/)
              .filter(Boolean)
              .map((text) => (
                <p key={text} className="lead" lang={list.lang} dir="auto">
                  {text}
                </p>
              ))}
            <p className="row">
              <share-link done={t("share.copied")}>{t("share.verb")}</share-link>
              <a href={`/lists/${list.id}/poster`}>{t("poster.link")}</a>
            </p>
          </div>
        </header>
        <ol className="plain" aria-label={t("reading-list.books", { count: list.entries.length })}>
          {list.entries.map((entry) => (
            <Entry key={entry.book.id} entry={entry} />
          ))}
        </ol>
      </div>
    </ShellPortal>
  );
}

function Entry({ entry: { book, words, places, more } }: { entry: EntryView }) {
  const { text: t } = usePage();
  const lang = langOf(t, book.language);
  const title = book.title || t("library.untitled");
  return (
    <li className="found-row listed-book">
      <BookCover title={title} author={book.names} />
      <div className="stack-tight">
        <h2 className="found-title">
          <a className="leads" href={`/catalogue/${book.id}`} lang={lang} dir="auto">
            {title}
          </a>
        </h2>
        <p className="small" lang={lang}>
          {publishedLine(book)}
        </p>
        {words && (
          <p lang="zh-CN" dir="auto">
            {words}
          </p>
        )}
        <p className="small">
          {places.length > 0 ? (
            <>
              <State kind="open">{t("library.on-shelf", { count: book.available })}</State>{" "}
              {t("reading-list.now-at", {
                places: t.formats.listText(places.map(({ name }) => name)),
                more,
              })}
            </>
          ) : book.workAvailable > 0 ? (
            <State kind="soon">{t("library.other-on-shelf", { count: book.workAvailable })}</State>
          ) : (
            <State kind="closed">{t(book.items > 0 ? "library.all-out" : "library.no-items")}</State>
          )}
        </p>
      </div>
    </li>
  );
}
