import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day as dayIn } from "#web/occasion.ts";
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
import * as contract from "../../../circulation/sets/contract.ts";
import type { Refused } from "../fields.tsx";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(contract.getSet, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const act = said(form, "do");
  const of = { params: { id: params.id ?? "" } };
  try {
    if (act === "put-in" || act === "take-out") {
      const body = { barcode: said(form, "barcode"), belongs: act === "put-in" };
      await page.call(contract.putInSet, { ...of, body }, keyOf(form));
    } else if (act === "book") {
      const days = { since: said(form, "since"), until: said(form, "until") };
      const body = { ...days, sign: said(form, "sign"), note: said(form, "note") };
      await page.call(contract.bookSet, { ...of, body }, keyOf(form));
    } else if (act === "drop") {
      const params = { id: said(form, "booking") };
      await page.call(contract.dropSetBooking, { params, body: {} }, keyOf(form));
    } else throw unknownAct(page);
    return redirect(request.url);
  } catch (error) {
    return formProblem(error, form);
  }
}

type OneSet = AnswerOf<typeof contract.getSet>;

/** One set: its books, to be printed and laid into the box, and the weeks for which it is booked. */
export default function DeskSet({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { name, place, barcode, note, holders, copies } = loaderData;
  const t = useText();
  const refusedOf = (act: string): Refused =>
    actionData?.values.do === act
      ? { values: actionData.values, problem: actionData.problem }
      : { values: {}, problem: undefined };
  return (
    <ShellDesk title={name} section="till" organisation={place.name}>
      <div className="stack">
        <Trail label={name} items={[{ href: `/desk/lending/sets?place=${place.id}`, label: t("set.all") }]} />
        <p className="row">
          <bdi>{barcode}</bdi>
          {holders.length > 0 && <span>{t("set.holders", { groups: t.formats.listText(holders) })}</span>}
          <print-page>{t("book-hold.print")}</print-page>
        </p>
        {note && <p dir="auto">{note}</p>}
        <Section title={t("set.put-in")}>
          <div className="stack">
            <PutIn {...refusedOf("put-in")} />
            {copies.length > 0 && <Copies copies={copies} />}
          </div>
        </Section>
        <Section title={t("set.booked-for")}>
          <div className="stack">
            <Bookings {...loaderData} />
            <Book today={loaderData.today} {...refusedOf("book")} />
          </div>
        </Section>
      </div>
    </ShellDesk>
  );
}

function PutIn({ problem }: Refused) {
  const t = useText();
  return (
    <Form scanned problem={problem} label={t("set.put-in")}>
      <Field
        name="barcode"
        label={t("book-hold.barcode")}
        chars={20}
        autoComplete="off"
        autoFocus
        problem={problem}
      />
      <Button name="do" value="put-in">
        {t("set.put-in.do")}
      </Button>
    </Form>
  );
}

function Copies({ copies }: Pick<OneSet, "copies">) {
  const t = useText();
  return (
    <Table
      caption={t("set.put-in")}
      hideCaption
      columns={[
        { key: "barcode", label: t("book-hold.barcode") },
        { key: "title", label: t("book-hold.column.title"), prose: true },
        { key: "state", label: t("book-hold.column.state") },
        { key: "do", label: t("book-hold.column.change") },
      ]}
      rows={copies.map(({ itemId, barcode, title, dueOn }) => ({
        key: String(itemId),
        cells: [
          <bdi key="barcode">{barcode}</bdi>,
          <bdi key="title">{title || t("book-hold.unnamed")}</bdi>,
          dueOn ? t("set.copy.out", { day: dayIn(dueOn) }) : t("set.copy.there"),
          <Form key="do" label={`${t("set.take-out")} ${barcode}`}>
            <input type="hidden" name="barcode" value={barcode} />
            <Button kind="link" name="do" value="take-out">
              {t("set.take-out")}
              <span className="unseen"> {barcode}</span>
            </Button>
          </Form>,
        ],
      }))}
    />
  );
}

function Bookings({ bookings }: OneSet) {
  const t = useText();
  if (bookings.length === 0) return <p className="quiet">{t("set.booking.none")}</p>;
  return (
    <ul className="plain stack-tight">
      {bookings.map(({ id, since, until, group, note }) => (
        <li key={id}>
          {t("set.booking", { since: dayIn(since), until: dayIn(until), group })}
          {note && <span className="quiet"> · {note}</span>}
          <Form label={`${t("set.drop")} ${group}`}>
            <input type="hidden" name="booking" value={id} />
            <Button kind="link" name="do" value="drop">
              {t("set.drop")}
              <span className="unseen"> {group}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

function Book({ today, values, problem }: Refused & Pick<OneSet, "today">) {
  const t = useText();
  return (
    <Form problem={problem} label={t("set.book")}>
      <Field
        name="sign"
        label={t("set.group-card")}
        value={values.sign}
        chars={20}
        autoComplete="off"
        problem={problem}
      />
      <DateField name="since" label={t("set.since")} value={values.since ?? today} problem={problem} />
      <DateField name="until" label={t("set.until")} value={values.until} problem={problem} />
      <Field name="note" label={t("set.note")} value={values.note} problem={problem} optional />
      <Button name="do" value="book">
        {t("set.book.do")}
      </Button>
    </Form>
  );
}
