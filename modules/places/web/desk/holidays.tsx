import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table, Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Tag } from "#web/kit/state.tsx";
import { day as dayOf } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { importHolidays, listHolidays, markHolidayYear, putHolidays, removeHoliday } from "../../contract.ts";
import { DayForm, dayIn, ImportForm, ImportOutcome, importIn } from "./holiday-forms.tsx";
import { type Run, runsOf } from "./holiday-runs.ts";

const doneWords = ["saved", "removed", "marked"];

export async function loader({ context, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const year = searchParams.get("year");
  // What somebody wrote into the address by hand is checked by the operation, which says what is wrong with it.
  const table = await pageOf(context).call(listHolidays, { query: year ? { year: Number(year) } : {} });
  return {
    table,
    one: searchParams.has("one"),
    done: doneWords.find((word) => searchParams.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  const year = Number(typed("year"));
  const home = `/desk/holidays?year=${year}`;
  try {
    switch (typed("do")) {
      case "remove":
        await call(
          removeHoliday,
          { params: { day: typed("from") }, query: { through: typed("through") } },
          keyOf(form),
        );
        return redirect(`${home}&removed`);
      case "mark":
        await call(
          markHolidayYear,
          { params: { year }, body: { announced: typed("announced") === "yes" } },
          keyOf(form),
        );
        return redirect(`${home}&marked`);
      case "import": {
        const outcome = await call(importHolidays, { body: importIn(form) }, keyOf(form));
        return {
          outcome,
          problem: undefined,
          values: { do: "import", text: outcome.faults.length > 0 ? typed("text") : "" },
        };
      }
      default:
        await call(putHolidays, { body: dayIn(form) }, keyOf(form));
        return redirect(`${home}&saved`);
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: place.holidays.done.* place.holidays.kind.* place.holidays.status.* place.weekday.*

/** Days of public rest and make-up workdays, year by year. The city's admin edits, all staff read. */
export default function DeskHolidays({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { table, one, done } = loaderData;
  const { year, announced } = table;
  const mayChange = table.can.includes("change");
  const values: Record<string, string> = actionData?.values ?? {};
  const singly = actionData ? values.do === "put" : one;
  const outcome = actionData && "outcome" in actionData ? actionData.outcome : undefined;
  const years = [...new Set([...table.years, year, year + 1])].sort((a, b) => a - b);
  const home = `/desk/holidays?year=${year}`;
  return (
    <ShellDesk
      title={t("place.holidays.title")}
      section="places"
      actions={
        <ButtonLink kind="quiet" href="/desk/opening-rule">
          {t("place.rule.title")}
        </ButtonLink>
      }
    >
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        <Tabs
          label={t("place.holidays.years")}
          items={years.map((one) => ({
            href: `/desk/holidays?year=${one}`,
            label: t("place.holidays.year", { year: String(one) }),
            current: one === year,
          }))}
        />
        {done && !actionData && <Notice kind="done" live title={t(`place.holidays.done.${done}`)} />}
        {outcome && <ImportOutcome outcome={outcome} />}
        {!announced && (
          <Notice kind="attention" title={t("place.holidays.open-year", { year: String(year) })}>
            {t("place.holidays.open-year.means")}
          </Notice>
        )}
        <Days runs={runsOf(table.days)} year={year} mayChange={mayChange} />
        {mayChange ? (
          <>
            <Form label={t("place.holidays.mark")}>
              <input type="hidden" name="year" value={year} />
              <input type="hidden" name="announced" value={announced ? "no" : "yes"} />
              <Button kind="quiet" name="do" value="mark">
                {t(announced ? "place.holidays.mark-open" : "place.holidays.mark-announced", {
                  year: String(year),
                })}
              </Button>
            </Form>
            <Section title={t("place.holidays.edit")} note={t("place.holidays.edit-note")} id="edit">
              <Tabs
                label={t("place.holidays.edit")}
                items={[
                  { href: `${home}#edit`, label: t("place.holidays.import"), current: !singly },
                  { href: `${home}&one#edit`, label: t("place.holidays.add"), current: singly },
                ]}
              />
              {singly ? (
                <DayForm year={year} values={values} problem={actionData?.problem} />
              ) : (
                <ImportForm year={year} values={values} problem={actionData?.problem} />
              )}
            </Section>
          </>
        ) : (
          <p className="quiet">{t("place.holidays.read-only")}</p>
        )}
      </div>
    </ShellDesk>
  );
}

function Days({ runs, year, mayChange }: { runs: Run[]; year: number; mayChange: boolean }) {
  const t = useText();
  if (runs.length === 0) {
    return (
      <Empty title={t("place.holidays.none", { year: String(year) })}>{t("place.holidays.none.do")}</Empty>
    );
  }
  return (
    <Table
      caption={t("place.holidays.caption", { year: String(year) })}
      columns={[
        { key: "days", label: t("place.holidays.days") },
        { key: "kind", label: t("place.holidays.kind") },
        { key: "source", label: t("place.holidays.source") },
        ...(mayChange ? [{ key: "do", label: t("place.holidays.change") }] : []),
      ]}
      rows={runs.map((run) => {
        const days = t.formats.dayRangeText({ from: dayOf(run.from), through: dayOf(run.through) });
        return {
          key: run.from,
          cells: [
            <span key="days">
              {t(`place.holiday.${run.kind}`, { name: run.name })}
              <br />
              <span className="quiet">{days}</span>
            </span>,
            run.as === null
              ? t("place.holidays.rest-days", { days: run.days })
              : t("place.holidays.like", { day: t(`place.weekday.${run.as}`) }),
            <span key="source">
              <Tag>{t(`place.holidays.status.${run.status}`)}</Tag> <bdi>{run.source}</bdi>
            </span>,
            <Form key="do" label={t("place.desk.exceptions.remove-one", { days })}>
              <input type="hidden" name="year" value={year} />
              <input type="hidden" name="from" value={run.from} />
              <input type="hidden" name="through" value={run.through} />
              <Button kind="link" name="do" value="remove">
                {t("place.desk.exceptions.remove")}
              </Button>
            </Form>,
          ],
        };
      })}
    />
  );
}
