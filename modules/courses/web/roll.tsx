import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice, Progress } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  askForLesson,
  getRoll,
  type Mark,
  markRoll,
  marks,
  type Roll,
  takeBackRequest,
} from "../teaching/contract.ts";
import { AskPanel } from "./ask-panel.tsx";
import { lessonFrom } from "./lesson-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const roll = await pageOf(context).call(getRoll, { params: { id: params.id ?? "" } });
  const search = new URL(request.url).searchParams;
  return { roll, reason: search.get("reason") ?? "", done: search.get("done") };
}

/** One tap or one scan at a time; the rest at once. A scanner types the code and presses Enter: no script is needed. */
export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const reason = String(form.get("reason") ?? "").trim();
  const why = reason ? { reason } : {};
  const asked = () => redirect(`/teach/lessons/${of.params.id}#request`);
  try {
    switch (form.get("do")) {
      case "substitute": {
        const colleagueId = String(form.get("colleagueId") ?? "") || null;
        await call(askForLesson, { ...of, body: { wants: "substitute", reason, colleagueId } }, keyOf(form));
        return asked();
      }
      case "make-up": {
        const body = { wants: "make-up" as const, reason, ...lessonFrom(form, "", city.zone) };
        await call(askForLesson, { ...of, body }, keyOf(form));
        return asked();
      }
      case "take-back":
        await call(takeBackRequest, of, keyOf(form));
        return asked();
    }
    const scan = form.get("scan")?.toString().trim();
    if (scan !== undefined) {
      const body = { scan, ...why, ...(form.has("documentSeen") && { documentSeen: true }) };
      const { scanned } = await call(markRoll, { ...of, body }, keyOf(form));
      return { scanned };
    }
    const claim = form.get("claim")?.toString();
    // The contract refuses what is no mark.
    const as = String(form.get("mark")) as Mark;
    const { learners } = await call(getRoll, of);
    const wanted = claim
      ? [{ claimId: claim, mark: as }]
      : learners.flatMap(({ claimId, mark }) => (mark === null ? [{ claimId, mark: as }] : []));
    if (wanted.length > 0) await call(markRoll, { ...of, body: { marks: wanted, ...why } }, keyOf(form));
    const search = new URLSearchParams({
      ...(reason && { reason }),
      ...(!claim && { done: "rest" }),
    }).toString();
    return redirect(
      `/teach/lessons/${of.params.id}${search ? `?${search}` : ""}${claim ? `#c-${claim}` : "#roll"}`,
    );
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: roll.mark.*
/** The roll of a lesson: a scanner field, then a tap for each learner. */
export default function RollPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { roll, reason, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const scanned = actionData && "scanned" in actionData ? actionData.scanned : undefined;
  const asking = values.do !== undefined;
  const shows =
    problem?.id === "check-in.document-needed"
      ? roll.learners.find(({ claimId }) => claimId === problem.data?.claimId)
      : undefined;
  const said = values.reason ?? reason;
  const here = `/teach/lessons/${roll.id}`;
  const marked = roll.learners.filter(({ mark }) => mark !== null).length;
  return (
    <ShellPortal title={roll.title} section="courses">
      <div className="stack">
        <Trail label={t("teach.title")} items={[{ href: "/teach", label: t("teach.title") }]} />
        <h1 dir="auto">{roll.title}</h1>
        <p>
          {t.formats.rangeText({ from: moment(roll.startsAt), to: moment(roll.endsAt) })}
          {roll.place && (
            <>
              {" · "}
              <bdi>{roll.place}</bdi>
            </>
          )}
        </p>
        {roll.cancelledBecause && (
          <Notice kind="refused" title={t("lesson.is-cancelled")}>
            {roll.cancelledBecause}
          </Notice>
        )}
        <Progress label={t("roll.marked")} value={marked} max={Math.max(roll.learners.length, 1)} />
        {done === "rest" && !problem && <Notice kind="done" live title={t("roll.done")} />}
        {scanned && (
          <Notice
            kind="done"
            live
            title={t(scanned.already ? "roll.scanned-already" : "roll.scanned", {
              name: scanned.name,
              mark: t(`roll.mark.${scanned.mark}`),
            })}
          />
        )}
        {problem && !asking && !shows && values.scan === undefined && (
          <Notice kind="refused" live title={problem.errors?.[0]?.message ?? problem.title}>
            {problem.errors ? t("roll.why-needed") : problem.detail}
          </Notice>
        )}
      </div>
      {!roll.open && (
        <AskPanel roll={roll} values={asking ? values : {}} problem={asking ? problem : undefined} />
      )}
      {roll.open && roll.learners.length > 0 && (
        <Section title={t("roll.scan")}>
          {shows && (
            <Notice kind="attention" live title={t("roll.look", { name: shows.name })}>
              <Form label={t("roll.look.do")} action={here}>
                <input type="hidden" name="scan" value={values.scan ?? ""} />
                <input type="hidden" name="documentSeen" value="yes" />
                <Button icon="check">{t("roll.look.do")}</Button>
              </Form>
            </Notice>
          )}
          <Form
            problem={!shows && values.scan !== undefined ? problem : undefined}
            label={t("roll.scan")}
            action={here}
            scanned
          >
            <Field name="scan" label={t("roll.scan.label")} hint={t("roll.scan.hint")} autoComplete="off" />
            <Button kind="quiet" icon="scan">
              {t("roll.scan.do")}
            </Button>
          </Form>
        </Section>
      )}
      <Section title={t("roll.title")} note={t("roll.count", { count: roll.learners.length })} id="roll">
        {roll.learners.length === 0 ? (
          <Empty title={t("roll.empty")}>{t("roll.empty.do")}</Empty>
        ) : (
          <div className="stack">
            {!roll.open && !roll.cancelledBecause && <p className="quiet">{t("roll.not-open")}</p>}
            {roll.open && roll.late && (
              <Form method="get" action={here} label={t("roll.why")}>
                <Field name="reason" label={t("roll.why")} hint={t("roll.why-hint")} value={said} />
                <Button kind="quiet">{t("roll.why-do")}</Button>
              </Form>
            )}
            <ul className="plain roll">
              {roll.learners.map((learner) => (
                <Learner key={learner.claimId} learner={learner} open={roll.open} reason={said} here={here} />
              ))}
            </ul>
            {roll.open && marked < roll.learners.length && (
              <Form label={t("roll.rest-present")} action={here}>
                <input type="hidden" name="mark" value="present" />
                {said && <input type="hidden" name="reason" value={said} />}
                <Button>{t("roll.rest-present")}</Button>
              </Form>
            )}
          </div>
        )}
      </Section>
      {roll.open && (
        <AskPanel roll={roll} values={asking ? values : {}} problem={asking ? problem : undefined} />
      )}
    </ShellPortal>
  );
}

function Learner({
  learner,
  open,
  reason,
  here,
}: {
  learner: Roll["learners"][number];
  open: boolean;
  reason: string;
  here: string;
}) {
  const { text: t } = usePage();
  return (
    <li id={`c-${learner.claimId}`} className="roll-row">
      <p>
        <b dir="auto">{learner.name}</b>{" "}
        <span className="quiet small">
          {t("learning.attended-of", { attended: learner.attended, held: learner.lessons })}
        </span>
      </p>
      {open ? (
        <Form label={t("roll.mark-of", { name: learner.name })} action={here}>
          <input type="hidden" name="claim" value={learner.claimId} />
          {reason && <input type="hidden" name="reason" value={reason} />}
          <div className="roll-marks">
            {marks.map((mark) => (
              <button
                key={mark}
                type="submit"
                name="mark"
                value={mark}
                className="button button-quiet"
                aria-pressed={learner.mark === mark}
              >
                {t(`roll.mark.${mark}`)}
                <span className="unseen"> {learner.name}</span>
              </button>
            ))}
          </div>
        </Form>
      ) : (
        learner.mark && <p>{t(`roll.mark.${learner.mark}`)}</p>
      )}
    </li>
  );
}
