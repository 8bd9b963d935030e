import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { cashDay, closeCashDay } from "../../../circulation/fees/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { fenIn, yuanText } from "../yuan.ts";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const [place, day] = [search.get("place"), search.get("day")];
  const query = { ...(place && { place }), ...(day && { day }) };
  const shown = await pageOf(context).call(cashDay, { query });
  return { shown, done: search.has("done") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    if (said(form, "do") !== "close") throw unknownAct(pageOf(context));
    const [placeId, day] = [said(form, "place"), said(form, "day")];
    const body = {
      placeId,
      day,
      countedFen: fenIn(form, "countedFen"),
      difference: said(form, "difference"),
    };
    await pageOf(context).call(closeCashDay, { body }, keyOf(form));
    return redirect(`/desk/fees?${new URLSearchParams({ place: placeId, day, done: "" })}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: fee.kind.* fee.how.*
/** A place's day in money: what was settled, through whose hands, and who counted it. */
export default function DeskCashDay({
  loaderData: { shown, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { places, place, day, lines, clerks, cashFen, undone, closed } = shown;
  const yuan = (fen: number) => yuanText(t, fen);
  const asked = new URLSearchParams({ ...(place && { place: place.id }), day });
  return (
    <ShellDesk title={t("fee.day")} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <LendingTabs current="fees" />
        <Form method="get" label={t("fee.day.which")}>
          <Select
            name="place"
            label={t("book-hold.place")}
            value={place?.id ?? ""}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DateField name="day" label={t("fee.on")} value={day} />
          <Button kind="quiet">{t("between.show")}</Button>
        </Form>
        <p className="quiet">{t("fee.port")}</p>
        {done && <Notice kind="done" live title={t("fee.day.closed")} />}
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {place && clerks.length === 0 && <Empty title={t("fee.day.none")}>{t("fee.day.none.do")}</Empty>}
        {place && clerks.length > 0 && (
          <>
            <p className="lead figures">{t("fee.day.cash", { yuan: yuan(cashFen) })}</p>
            <div className="row">
              <a href={`/api/desk/fees/day.csv?${asked}`}>{t("fee.day.csv")}</a>
              <print-page>{t("fee.print")}</print-page>
            </div>
            <Table
              caption={t("fee.day.lines")}
              columns={[
                { key: "how", label: t("fee.how") },
                { key: "kind", label: t("fee.kind") },
                { key: "house", label: t("fee.house"), prose: true },
                { key: "fees", label: t("fee.count"), numeric: true },
                { key: "sum", label: t("fee.yuan"), numeric: true },
              ]}
              rows={lines.map((line) => ({
                key: `${line.how} ${line.kind} ${line.house}`,
                cells: [
                  t(`fee.how.${line.how}`),
                  t(`fee.kind.${line.kind}`),
                  line.house,
                  t.formats.numberText(line.fees),
                  yuan(line.amountFen),
                ],
              }))}
            />
            <Table
              caption={t("fee.day.clerks")}
              columns={[
                { key: "clerk", label: t("fee.clerk") },
                { key: "papers", label: t("fee.papers"), numeric: true },
                { key: "cash", label: t("fee.cash"), numeric: true },
              ]}
              rows={clerks.map((one, nth) => ({
                key: `${nth} ${one.name}`,
                cells: [one.name ?? "–", t.formats.numberText(one.papers), yuan(one.cashFen)],
              }))}
            />
            {undone > 0 && <p className="quiet">{t("fee.day.undone", { count: undone })}</p>}
          </>
        )}
        {place && (
          <Close
            day={shown}
            values={actionData?.values ?? {}}
            problem={actionData?.problem}
            closed={closed}
          />
        )}
      </div>
    </ShellDesk>
  );
}

type Day = AnswerOf<typeof cashDay>;

function Close({
  day: { place, day, cashFen },
  closed,
  values,
  problem,
}: {
  day: Day;
  closed: Day["closed"];
  values: Record<string, string>;
  problem: Parameters<typeof Form>[0]["problem"];
}) {
  const t = useText();
  const stale = closed !== null && closed.expectedFen !== cashFen;
  return (
    <Section title={t("fee.close")}>
      {closed && (
        <Notice kind={stale ? "attention" : "done"} title={t("fee.close.by", { name: closed.by ?? "–" })}>
          {t("fee.close.says", {
            counted: yuanText(t, closed.countedFen),
            expected: yuanText(t, closed.expectedFen),
          })}
          {closed.difference !== "" && ` ${closed.difference}`}
          {stale && ` ${t("fee.close.stale")}`}
        </Notice>
      )}
      <Form problem={problem} label={t("fee.close")}>
        <input type="hidden" name="place" value={place?.id ?? ""} />
        <input type="hidden" name="day" value={day} />
        <Field
          name="countedFen"
          inputMode="decimal"
          chars={12}
          label={t("fee.counted")}
          value={values.countedFen}
          problem={problem}
        />
        <Field
          name="difference"
          label={t("fee.difference")}
          hint={t("fee.difference.hint")}
          value={values.difference}
          problem={problem}
          optional
        />
        <Button name="do" value="close">
          {t("fee.close.do")}
        </Button>
      </Form>
    </Section>
  );
}
