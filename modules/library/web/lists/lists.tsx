import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listLists } from "../../catalogue/lists/contract.ts";
import { ListCards } from "./list-cards.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listLists, { query: {} });
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
          <ListCards label={t("reading-lists.title")} items={now} />
        )}
        {past.length > 0 && (
          <Section title={t("reading-lists.past")}>
            <ListCards label={t("reading-lists.past")} items={past} level={3} />
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}
