import { data, redirect } from "react-router";
import { ButtonLink } from "#web/kit/button.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, type Problem, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  countCatalogue,
  firstYear,
  lastYear,
  mostWords,
  orders,
  searchCatalogue,
} from "../catalogue/searching/contract.ts";
import { bookPlaces } from "../catalogue/shelf/contract.ts";
import { Ask } from "./catalogue-ask.tsx";
import { Kept, Kinds } from "./catalogue-kept.tsx";
import {
  type Fault,
  faultsIn,
  hrefOf,
  inputOf,
  type Query,
  queryIn,
  withoutEmpty,
} from "./catalogue-query.ts";
import { FoundRows } from "./rows.tsx";
import { WishLink } from "./wish-link.tsx";

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
