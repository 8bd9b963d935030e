import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getClasses } from "../catalogue/classes/contract.ts";
import { hrefOf, inputOf, type Query, queryIn } from "./catalogue-query.ts";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const { class: _, ...query } = queryIn(search);
  const under = search.get("class");
  // The operation itself says what is wrong with what somebody wrote by hand.
  const asked = inputOf(query);
  const tree = await pageOf(context).call(getClasses, {
    query: { ...asked, ...(under && { under }) } as never,
  });
  return { tree, query, isSearch: Object.keys(asked).length > 0 };
}

const treeHref = (query: Query, under?: string) =>
  `/catalogue/classes?${new URLSearchParams({ ...query, ...(under && { class: under }) } as Record<string, string>)}`;

/** The class tree: down it step by step, and from each step to the books, also within what somebody searches for. */
export default function Classes({ loaderData: { tree, query, isSearch } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const { path, below, records, countedAt, about } = tree;
  const here = path.at(-1);
  const recordsSaid = (count: number) =>
    t(about && count > 0 ? "class-tree.records-about" : "class-tree.records", { count });
  const title = here ? `${here.class} ${here.name}` : t("class-tree.title");
  return (
    <ShellPortal title={title} description={t("class-tree.lead")} section="catalogue">
      <div className="stack">
        <Trail
          label={t("class-tree.title")}
          items={[
            { href: hrefOf(query), label: t("library.title") },
            ...(here ? [{ href: treeHref(query), label: t("class-tree.title") }] : []),
            ...path
              .slice(0, -1)
              .map((node) => ({ href: treeHref(query, node.class), label: `${node.class} ${node.name}` })),
          ]}
        />
        <h1>{title}</h1>
        {isSearch ? (
          <p>{query.q ? t("class-tree.kept", { q: query.q }) : t("class-tree.kept-only")}</p>
        ) : (
          !here && <p>{t("class-tree.lead")}</p>
        )}
        {here && (
          <p>
            <a href={hrefOf({ ...query, class: here.class })}>
              {records && !about ? t("class-tree.find", { count: records }) : t("class-tree.find-anyway")}
            </a>
          </p>
        )}
        {below.length > 0 && (
          <Section title={here ? t("class-tree.below", { name: here.name }) : t("class-tree.main")}>
            <ul className="plain class-tree">
              {below.map((node) => (
                <li key={node.class}>
                  {isSearch && node.records === 0 ? (
                    <span className="quiet">
                      <span className="figures">{node.class}</span> {node.name}
                    </span>
                  ) : (
                    <a
                      href={
                        node.leads ? treeHref(query, node.class) : hrefOf({ ...query, class: node.class })
                      }
                    >
                      <span className="figures">{node.class}</span> {node.name}
                    </a>
                  )}{" "}
                  {countedAt !== null && <span className="quiet small">{recordsSaid(node.records)}</span>}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {!isSearch && (
          <p className="quiet small">
            {countedAt ? t("class-tree.counted", { at: moment(countedAt) }) : t("class-tree.not-counted")}
          </p>
        )}
      </div>
    </ShellPortal>
  );
}
