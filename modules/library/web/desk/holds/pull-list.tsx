import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { pullList } from "../../../circulation/holds/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { PlaceChoice, SentOn } from "./at-place.tsx";
import { placeIn, scanned } from "./send-on.ts";

export async function loader({ context, request }: LoadArgs) {
  return pageOf(context).call(pullList, { query: placeIn(request) });
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    return { said: await scanned(context, form) };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** What is fetched from the shelves of a place for who waits, in the order of the shelves; each is scanned as it is found. */
export default function PullList({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place, items, more } = loaderData;
  const t = useText();
  const said = actionData && "said" in actionData ? actionData.said : null;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  return (
    <ShellDesk title={t("lending.way.pull")} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <LendingTabs current="pull" />
        <PlaceChoice action="/desk/lending/pull" places={places} place={place} />
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {said && <SentOn said={said} />}
        {place && (
          <Form scanned problem={problem} label={t("book-hold.scan")}>
            <input type="hidden" name="place" value={place.id} />
            <Field
              name="barcode"
              label={t("book-hold.scan")}
              hint={t("book-hold.pull.lead")}
              chars={20}
              autoComplete="off"
              autoFocus
              problem={problem}
            />
            <Button>{t("book-hold.scan.do")}</Button>
          </Form>
        )}
        {place && items.length === 0 && (
          <Empty title={t("book-hold.pull.empty")}>{t("book-hold.pull.empty.do")}</Empty>
        )}
        {place && items.length > 0 && (
          <>
            <p>
              <print-page>{t("book-hold.print")}</print-page>
            </p>
            {more && <p className="quiet">{t("book-hold.pull.more", { count: items.length })}</p>}
            <Table
              caption={t("lending.way.pull")}
              hideCaption
              columns={[
                { key: "shelf", label: t("book-hold.column.shelf") },
                { key: "callNumber", label: t("book-hold.column.call-number") },
                { key: "title", label: t("book-hold.column.title"), prose: true },
                { key: "barcode", label: t("book-hold.barcode") },
                { key: "until", label: t("book-hold.column.until") },
                { key: "do", label: t("book-hold.column.do") },
              ]}
              rows={items.map((one) => ({
                key: String(one.itemId),
                cells: [
                  <bdi key="shelf">{one.shelf || "–"}</bdi>,
                  <bdi key="callNumber">{one.callNumber || "–"}</bdi>,
                  <span key="title" dir="auto">
                    <a href={`/desk/lending/queue/${one.record}`}>{one.title || t("book-hold.unnamed")}</a>
                    {one.volume && ` ${one.volume}`}
                  </span>,
                  <bdi key="barcode">{one.barcode}</bdi>,
                  t.formats.dayText(day(one.until)),
                  <Form key="do" label={`${t("book-hold.not-there")} ${one.title}`}>
                    <input type="hidden" name="place" value={place.id} />
                    <input type="hidden" name="item" value={one.itemId} />
                    <Button kind="link" name="do" value="not-there">
                      {t("book-hold.not-there")}
                      <span className="unseen"> {one.title}</span>
                    </Button>
                    {one.missedBefore && <span className="quiet small">{t("book-hold.missed-before")}</span>}
                  </Form>,
                ],
              }))}
            />
          </>
        )}
      </div>
    </ShellDesk>
  );
}
