import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, type Problem, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { holdShelf } from "../../../circulation/holds/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { PlaceChoice, SentOn } from "./at-place.tsx";
import { placeIn, scanned } from "./send-on.ts";

export async function loader({ context, request }: LoadArgs) {
  return pageOf(context).call(holdShelf, { query: placeIn(request) });
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    return { said: await scanned(context, form) };
  } catch (error) {
    return formProblem(error, form);
  }
}

type Shelf = AnswerOf<typeof holdShelf>;

/** What stands ready at a place and for whom; and what is taken off because nobody came. */
export default function DeskHoldShelf({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place, ready, left } = loaderData;
  const t = useText();
  const said = actionData && "said" in actionData ? actionData.said : null;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  return (
    <ShellDesk title={t("lending.way.shelf")} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <LendingTabs current="shelf" />
        <PlaceChoice action="/desk/lending/shelf" places={places} place={place} />
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {said && <SentOn said={said} />}
        {place && (left.length > 0 || problem) && <Left place={place.id} left={left} problem={problem} />}
        {place && (
          <Section title={t("book-hold.shelf.ready")}>
            {ready.length === 0 ? (
              <p className="quiet">{t("book-hold.shelf.ready.none")}</p>
            ) : (
              <Ready ready={ready} />
            )}
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

function Left({
  place,
  left,
  problem,
}: {
  place: string;
  left: Shelf["left"];
  problem: Problem | undefined;
}) {
  const t = useText();
  return (
    <Section title={t("book-hold.shelf.left")}>
      <div className="stack">
        <p>{t("book-hold.shelf.left.note")}</p>
        <Form scanned problem={problem} label={t("book-hold.scan-off")}>
          <input type="hidden" name="place" value={place} />
          <Field
            name="barcode"
            label={t("book-hold.scan-off")}
            chars={20}
            autoComplete="off"
            autoFocus
            problem={problem}
          />
          <Button>{t("book-hold.scan-off.do")}</Button>
        </Form>
        {left.length > 0 && (
          <Table
            caption={t("book-hold.shelf.left")}
            hideCaption
            columns={[
              { key: "slot", label: t("book-hold.column.slot"), numeric: true },
              { key: "title", label: t("book-hold.column.title"), prose: true },
              { key: "barcode", label: t("book-hold.barcode") },
              { key: "since", label: t("book-hold.column.since") },
            ]}
            rows={left.map((one) => ({
              key: String(one.itemId),
              cells: [
                one.slot || "–",
                <bdi key="title">{one.title || t("book-hold.unnamed")}</bdi>,
                <bdi key="barcode">{one.barcode}</bdi>,
                t.formats.dayText(day(one.since)),
              ],
            }))}
          />
        )}
      </div>
    </Section>
  );
}

function Ready({ ready }: { ready: Shelf["ready"] }) {
  const t = useText();
  return (
    <Table
      caption={t("book-hold.shelf.ready")}
      hideCaption
      columns={[
        { key: "slot", label: t("book-hold.column.slot"), numeric: true },
        { key: "reader", label: t("book-hold.column.reader") },
        { key: "phone", label: t("book-hold.column.phone") },
        { key: "title", label: t("book-hold.column.title"), prose: true },
        { key: "barcode", label: t("book-hold.barcode") },
        { key: "until", label: t("book-hold.column.ready-until") },
      ]}
      rows={ready.map((one) => ({
        key: one.id,
        cells: [
          one.slot || "–",
          <bdi key="reader">{one.reader || "–"}</bdi>,
          <bdi key="phone">{one.phoneTail ?? "–"}</bdi>,
          <a key="title" href={`/desk/lending/queue/${one.record}`} dir="auto">
            {one.title || t("book-hold.unnamed")}
          </a>,
          <bdi key="barcode">{one.barcode}</bdi>,
          one.until ? t.formats.dayText(day(one.until)) : "–",
        ],
      }))}
    />
  );
}
