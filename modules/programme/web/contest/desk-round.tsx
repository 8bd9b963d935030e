import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm, SectionForm } from "#web/titled-form.tsx";
import { awards, outcomes } from "../../contest/contract.ts";
import { deskRound, enterResults, publishResults, retractResults } from "../../contest/desk/contract.ts";
import { resultsFrom } from "./contest-form.ts";
import { shownValue } from "./measure.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const round = await pageOf(context).call(deskRound, { params: { id: params.id ?? "" } });
  return { round, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const what = said(form, "do");
  try {
    if (what === "publish") {
      const body = { version: numberOf(form, "version") };
      await call(publishResults, { ...of, body }, keyOf(form));
    } else if (what === "retract")
      await call(retractResults, { ...of, body: { reason: reasonFrom(form, what) } }, keyOf(form));
    else await call(enterResults, { ...of, body: resultsFrom(form) }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/contest-rounds/${params.id}?done=${what}`);
}

type Round = AnswerOf<typeof deskRound>;

// texts: contest.stage.* contest.round.* contest.round-done.*
/** A round at the desk: results are entered by one, looked at and made public by another. */
export default function DeskRound({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { round, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const of = (what: string): Tried =>
    values.do === what ? { problem, values } : { problem: undefined, values: {} };
  return (
    <ShellDesk
      title={t("contest.round-title", { category: round.category, stage: t(`contest.stage.${round.stage}`) })}
      section="events"
    >
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${round.event.id}/contest`, label: round.event.title },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t(`contest.round-done.${done}`)} />}
        <p>{t(`contest.round.${round.state}`)}</p>
        {round.lacking > 0 && (
          <Notice kind="attention" title={t("contest.lacking", { count: round.lacking })}>
            {t("contest.lacking-do")}
          </Notice>
        )}
        {round.state !== "open" && <Results round={round} />}
        {round.can.includes("publish") && (
          <Form label={t("contest.publish")} problem={of("publish").problem}>
            <input type="hidden" name="do" value="publish" />
            <input type="hidden" name="version" value={round.version} />
            <p>{t("contest.publish-means")}</p>
            <Button>{t("contest.publish")}</Button>
          </Form>
        )}
        {round.state === "entered" && !round.can.includes("publish") && (
          <Notice title={t("contest.publish-other")} />
        )}
        {round.can.includes("retract") && <Retract tried={of("retract")} />}
        {round.rows.length === 0 && (
          <Empty title={t("contest.round-empty")}>{t("contest.round-empty.do")}</Empty>
        )}
        {round.can.includes("enter") && round.rows.length > 0 && (
          <EnterForm round={round} tried={of("enter")} />
        )}
      </div>
    </ShellDesk>
  );
}

// texts: contest.outcome.* contest.award.*
function Results({ round }: { round: Round }) {
  const { text: t } = usePage();
  return (
    <Section title={t("contest.results")}>
      <Table
        caption={t("contest.results")}
        hideCaption
        columns={[
          { key: "place", label: t("contest.place"), numeric: true },
          { key: "entry", label: t("contest.entry-title") },
          { key: "who", label: t("contest.shown-as") },
          { key: "value", label: t("contest.value"), numeric: true },
          { key: "award", label: t("contest.outcome") },
        ]}
        rows={round.rows.map(({ entryId, number, title, name, result }) => ({
          key: entryId,
          cells: [
            result?.place ?? "–",
            t("contest.numbered", { number, title }),
            name ?? t("contest.number", { number }),
            !result
              ? "–"
              : result.value === null
                ? t(`contest.outcome.${result.status}`)
                : shownValue(round.unit, result.value),
            result?.award
              ? t(`contest.award.${result.award}`)
              : result?.advances
                ? t("contest.goes-on")
                : (result?.reason ?? ""),
          ],
        }))}
      />
      {round.awardsReason && <p dir="auto">{t("contest.awards-because", { reason: round.awardsReason })}</p>}
    </Section>
  );
}

function EnterForm({ round, tried: { problem, values } }: { round: Round; tried: Tried }) {
  const { text: t } = usePage();
  const typed = values.do === "enter";
  return (
    <SectionForm title={t("contest.enter-results")} problem={problemOfReason(problem, "enter")}>
      <input type="hidden" name="do" value="enter" />
      {round.rule !== null && <p>{t("contest.worked-out")}</p>}
      {round.rows.map(({ entryId, number, title, result }, at) => {
        const field = (name: string, was: string) => {
          const full = `rows.${at}.${name}`;
          return { name: full, value: typed ? (values[full] ?? "") : was, problem };
        };
        return (
          <fieldset className="field" key={entryId}>
            <legend className="label">{t("contest.numbered", { number, title })}</legend>
            <input type="hidden" name={`rows.${at}.entryId`} value={entryId} />
            <div className="row">
              <Select
                {...field("status", result?.status ?? "ok")}
                label={t("contest.took-part")}
                options={outcomes.map((value) => ({ value, label: t(`contest.outcome.${value}`) }))}
              />
              {round.rule === null && (
                <Field
                  {...field(
                    "value",
                    result?.value == null
                      ? ""
                      : shownValue(round.unit === "time" ? "time" : null, result.value).replace(" s", ""),
                  )}
                  label={t("contest.value")}
                  chars={12}
                  optional
                />
              )}
              <Select
                {...field("award", result?.award ?? "")}
                label={t("contest.award")}
                empty={t("contest.no-award")}
                options={awards.map((value) => ({ value, label: t(`contest.award.${value}`) }))}
                optional
              />
              <Field
                {...field("reason", result?.reason ?? "")}
                label={t("contest.dsq-reason")}
                hint={t("contest.dsq-reason-hint")}
                optional
              />
              {!round.last && (
                <Tick
                  name={`rows.${at}.advances`}
                  label={t("contest.goes-on")}
                  checked={typed ? `rows.${at}.advances` in values : (result?.advances ?? false)}
                />
              )}
            </div>
          </fieldset>
        );
      })}
      <Field
        name="reason.enter"
        label={t("contest.awards-reason")}
        hint={t("contest.awards-reason-hint")}
        value={typed ? values["reason.enter"] : (round.awardsReason ?? "")}
        problem={problemOfReason(problem, "enter")}
        optional
      />
    </SectionForm>
  );
}

function Retract({ tried }: { tried: Tried }) {
  const { text: t } = usePage();
  const problem = problemOfReason(tried.problem, "retract");
  return (
    <FoldedForm title={t("contest.retract")} problem={problem}>
      <input type="hidden" name="do" value="retract" />
      <ReasonField
        of="retract"
        hint={t("publishing.reason.kept")}
        value={tried.values["reason.retract"]}
        problem={problem}
      />
      <Button kind="refuse">{t("contest.retract")}</Button>
    </FoldedForm>
  );
}
