import { Fragment } from "react";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import { SectionForm } from "#web/titled-form.tsx";
import type { getSerial } from "../../../acquiring/serials/contract.ts";
import type { Refused } from "../fields.tsx";
import { useIssueName } from "./issue-name.ts";

type Serial = AnswerOf<typeof getSerial>;
type Issue = Serial["issues"][number];

/** More are told month by month, the one that is waited for open. */
const mostTogether = 60;

export function Issues({ serial }: { serial: Serial }) {
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
          ...(acts ? [<Acts key="do" issue={one} />] : []),
        ],
      }))}
    />
  );
}

/** What may be said of an issue as it stands. */
function Acts({ issue }: { issue: Issue }) {
  const t = useText();
  const name = useIssueName()(issue);
  if (issue.can.length === 0) return "–";
  return (
    <Form label={name}>
      <input type="hidden" name="year" value={issue.year} />
      <input type="hidden" name="number" value={issue.number} />
      <span>
        {issue.can.map((what) => (
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
export function ByNumber({ values, problem }: Refused) {
  const t = useText();
  return (
    <SectionForm title={t("serial.check-in")} does="check-in" problem={problem}>
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
    </SectionForm>
  );
}
