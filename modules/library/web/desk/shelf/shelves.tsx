import { addressOf } from "#contract";
import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { standings } from "../../../catalogue/items/contract.ts";
import { getShelf, printLabels } from "../../../catalogue/shelf/contract.ts";
import { CatalogueTabs } from "../catalogue-tabs.tsx";
import { ItemRows } from "./item-rows.tsx";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const said = (name: string) => search.get(name)?.trim() || undefined;
  const [place, shelf] = [said("place"), said("shelf")];
  const after = askedNumber({ context, request }, "after") ?? 0;
  // The operation refuses every status that is none.
  const status = said("status") as "missing" | undefined;
  const query = { after, ...(place && { place }), ...(shelf && { shelf }), ...(status && { status }) };
  return { ...(await pageOf(context).call(getShelf, { query })), shelf: shelf ?? "", status: status ?? "" };
}

// texts: item.status.*
/** What stands at a place: its shelves, and the items on them. */
export default function DeskShelves({ loaderData }: PageProps<typeof loader>) {
  const { places, place, shelves, items, next, mayWork, shelf, status } = loaderData;
  const t = useText();
  const of = (more: Record<string, string>) => {
    const kept = { place: place?.id ?? "", shelf, status, ...more };
    return `/desk/catalogue/shelves?${new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== ""))}`;
  };
  return (
    <ShellDesk title={place?.name ?? t("shelf.title")} section="library">
      <div className="stack">
        <CatalogueTabs current="shelves" />
        <Form method="get" action="/desk/catalogue/shelves" label={t("shelf.choose")}>
          <Select
            name="place"
            label={t("shelf.place")}
            value={place?.id ?? ""}
            empty={t("shelf.place.choose")}
            options={optionsOf(places)}
          />
          <Field
            name="shelf"
            label={t("shelf.shelf")}
            hint={t("shelf.shelf.hint")}
            value={shelf}
            chars={20}
            optional
          />
          <Select
            name="status"
            label={t("item.status")}
            value={status}
            empty={t("item.status.any")}
            options={standings.map((value) => ({ value, label: t(`item.status.${value}`) }))}
            optional
          />
          <Button>{t("shelf.show")}</Button>
        </Form>
        {!place && (
          <p>
            <a href="/desk/catalogue/nowhere">{t("nowhere.title")}</a>
          </p>
        )}
        {place && (
          <>
            <div className="row">
              {mayWork && items.length > 0 && (
                <ButtonLink
                  kind="quiet"
                  icon="print"
                  href={addressOf(printLabels, { query: { place: place.id, ...(shelf && { shelf }) } })}
                  download
                >
                  {t("label.print")}
                </ButtonLink>
              )}
              <ButtonLink kind="quiet" href={`/desk/catalogue/places/${place.id}/new-books`}>
                {t("new-books.title")}
              </ButtonLink>
            </div>
            {shelves.length > 1 && (
              <Section title={t("shelf.shelves", { count: shelves.length })}>
                <Table
                  caption={t("shelf.shelves", { count: shelves.length })}
                  hideCaption
                  columns={[
                    { key: "shelf", label: t("shelf.shelf") },
                    { key: "items", label: t("shelf.items"), numeric: true },
                    { key: "available", label: t("shelf.available"), numeric: true },
                  ]}
                  rows={shelves.map((one) => ({
                    key: one.shelf,
                    cells: [
                      <a key="shelf" href={of({ shelf: one.shelf })}>
                        {one.shelf || t("shelf.unnamed")}
                      </a>,
                      t.formats.numberText(one.items),
                      t.formats.numberText(one.available),
                    ],
                  }))}
                />
              </Section>
            )}
            {items.length === 0 ? (
              <Empty title={t("shelf.empty")}>{t("shelf.empty.do")}</Empty>
            ) : (
              <ItemRows caption={t("shelf.items-of", { place: place.name })} items={items} />
            )}
            {next !== null && (
              <p>
                <ButtonLink kind="quiet" href={of({ after: String(next) })}>
                  {t("shelf.more")}
                </ButtonLink>
              </p>
            )}
          </>
        )}
      </div>
    </ShellDesk>
  );
}
