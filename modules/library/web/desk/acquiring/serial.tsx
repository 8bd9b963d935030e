import { redirect } from "react-router";
import { ButtonLink } from "#web/kit/button.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import {
  bindIssues,
  checkInIssue,
  endSerial,
  getSerial,
  giveUpIssue,
  renewSerial,
  setDaysOff,
  takeBackIssue,
} from "../../../acquiring/serials/contract.ts";
import type { Refused } from "../fields.tsx";
import { fenIn, yuanText } from "../yuan.ts";
import { Bind, DaysOff, GoOn } from "./serial-forms.tsx";
import { ByNumber, Issues } from "./serial-issues.tsx";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getSerial, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  const of = { params: { id: params.id ?? "" } };
  const which = () => ({ year: numberOf(form, "year"), number: numberOf(form, "number") });
  const what = said(form, "do");
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
        const item = {
          barcode: said(form, "barcode"),
          shelf: said(form, "shelf"),
          callNumber: said(form, "callNumber"),
        };
        const body = { year: numberOf(form, "year"), from: numberOf(form, "from"), to: numberOf(form, "to") };
        const incomplete = said(form, "incomplete") === "yes";
        await call(bindIssues, { ...of, body: { ...body, ...item, incomplete } }, key);
        break;
      }
      case "renew": {
        const body = {
          priceFen: said(form, "priceFen") === "" ? 0 : fenIn(form, "priceFen"),
          budgetId: said(form, "budgetId") || null,
        };
        const { id } = await call(renewSerial, { ...of, body }, key);
        return redirect(`/desk/acquiring/serials/${id}`);
      }
      case "days-off": {
        const body = { holidays: said(form, "holidays") === "yes", daysOff: said(form, "daysOff") };
        await call(setDaysOff, { ...of, body }, key);
        break;
      }
      case "end":
        await call(endSerial, { ...of, body: {} }, key);
        return redirect("/desk/acquiring/serials");
      default:
        throw unknownAct(pageOf(context));
    }
    return redirect(`/desk/acquiring/serials/${of.params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
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
