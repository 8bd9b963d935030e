import { Fragment } from "react";
import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
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
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { yuanOf } from "../../../acquiring/orders/contract.ts";
import {
  bindIssues,
  checkInIssue,
  endSerial,
  getSerial,
  giveUpIssue,
  rangesOf,
  renewSerial,
  setDaysOff,
  takeBackIssue,
} from "../../../acquiring/serials/contract.ts";
import { fenIn, yuanText } from "../yuan.ts";
import { useIssueName } from "./issue-name.ts";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getSerial, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const said = (name: string) => String(form.get(name) ?? "").trim();
  const key = keyOf(form);
  const of = { params: { id: params.id ?? "" } };
  const which = () => ({ year: numberOf(form, "year"), number: numberOf(form, "number") });
  const what = said("do");
  try {
    switch (what) {
      case "check-in":
        await call(checkInIssue, { ...of, body: which() }, key);
        break;
      case "claimed":
      case "missing":
        await call(giveUpIssue, { ...of, body: { ...which(), state: what } }, key);
        break;
      case "take-back":
        await call(takeBackIssue, { ...of, body: which() }, key);
        break;
      case "bind": {
        const item = { barcode: said("barcode"), shelf: said("shelf"), callNumber: said("callNumber") };
        const body = { year: numberOf(form, "year"), from: numberOf(form, "from"), to: numberOf(form, "to") };
        const incomplete = said("incomplete") === "yes";
        await call(bindIssues, { ...of, body: { ...body, ...item, incomplete } }, key);
        break;
      }
      case "renew": {
        const body = {
          priceFen: said("priceFen") === "" ? 0 : fenIn(form, "priceFen"),
          budgetId: said("budgetId") || null,
        };
        const { id } = await call(renewSerial, { ...of, body }, key);
        return redirect(`/desk/acquiring/serials/${id}`);
      }
      case "days-off": {
        const body = { holidays: said("holidays") === "yes", daysOff: said("daysOff") };
        await call(setDaysOff, { ...of, body }, key);
        break;
      }
      default:
        await call(endSerial, { ...of, body: {} }, key);
        return redirect("/desk/acquiring/serials");
    }
    return redirect(`/desk/acquiring/serials/${of.params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Serial = AnswerOf<typeof getSerial>;
type Issue = Serial["issues"][number];
interface Refused {
  values: Record<string, string>;
  problem: Problem | undefined;
}

// texts: serial.every.*
/** A subscription: each issue, what may be said of it; the next year; bound volumes. */
export default function DeskSerial({
  loaderData: serial,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const refusedOf = (...whats: string[]): Refused =>
    actionData && whats.includes(actionData.values.do ?? "")
      ? actionData
      : { values: {}, problem: undefined };
  const issue = refusedOf("check-in", "claimed", "missing", "take-back");
  const isIrregular = serial.every === "irregular";
  return (
    <ShellDesk title={serial.title} section="library" organisation={serial.organisation.name}>
      <div className="stack">
        <Trail
          label={t("acquiring.title")}
          items={[{ href: "/desk/acquiring/serials", label: t("acquiring.way.serials") }]}
        />
        <Facts
          items={[
            { term: t("serial.every"), value: t(`serial.every.${serial.every}`) },
            { term: t("shelf.place"), value: <bdi>{serial.place.name}</bdi> },
            {
              term: t("serial.period"),
              value: t.formats.dayRangeText({ from: day(serial.startsOn), through: day(serial.endsOn) }),
            },
            { term: t("order.supplier"), value: <bdi>{serial.supplier ?? "–"}</bdi> },
            { term: t("serial.price"), value: yuanText(t, serial.priceFen) },
            {
              term: t("wish.in-catalogue"),
              value: <a href={`/catalogue/${serial.record}#issues`}>{serial.record}</a>,
            },
            ...(serial.follower
              ? [
                  {
                    term: t("serial.follower"),
                    value: (
                      <a href={`/desk/acquiring/serials/${serial.follower.id}`}>
                        {t.formats.dayRangeText({
                          from: day(serial.follower.startsOn),
                          through: day(serial.follower.endsOn),
                        })}
                      </a>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {issue.problem && !isIrregular && (
          <Notice kind="refused" live title={issue.problem.title}>
            {issue.problem.detail}
          </Notice>
        )}
        <Issues serial={serial} />
        {serial.issues.some(({ state }) => state === "late" || state === "claimed") && (
          <p>
            <ButtonLink kind="quiet" icon="print" href={`/desk/acquiring/serials/${serial.id}/claim`}>
              {t("serial.letter")}
            </ButtonLink>
          </p>
        )}
        {isIrregular && serial.can.includes("check-in") && <ByNumber {...issue} />}
        {serial.can.includes("days-off") && !isIrregular && (
          <DaysOff serial={serial} {...refusedOf("days-off")} />
        )}
        {serial.can.includes("bind") && <Bind serial={serial} {...refusedOf("bind")} />}
        {serial.can.includes("end") && <GoOn serial={serial} {...refusedOf("renew", "end")} />}
      </div>
    </ShellDesk>
  );
}

/** More are told month by month, the one that is waited for open. */
const mostTogether = 60;

function Issues({ serial }: { serial: Serial }) {
  const t = useText();
  if (serial.issues.length === 0)
    return <Empty title={t("serial.no-issues")}>{t("serial.no-issues.do")}</Empty>;
  if (serial.issues.length <= mostTogether) return <Listed serial={serial} issues={serial.issues} />;
  const monthOf = ({ dueOn }: Issue) => dueOn.slice(0, 7);
  const waited = serial.issues.find(({ state }) => state !== "arrived" && state !== "missing");
  return [...Map.groupBy(serial.issues, monthOf)].map(([month, issues]) => {
    const first = day(`${month}-01`);
    const come = issues.filter(({ state }) => state === "arrived").length;
    return (
      <details key={month} open={waited !== undefined && monthOf(waited) === month}>
        <summary>
          {t("serial.month-of", {
            month: t.formats.monthRangeText({ from: first, through: first }),
            come,
            all: issues.length,
          })}
        </summary>
        <Listed serial={serial} issues={issues} />
      </details>
    );
  });
}

// texts: serial.state.*
function Listed({ serial, issues }: { serial: Serial; issues: Issue[] }) {
  const t = useText();
  const nameOf = useIssueName();
  const acts = serial.can.includes("check-in") || serial.can.includes("claim");
  return (
    <Table
      caption={t("serial.issues")}
      hideCaption
      columns={[
        { key: "number", label: t("serial.issue") },
        { key: "due", label: t("order.due") },
        { key: "state", label: t("batch.state") },
        ...(acts ? [{ key: "do", label: t("weeding.change") }] : []),
      ]}
      rows={issues.map((one) => ({
        key: `${one.year} ${one.number}`,
        cells: [
          nameOf(one),
          t.formats.fullDayText(day(one.dueOn)),
          one.item === null ? (
            t(`serial.state.${one.state}`)
          ) : (
            <a key="state" href={`/desk/catalogue/items/${one.item}`}>
              {t("serial.bound-in")}
            </a>
          ),
          ...(acts ? [<Acts key="do" serial={serial} issue={one} />] : []),
        ],
      }))}
    />
  );
}

/** What may be said of an issue as it stands. */
function Acts({ serial: { can }, issue }: { serial: Serial; issue: Issue }) {
  const t = useText();
  const name = useIssueName()(issue);
  const open = issue.state !== "arrived";
  const mine = [
    ...(can.includes("check-in") && open ? (["check-in"] as const) : []),
    ...(can.includes("claim") && issue.state === "late" ? (["claimed"] as const) : []),
    ...(can.includes("claim") && (issue.state === "late" || issue.state === "claimed")
      ? (["missing"] as const)
      : []),
    ...(can.includes("check-in") &&
    issue.item === null &&
    ["arrived", "claimed", "missing"].includes(issue.state)
      ? (["take-back"] as const)
      : []),
  ];
  if (mine.length === 0) return "–";
  return (
    <Form label={name}>
      <input type="hidden" name="year" value={issue.year} />
      <input type="hidden" name="number" value={issue.number} />
      <span>
        {mine.map((what) => (
          <Fragment key={what}>
            <Button kind="link" name="do" value={what}>
              {t(`serial.do.${what}`)}
              <span className="unseen"> {name}</span>
            </Button>{" "}
          </Fragment>
        ))}
      </span>
    </Form>
  );
}

// texts: serial.do.*
function ByNumber({ values, problem }: Refused) {
  const t = useText();
  return (
    <Section title={t("serial.check-in")}>
      <Form problem={problem} label={t("serial.check-in")}>
        <Field
          name="year"
          type="number"
          label={t("budget.year")}
          value={values.year}
          chars={4}
          problem={problem}
        />
        <Field
          name="number"
          type="number"
          label={t("serial.issue")}
          value={values.number}
          min={1}
          chars={6}
          problem={problem}
        />
        <Button name="do" value="check-in">
          {t("serial.check-in")}
        </Button>
      </Form>
    </Section>
  );
}

function DaysOff({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("serial.days-off.set")}</summary>
      <Form problem={problem} label={t("serial.days-off.set")}>
        <Tick
          name="holidays"
          label={t("serial.holidays")}
          checked={problem ? values.holidays === "yes" : serial.holidays}
        />
        <Field
          name="daysOff"
          label={t("serial.days-off")}
          hint={t("serial.days-off.hint")}
          value={values.daysOff ?? serial.daysOff}
          lines={5}
          problem={problem}
          optional
        />
        <Button name="do" value="days-off">
          {t("serial.days-off.set")}
        </Button>
      </Form>
    </details>
  );
}

function Bind({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  const loose = serial.issues.filter(({ state, item }) => state === "arrived" && item === null);
  const first = loose[0];
  // A year at a time.
  const last = loose.findLast(({ year }) => year === first?.year);
  const lacking = serial.issues
    .filter(({ year, state }) => year === first?.year && state !== "arrived")
    .map(({ number }) => number)
    .filter((number) => first && last && number > first.number && number < last.number);
  return (
    <details open={problem !== undefined}>
      <summary>{t("serial.bind")}</summary>
      <Form problem={problem} label={t("serial.bind")}>
        {lacking.length > 0 && (
          <p>{t("serial.bind.lacks", { year: `${first?.year}`, numbers: rangesOf(lacking) })}</p>
        )}
        <Field
          name="year"
          type="number"
          label={t("budget.year")}
          value={values.year ?? first?.year}
          chars={4}
          problem={problem}
        />
        <Field
          name="from"
          type="number"
          label={t("serial.bind.from")}
          value={values.from ?? first?.number}
          min={1}
          chars={6}
          problem={problem}
        />
        <Field
          name="to"
          type="number"
          label={t("serial.bind.to")}
          value={values.to ?? last?.number}
          min={1}
          chars={6}
          problem={problem}
        />
        <Field name="barcode" label={t("item.barcode")} value={values.barcode} chars={20} problem={problem} />
        <Field
          name="shelf"
          label={t("shelf.shelf")}
          value={values.shelf}
          chars={20}
          problem={problem}
          optional
        />
        <Field
          name="callNumber"
          label={t("item.call-number")}
          value={values.callNumber}
          chars={20}
          problem={problem}
          optional
        />
        {(lacking.length > 0 || problem?.id === "serial.lacks") && (
          <Tick name="incomplete" label={t("serial.bind.incomplete")} checked={values.incomplete === "yes"} />
        )}
        <Button name="do" value="bind">
          {t("serial.bind")}
        </Button>
      </Form>
    </details>
  );
}

/** Once it is renewed it can only end. */
function GoOn({ serial, values, problem }: Refused & { serial: Serial }) {
  const t = useText();
  const end = (
    <Button kind="refuse" name="do" value="end">
      {t("serial.end")}
    </Button>
  );
  if (!serial.can.includes("renew"))
    return (
      <Form problem={problem} label={t("serial.end")}>
        {end}
      </Form>
    );
  return (
    <details open={problem !== undefined}>
      <summary>{t("serial.renew")}</summary>
      <Form problem={problem} label={t("serial.renew")}>
        <p className="quiet">{t("serial.renew.note")}</p>
        <Field
          name="priceFen"
          label={t("serial.price")}
          value={values.priceFen ?? yuanOf(serial.priceFen)}
          inputMode="decimal"
          chars={12}
          problem={problem}
          optional
        />
        <Select
          name="budgetId"
          label={t("order.budget")}
          value={values.budgetId ?? serial.budgets[0]?.id}
          empty={t("order.budget.none")}
          options={serial.budgets.map((one) => ({
            value: one.id,
            label: t("order.budget.of", {
              name: one.name,
              year: String(one.year),
              left: yuanText(t, one.leftFen),
            }),
          }))}
          problem={problem}
        />
        <div className="actions">
          <Button name="do" value="renew">
            {t("serial.renew")}
          </Button>
          {end}
        </div>
      </Form>
    </details>
  );
}
