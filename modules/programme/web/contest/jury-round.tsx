import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
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
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { declareConflict, giveScore, juryRound } from "../../contest/jury/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams;
  const after = asked.get("after");
  const query = { ...(after && { after }) };
  const round = await pageOf(context).call(juryRound, { params: { id: params.id ?? "" }, query });
  return { round, done: asked.get("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "", entry: said(form, "entry") } };
  const aside = form.get("do") === "aside";
  try {
    if (aside) await call(declareConflict, { ...of, body: {} }, keyOf(form));
    else {
      const reason = said(form, "reason");
      const count = [...form.keys()].filter((name) => name.startsWith("points.")).length;
      const points = Array.from({ length: count }, (_, at) => numberOf(form, `points.${at}`));
      await call(giveScore, { ...of, body: { points, ...(reason && { reason }) } }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  const after = new URL(request.url).searchParams.get("after");
  const to = new URLSearchParams({ ...(after && { after }), done: aside ? "aside" : "scored" });
  return redirect(`/jury/${params.id}?${to}`);
}

type Round = AnswerOf<typeof juryRound>;

// texts: contest.stage.* jury.done.*
/** A juror's phone: each entry with its criteria, one press to give the points, one way to stand aside. */
export default function JuryRound({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { round, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const title = t("jury.round", { contest: round.contest, category: round.category });
  return (
    <ShellPortal title={title} section="my">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("jury.title")} items={[{ href: "/jury", label: t("jury.title") }]} />
          <h1>{title}</h1>
          <p>
            {t(`contest.stage.${round.stage}`)} · {t("jury.progress", { given: round.done, of: round.total })}
          </p>
        </header>
        {done && !problem && <Notice kind="done" live title={t(`jury.done.${done}`)} />}
        {!round.open && <Notice title={t("jury.closed")} />}
        {round.total === 0 && <Empty title={t("jury.empty")}>{t("jury.empty.do")}</Empty>}
        <ol className="plain stack-wide">
          {round.entries.map((entry) => (
            <Entry
              key={entry.id}
              round={round}
              entry={entry}
              tried={values.entry === entry.id ? { problem, values } : { problem: undefined, values: {} }}
            />
          ))}
        </ol>
        {round.next && (
          <p>
            <a href={`/jury/${round.id}?after=${round.next}`}>{t("contest.more-entries")}</a>
          </p>
        )}
      </div>
    </ShellPortal>
  );
}

interface EntryProps {
  round: Round;
  entry: Round["entries"][number];
  tried: { problem: Problem | undefined; values: Record<string, string> };
}

function Entry({ round, entry, tried: { problem, values } }: EntryProps) {
  const { text: t } = usePage();
  const name = t("contest.numbered", { number: entry.number, title: entry.title });
  return (
    <li className="card stack-tight" id={`entry-${entry.number}`}>
      <h2 className="song" dir="auto">
        {name}
      </h2>
      <p className="quiet" dir="auto">
        {entry.people.map((person) => (
          <bdi key={person}>{person} </bdi>
        ))}
      </p>
      {entry.description && <p dir="auto">{entry.description}</p>}
      {entry.link && (
        <p>
          <a href={entry.link} rel="noreferrer">
            {t("contest.open-work")}
          </a>
        </p>
      )}
      {entry.conflict ? (
        <State kind="closed">{t("jury.stood-aside")}</State>
      ) : (
        <>
          {entry.points && (
            <p>
              <State kind="open">{t("jury.given")}</State>{" "}
              {round.criteria.map(({ name: criterion }, at) => (
                <span key={criterion}>
                  <bdi>{criterion}</bdi> {entry.points?.[at]}{" "}
                </span>
              ))}
            </p>
          )}
          {round.open && (
            <>
              <details open={entry.points === null || problem !== undefined}>
                <summary>{t(entry.points ? "jury.change" : "jury.give")}</summary>
                <Points
                  round={round}
                  entry={entry}
                  tried={{ problem: values.do === "aside" ? undefined : problem, values }}
                />
              </details>
              <details>
                <summary>{t("jury.aside")}</summary>
                <Form label={t("jury.aside-one", { name })}>
                  <input type="hidden" name="do" value="aside" />
                  <input type="hidden" name="entry" value={entry.id} />
                  <p>{t("jury.aside-sure")}</p>
                  <Button kind="refuse">{t("jury.aside")}</Button>
                </Form>
              </details>
            </>
          )}
        </>
      )}
    </li>
  );
}

function Points({ round, entry, tried: { problem, values } }: EntryProps) {
  const { text: t } = usePage();
  return (
    <Form label={t("jury.points-of", { number: entry.number })} problem={problem}>
      <input type="hidden" name="entry" value={entry.id} />
      {round.criteria.map((criterion, at) => (
        <Field
          key={criterion.name}
          name={`points.${at}`}
          type="number"
          inputMode="decimal"
          min={0}
          max={10}
          step={0.01}
          chars={6}
          label={t("jury.criterion", { name: criterion.name, weight: criterion.weight })}
          value={values[`points.${at}`] ?? entry.points?.[at]}
          problem={problem}
        />
      ))}
      {entry.points && (
        <Field name="reason" label={t("jury.reason")} value={values.reason} problem={problem} />
      )}
      <Button>{t(entry.points ? "jury.change" : "jury.give")}</Button>
    </Form>
  );
}
