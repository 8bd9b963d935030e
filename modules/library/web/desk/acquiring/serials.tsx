import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { getMoney } from "../../../acquiring/orders/contract.ts";
import { checkInIssue, listSerials, scanIssue, subscribe } from "../../../acquiring/serials/contract.ts";
import type { Refused } from "../fields.tsx";
import { AcquiringTabs } from "./acquiring-tabs.tsx";
import { Subscribe, subscriptionIn } from "./subscribe.tsx";

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

type Data = PageProps<typeof loader>["loaderData"];

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
        <Serials items={items} />
        {places.length > 0 && <Subscribe {...loaderData} {...refusedOf("subscribe")} />}
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
          options={optionsOf(places)}
        />
      )}
      <Button name="do" value="scan">
        {t("serial.check-in")}
      </Button>
    </Form>
  );
}

function Serials({ items }: Pick<Data, "items">) {
  const t = useText();
  return (
    <Listed
      caption={t("acquiring.way.serials")}
      none={{ title: t("serial.none"), do: t("serial.none.do") }}
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
