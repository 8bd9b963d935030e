import { addressOf } from "#contract";
import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { newBooks, printLabels } from "../../../catalogue/shelf/contract.ts";
import { ItemRows } from "./item-rows.tsx";

const usualDays = 30;

export async function loader({ context, params, request }: LoadArgs) {
  const days = askedNumber({ context, request }, "days") ?? usualDays;
  const list = await pageOf(context).call(newBooks, { params: { id: params.id ?? "" }, query: { days } });
  return { ...list, days };
}

/** What came to a place lately, to print and hang up. */
export default function DeskNewBooks({ loaderData }: PageProps<typeof loader>) {
  const { place, since, items, days, mayWork } = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("new-books.of", { place: place.name })} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: `/desk/catalogue/shelves?place=${place.id}`, label: place.name }]}
        />
        <Form method="get" label={t("new-books.title")}>
          <Field
            name="days"
            type="number"
            label={t("new-books.days")}
            unit={t("new-books.unit")}
            value={days}
            min={1}
            max={366}
            chars={4}
          />
          <Button>{t("shelf.show")}</Button>
        </Form>
        {items.length === 0 ? (
          <Empty title={t("new-books.none")}>{t("new-books.none.do")}</Empty>
        ) : (
          <>
            <p>
              {t("new-books.since", { count: items.length, day: t.formats.fullDayText(day(since)) })}{" "}
              <print-page>{t("new-books.print")}</print-page>
            </p>
            {mayWork && (
              <p>
                <ButtonLink
                  kind="quiet"
                  icon="print"
                  href={addressOf(printLabels, { query: { place: place.id, since } })}
                  download
                >
                  {t("label.print")}
                </ButtonLink>
              </p>
            )}
            <ItemRows caption={t("new-books.of", { place: place.name })} items={items} />
          </>
        )}
      </div>
    </ShellDesk>
  );
}
