import { askedNumber } from "#web/address.ts";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { publicNewBooks } from "../../catalogue/lists/contract.ts";
import { FoundRows } from "../rows.tsx";

const usualWeeks = 4;

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const weeks = askedNumber({ context, request }, "weeks") ?? usualWeeks;
  const [place, letter] = [search.get("place") || null, search.get("class") || null];
  const query = { weeks, ...(place && { place }), ...(letter && { class: letter }) };
  return { ...(await pageOf(context).call(publicNewBooks, { query })), weeks, place, letter };
}

// texts: library.class.*
/** 新书通报: what came in the last weeks, by place and class. */
export default function NewBooks({
  loaderData: { items, more, since, places, classes, weeks, place, letter },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal
      title={t("public-new-books.title")}
      description={t("public-new-books.lead")}
      section="catalogue"
    >
      <div className="stack">
        <Trail label={t("library.title")} items={[{ href: "/catalogue", label: t("library.title") }]} />
        <h1>{t("public-new-books.title")}</h1>
        <Form method="get" action="/new-books" label={t("public-new-books.which")}>
          <div className="row">
            <Field
              name="weeks"
              type="number"
              label={t("public-new-books.weeks")}
              unit={t("public-new-books.unit")}
              value={weeks}
              min={1}
              max={26}
              chars={4}
            />
            <Select
              name="place"
              label={t("public-new-books.place")}
              value={place ?? ""}
              empty={t("public-new-books.every-place")}
              options={places.map(({ id, name, count }) => ({ value: id, label: `${name} ${count}` }))}
              optional
            />
            <Select
              name="class"
              label={t("library.facet.class")}
              value={letter ?? ""}
              empty={t("public-new-books.every-class")}
              options={classes.map((one) => ({
                value: one.class,
                label: `${one.class} ${t(`library.class.${one.class.toLowerCase()}`)} ${one.count}`,
              }))}
              optional
            />
          </div>
          <Button>{t("public-new-books.show")}</Button>
        </Form>
        {items.length === 0 ? (
          <Empty title={t("public-new-books.none")}>
            <a href="/new-books?weeks=26">{t("public-new-books.none.do")}</a>
          </Empty>
        ) : (
          <>
            <p className="quiet" role="status">
              {t(more ? "public-new-books.first" : "public-new-books.since", {
                count: items.length,
                day: t.formats.fullDayText(day(since)),
              })}
            </p>
            <FoundRows label={t("public-new-books.title")} items={items.map(({ book }) => book)} />
          </>
        )}
      </div>
    </ShellPortal>
  );
}
