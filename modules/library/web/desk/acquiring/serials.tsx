import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getMoney } from "../../../acquiring/orders/contract.ts";
import {
  checkInIssue,
  frequencies,
  listSerials,
  scanIssue,
  subscribe,
} from "../../../acquiring/serials/contract.ts";
import { fenIn, yuanText } from "../yuan.ts";
import { AcquiringTabs } from "./acquiring-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { searchParams } = new URL(request.url);
  const { suppliers, budgets } = await call(getMoney, {});
  const [title, year, number] = ["came", "year", "number"].map((name) => searchParams.get(name) ?? "");
  return {
    ...(await call(listSerials, {})),
    suppliers,
    budgets: budgets.filter(({ isApproved }) => isApproved),
    came: title ? { title, year: year ?? "", number: number ?? "" } : null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  try {
    switch (said(form, "do")) {
      case "scan": {
        const body = { scanned: said(form, "scanned"), placeId: said(form, "at") || null };
        const { title, year, number } = await call(scanIssue, { body }, key);
        const came = new URLSearchParams({ came: title, year: `${year}`, number: `${number}` });
        return redirect(`/desk/acquiring/serials?${came}`);
      }
      case "check-in": {
        const body = { year: numberOf(form, "year"), number: numberOf(form, "number") };
        await call(checkInIssue, { params: { id: said(form, "id") }, body }, key);
        return redirect("/desk/acquiring/serials");
      }
      case "subscribe": {
        const { id } = await call(subscribe, { body: subscriptionIn(form) }, key);
        return redirect(`/desk/acquiring/serials/${id}`);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    for (const many of ["pattern.skip", "pattern.weekdays"])
      form.set(many, form.getAll(`${many}[]`).join(" "));
    return formProblem(error, form);
  }
}

function subscriptionIn(form: FormData) {
  const optional = (name: string) => (said(form, name) === "" ? null : numberOf(form, name));
  const chosen = (name: string) => form.getAll(`${name}[]`).map(Number);
  return {
    placeId: said(form, "placeId"),
    record: said(form, "record"),
    supplierId: said(form, "supplierId") || null,
    budgetId: said(form, "budgetId") || null,
    priceFen: said(form, "priceFen") === "" ? 0 : fenIn(form, "priceFen"),
    pattern: {
      // The contract refuses what is none.
      every: said(form, "pattern.every") as "monthly",
      skip: chosen("pattern.skip"),
      weekdays: chosen("pattern.weekdays"),
      holidays: said(form, "pattern.holidays") === "yes",
      number: numberOf(form, "pattern.number"),
      restarts: said(form, "pattern.restarts") === "yes",
      volume: optional("pattern.volume"),
      whole: optional("pattern.whole"),
    },
    daysOff: said(form, "daysOff"),
    startsOn: said(form, "startsOn"),
    endsOn: said(form, "endsOn"),
    grace: numberOf(form, "grace"),
  };
}

type Data = PageProps<typeof loader>["loaderData"];
interface Refused {
  values: Record<string, string>;
  problem: Problem | undefined;
}

// texts: serial.every.*
/** What comes issue by issue: scanned in, the next of each at one press, what is late. */
export default function DeskSerials({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, places, came } = loaderData;
  const t = useText();
  const refusedOf = (what: string): Refused =>
    actionData && (actionData.values.do ?? "") === what ? actionData : { values: {}, problem: undefined };
  const listed = refusedOf("check-in");
  return (
    <ShellDesk title={t("acquiring.way.serials")} section="library">
      <div className="stack">
        <AcquiringTabs current="serials" />
        {came && !actionData && <Notice kind="done" live title={t("serial.came", came)} />}
        {items.some(({ mayCheckIn }) => mayCheckIn) && <Scan items={items} {...refusedOf("scan")} />}
        {listed.problem && (
          <Notice kind="refused" live title={listed.problem.title}>
            {listed.problem.detail}
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("serial.none")}>{t("serial.none.do")}</Empty>
        ) : (
          <Listed items={items} />
        )}
        {places.length > 0 && (
          <Section title={t("serial.subscribe")}>
            <Subscribe data={loaderData} {...refusedOf("subscribe")} />
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

/** The field waits for the next scan. */
function Scan({ items, values, problem }: Refused & Pick<Data, "items">) {
  const t = useText();
  const places = [...new Map(items.map(({ place }) => [place.id, place])).values()];
  return (
    <Form problem={problem} label={t("serial.scan")} scanned>
      <Field
        name="scanned"
        label={t("serial.scan")}
        hint={t("serial.scan.hint")}
        chars={20}
        problem={problem}
        autoFocus
      />
      {places.length > 1 && (
        <Select
          name="at"
          label={t("shelf.place")}
          value={values.at}
          empty={t("serial.anywhere")}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Button name="do" value="scan">
        {t("serial.check-in")}
      </Button>
    </Form>
  );
}

function Listed({ items }: Pick<Data, "items">) {
  const t = useText();
  return (
    <Table
      caption={t("acquiring.way.serials")}
      hideCaption
      columns={[
        { key: "title", label: t("serial.title"), prose: true },
        { key: "every", label: t("serial.every") },
        { key: "place", label: t("shelf.place") },
        { key: "next", label: t("serial.next") },
        { key: "do", label: t("serial.check-in") },
        { key: "late", label: t("serial.late"), prose: true },
        { key: "until", label: t("serial.until") },
      ]}
      rows={items.map(({ next, ...one }) => ({
        key: one.id,
        cells: [
          <a key="title" href={`/desk/acquiring/serials/${one.id}`} dir="auto">
            {one.title}
          </a>,
          t(`serial.every.${one.every}`),
          <bdi key="place">{one.place.name}</bdi>,
          next ? t("serial.next-of", { number: next.number, due: day(next.dueOn) }) : "–",
          next && one.mayCheckIn ? (
            <Form key="do" label={t("serial.check-in-of", { title: one.title, number: next.number })}>
              <input type="hidden" name="id" value={one.id} />
              <input type="hidden" name="year" value={next.year} />
              <input type="hidden" name="number" value={next.number} />
              <Button kind="link" name="do" value="check-in">
                {t("serial.came-no", { number: next.number })}
                <span className="unseen"> {one.title}</span>
              </Button>
            </Form>
          ) : (
            "–"
          ),
          one.late.length > 0
            ? t("serial.late-of", {
                count: one.late.length,
                numbers: one.late.map(({ number }) => number).join("、"),
              })
            : "–",
          t.formats.fullDayText(day(one.endsOn)),
        ],
      }))}
    />
  );
}

// texts: serial.weekday.*
function Subscribe({
  data: { places, suppliers, budgets, year },
  values,
  problem,
}: Refused & { data: Data }) {
  const t = useText();
  return (
    <Form problem={problem} label={t("serial.subscribe")}>
      <Field
        name="record"
        label={t("serial.record")}
        hint={t("serial.record.hint")}
        value={values.record}
        chars={12}
        problem={problem}
      />
      <Select
        name="placeId"
        label={t("shelf.place")}
        value={values.placeId ?? places[0]?.id}
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
        problem={problem}
      />
      <Select
        name="pattern.every"
        label={t("serial.every")}
        value={values["pattern.every"] ?? "monthly"}
        options={frequencies.map((value) => ({ value, label: t(`serial.every.${value}`) }))}
        problem={problem}
      />
      <DateField
        name="startsOn"
        label={t("serial.first-day")}
        hint={t("serial.first-day.hint")}
        value={values.startsOn ?? `${year}-01-01`}
        problem={problem}
      />
      <DateField
        name="endsOn"
        label={t("serial.last-day")}
        value={values.endsOn ?? `${year}-12-31`}
        problem={problem}
      />
      <details open={problem !== undefined}>
        <summary>{t("serial.numbering")}</summary>
        <div className="stack">
          <Field
            name="pattern.number"
            type="number"
            label={t("serial.first-number")}
            value={values["pattern.number"] ?? 1}
            min={1}
            chars={6}
            problem={problem}
          />
          <Tick
            name="pattern.restarts"
            label={t("serial.restarts")}
            checked={problem === undefined || values["pattern.restarts"] === "yes"}
          />
          <Field
            name="pattern.volume"
            type="number"
            label={t("serial.volume")}
            value={values["pattern.volume"]}
            min={1}
            chars={6}
            problem={problem}
            optional
          />
          <Field
            name="pattern.whole"
            type="number"
            label={t("serial.whole")}
            value={values["pattern.whole"]}
            min={1}
            chars={6}
            problem={problem}
            optional
          />
          <Choice
            name="pattern.weekdays"
            many
            inline
            label={t("serial.weekdays")}
            hint={t("serial.weekdays.hint")}
            value={values["pattern.weekdays"]?.split(" ")}
            options={["1", "2", "3", "4", "5", "6", "7"].map((value) => ({
              value,
              label: t(`serial.weekday.${value}`),
            }))}
            problem={problem}
            optional
          />
          <Tick
            name="pattern.holidays"
            label={t("serial.holidays")}
            checked={values["pattern.holidays"] === "yes"}
          />
          <Field
            name="daysOff"
            label={t("serial.days-off")}
            hint={t("serial.days-off.hint")}
            value={values.daysOff}
            lines={3}
            problem={problem}
            optional
          />
          <Choice
            name="pattern.skip"
            many
            inline
            label={t("serial.skip")}
            value={values["pattern.skip"]?.split(" ")}
            options={Array.from({ length: 12 }, (_, n) => ({
              value: `${n + 1}`,
              label: t("serial.month", { month: n + 1 }),
            }))}
            problem={problem}
            optional
          />
          <Field
            name="grace"
            type="number"
            label={t("serial.grace")}
            hint={t("serial.grace.hint")}
            value={values.grace ?? 14}
            min={0}
            max={365}
            chars={4}
            problem={problem}
          />
        </div>
      </details>
      <Field
        name="priceFen"
        label={t("serial.price")}
        hint={t("serial.price.hint")}
        value={values.priceFen}
        inputMode="decimal"
        chars={12}
        problem={problem}
        optional
      />
      <Select
        name="budgetId"
        label={t("order.budget")}
        value={values.budgetId ?? budgets[0]?.id}
        empty={t("order.budget.none")}
        options={budgets.map((one) => ({
          value: one.id,
          label: t("order.budget.of", {
            name: one.name,
            year: String(one.year),
            left: yuanText(t, one.leftFen),
          }),
        }))}
        problem={problem}
      />
      <Select
        name="supplierId"
        label={t("order.supplier")}
        value={values.supplierId}
        empty={t("serial.supplier.none")}
        options={suppliers.map(({ id, name }) => ({ value: id, label: name }))}
        problem={problem}
      />
      <Button name="do" value="subscribe">
        {t("serial.subscribe")}
      </Button>
    </Form>
  );
}
