import { BookCover } from "#web/kit/cover.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { type ListRowView, listLists } from "../../catalogue/lists/contract.ts";
import { whenText } from "./list-words.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listLists, {});
}

/** What the libraries recommend: lists of now, then those whose time is over. */
export default function Lists({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const [now, past] = [items.filter(({ current }) => current), items.filter(({ current }) => !current)];
  return (
    <ShellPortal title={t("reading-lists.title")} description={t("reading-lists.lead")} section="catalogue">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("library.title")} items={[{ href: "/catalogue", label: t("library.title") }]} />
          <h1>{t("reading-lists.title")}</h1>
          <p className="lead">{t("reading-lists.lead")}</p>
          <p>
            <a href="/new-books">{t("public-new-books.title")}</a>
          </p>
        </header>
        {now.length === 0 ? (
          <Empty title={t("reading-lists.none")}>
            <a href="/catalogue">{t("reading-lists.none.do")}</a>
          </Empty>
        ) : (
          <Rows items={now} />
        )}
        {past.length > 0 && (
          <Section title={t("reading-lists.past")}>
            <Rows items={past} />
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}

function Rows({ items }: { items: readonly ListRowView[] }) {
  const { text: t } = usePage();
  return (
    <ul className="plain">
      {items.map((list) => (
        <li key={list.id} className="found-row stack-tight">
          <h2 className="found-title">
            <a className="leads" href={`/lists/${list.id}`} lang={list.lang} dir="auto">
              {list.title}
            </a>
          </h2>
          {list.audience && (
            <p lang={list.lang} dir="auto">
              {list.audience}
            </p>
          )}
          <p className="small quiet">
            <bdi>{list.organisation.name}</bdi> · {t("reading-list.books", { count: list.books })}
            {whenText(t, list) && ` · ${whenText(t, list)}`}
          </p>
          <div className="shelf list-covers">
            {list.titles.map((title) => (
              <BookCover key={title} title={title} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
