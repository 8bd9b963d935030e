import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice, Progress } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
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
  return { roll, done: search.has("done") ? Number(search.get("done")) : null };
}

/** All marks go at once, and with them a scanned pass: a scanner types the code and presses Enter. No script is needed. */
export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const reason = said(form, "reason");
  const back = (rest: string) => redirect(`/teach/lessons/${of.params.id}${rest}`);
  try {
    switch (form.get("do")) {
      case "substitute": {
        const colleagueId = said(form, "colleagueId") || null;
        await call(askForLesson, { ...of, body: { wants: "substitute", reason, colleagueId } }, keyOf(form));
        return back("#request");
      }
      case "make-up": {
        const body = { wants: "make-up" as const, reason, ...lessonFrom(form, "", city.zone) };
        await call(askForLesson, { ...of, body }, keyOf(form));
        return back("#request");
      }
      case "take-back":
        await call(takeBackRequest, of, keyOf(form));
        return back("#request");
    }
    const chosen = marksFrom(form);
    const scan = said(form, "scan");
    const body = {
      ...(chosen.length > 0 && { marks: chosen }),
      ...(scan && { scan }),
      ...(form.has("documentSeen") && { documentSeen: true }),
      ...(reason && { reason }),
    };
    const { changed, scanned } = await call(markRoll, { ...of, body }, keyOf(form));
    return scanned ? { scanned } : back(`?done=${changed}#roll`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** What was chosen now: what somebody else marked meanwhile stays. The rest are present where that was pressed. */
function marksFrom(form: FormData): { claimId: string; mark: Mark }[] {
  return [...form.keys()].flatMap((name) => {
    if (!name.startsWith("was.")) return [];
    const claimId = name.slice("was.".length);
    const chosen = said(form, `mark.${claimId}`) || (form.get("do") === "rest" ? "present" : "");
    // The contract refuses what is no mark.
    return chosen && chosen !== form.get(name) ? [{ claimId, mark: chosen as Mark }] : [];
  });
}

// texts: roll.mark.*
/** The roll of a lesson: a scanner field, then a tap for each learner, saved together. */
export default function RollPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { roll, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const scanned = actionData && "scanned" in actionData ? actionData.scanned : undefined;
  const asking = ["substitute", "make-up", "take-back"].includes(values.do ?? "");
  const shows =
    problem?.id === "check-in.document-needed"
      ? roll.learners.find(({ claimId }) => claimId === problem.data?.claimId)
      : undefined;
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
        {done !== null && !problem && !scanned && (
          <Notice kind="done" live title={t("roll.done", { count: done })} />
        )}
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
        {shows && (
          <Notice kind="attention" live title={t("roll.look", { name: shows.name })}>
            <Form label={t("roll.look.do")} action={here}>
              {Object.entries(values).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <input type="hidden" name="documentSeen" value="yes" />
              <Button icon="check">{t("roll.look.do")}</Button>
            </Form>
          </Notice>
        )}
      </div>
      {!roll.open && (
        <AskPanel roll={roll} values={asking ? values : {}} problem={asking ? problem : undefined} />
      )}
      <Section title={t("roll.title")} note={t("roll.count", { count: roll.learners.length })} id="roll">
        {roll.learners.length === 0 ? (
          <Empty title={t("roll.empty")}>{t("roll.empty.do")}</Empty>
        ) : roll.open ? (
          <Taking roll={roll} values={asking ? {} : values} problem={asking || shows ? undefined : problem} />
        ) : (
          <div className="stack">
            {!roll.cancelledBecause && <p className="quiet">{t("roll.not-open")}</p>}
            <ul className="plain">
              {roll.learners.map((learner) => (
                <li key={learner.claimId} className="roll-row">
                  <Name learner={learner} />
                  {learner.mark && <span>{t(`roll.mark.${learner.mark}`)}</span>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Section>
      {roll.open && (
        <AskPanel roll={roll} values={asking ? values : {}} problem={asking ? problem : undefined} />
      )}
    </ShellPortal>
  );
}

type Learner = Roll["learners"][number];

function Name({ learner }: { learner: Learner }) {
  const { text: t } = usePage();
  return (
    <p id={`n-${learner.claimId}`}>
      <b dir="auto">{learner.name}</b>{" "}
      {learner.lessons > 0 && (
        <span className="quiet small">
          {t("learning.attended-of", { attended: learner.attended, held: learner.lessons })}
        </span>
      )}
    </p>
  );
}

/** One form for all: a pass that is scanned, a mark for each, and why where the day is over. */
function Taking({
  roll,
  values,
  problem,
}: {
  roll: Roll;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const missing = roll.learners.some(({ mark }) => mark === null);
  return (
    <Form problem={problem} label={t("roll.title")} action={`/teach/lessons/${roll.id}`} scanned>
      <Field
        name="scan"
        label={t("roll.scan.label")}
        hint={t("roll.scan.hint")}
        autoComplete="off"
        problem={problem}
        optional
      />
      <Button kind="quiet" icon="scan" name="do" value="scan">
        {t("roll.scan.do")}
      </Button>
      {roll.late && (
        <Field
          name="reason"
          label={t("roll.why")}
          hint={t("roll.why-hint")}
          value={values.reason}
          problem={problem}
        />
      )}
      <div>
        {roll.learners.map((learner) => (
          <Marks
            key={learner.claimId}
            learner={learner}
            chosen={values[`mark.${learner.claimId}`] ?? learner.mark ?? ""}
          />
        ))}
      </div>
      <p className="actions">
        <Button name="do" value="save">
          {t("roll.save")}
        </Button>
        {missing && (
          <Button kind="quiet" name="do" value="rest">
            {t("roll.rest-present")}
          </Button>
        )}
      </p>
    </Form>
  );
}

function Marks({ learner, chosen }: { learner: Learner; chosen: string }) {
  const { text: t } = usePage();
  const { claimId } = learner;
  return (
    <div className="roll-row" role="radiogroup" aria-labelledby={`n-${claimId}`}>
      <Name learner={learner} />
      <input type="hidden" name={`was.${claimId}`} value={learner.mark ?? ""} />
      <div className="roll-marks">
        {marks.map((mark) => (
          <label key={mark} className="roll-mark">
            <input type="radio" name={`mark.${claimId}`} value={mark} defaultChecked={mark === chosen} />
            <span>{t(`roll.mark.${mark}`)}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
