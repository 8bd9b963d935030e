import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
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
import { usePage, useWhom } from "#web/text.tsx";
import { type EntryState, joinTeam, leaveEntry, myEntries } from "../../contest/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { items } = await pageOf(context).call(myEntries, {});
  return { items, done: new URL(request.url).searchParams.get("done") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (form.get("do") === "join") {
      const body = { code: said(form, "code"), agrees: form.has("agrees") };
      await call(joinTeam, { body }, keyOf(form));
      return redirect("/my/entries?done=joined");
    }
    await call(
      leaveEntry,
      { params: { id: said(form, "entry") }, body: { whole: form.has("whole") } },
      keyOf(form),
    );
    return redirect("/my/entries?done=left");
  } catch (error) {
    // The code opens no door: it is asked for again with the letter that was wrong.
    return formProblem(error, form, "names");
  }
}

type Entry = AnswerOf<typeof myEntries>["items"][number];
const kinds: Record<EntryState, StateKind> = {
  submitted: "soon",
  accepted: "open",
  refused: "refused",
  withdrawn: "closed",
};

// texts: contest.done.*
/** What somebody has entered, the code for their team, the way out; and joining the team of somebody else. */
export default function MyEntries({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { items, done } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellPortal title={t("contest.mine")} section="my">
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("contest.mine")} items={[{ href: "/my", label: t("contest.back-to-my") }]} />
          <h1>{whom.acts ? t("contest.mine-of", whom) : t("contest.mine")}</h1>
        </header>
        {done && !problem && <Notice kind="done" live title={t(`contest.done.${done}`)} />}
        {items.length === 0 ? (
          <Empty title={t("contest.none")}>
            <a href="/events?kind=contest">{t("contest.none.do")}</a>
          </Empty>
        ) : (
          <ul className="plain stack-wide">
            {items.map((entry) => (
              <OneEntry
                key={entry.id}
                entry={entry}
                problem={values.entry === entry.id ? problem : undefined}
              />
            ))}
          </ul>
        )}
        <Section title={t("contest.join")}>
          <Form label={t("contest.join")} problem={values.do === "join" ? problem : undefined}>
            <input type="hidden" name="do" value="join" />
            <Field
              name="code"
              label={t("contest.code")}
              hint={t("contest.code-hint")}
              chars={20}
              autoComplete="off"
              value={values.code}
              problem={values.do === "join" ? problem : undefined}
            />
            <Tick
              name="agrees"
              label={t("contest.agrees")}
              problem={values.do === "join" ? problem : undefined}
            />
            <Button kind="quiet">{t("contest.join-do")}</Button>
          </Form>
        </Section>
        <p>
          <a href="/jury">{t("jury.way")}</a>
        </p>
      </div>
    </ShellPortal>
  );
}

// texts: contest.entry.state.*
function OneEntry({ entry, problem }: { entry: Entry; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <li className="card stack-tight">
      <h2 className="song" dir="auto">
        <a href={`/events/${entry.event.id}/contest`}>{entry.event.title}</a>
      </h2>
      <p>
        <bdi>{entry.category}</bdi> · {t("contest.number", { number: entry.number })} ·{" "}
        <bdi>{entry.title}</bdi>
      </p>
      <p className="row">
        <State kind={kinds[entry.state]}>{t(`contest.entry.state.${entry.state}`)}</State>
        {entry.reason && <span dir="auto">{entry.reason}</span>}
      </p>
      {entry.teamName && (
        <p>
          <bdi>{entry.teamName}</bdi>{" "}
          {t("contest.team-now", { now: entry.size, from: entry.teamFrom, to: entry.teamTo })}{" "}
          {entry.members.map((name) => (
            <bdi key={name}>{name} </bdi>
          ))}
        </p>
      )}
      {entry.code && (
        <p>
          {t("contest.team-code")} <strong>{entry.code}</strong>
        </p>
      )}
      <p className="quiet small">{t(entry.namePublic ? "contest.named" : "contest.unnamed")}</p>
      {problem && (
        <Notice kind="refused" live title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      {entry.can.includes("leave") && (!entry.captain || entry.size > 1) && (
        <Leave
          entry={entry}
          says="contest.leave-team"
          sure={entry.captain ? "contest.hand-on-sure" : "contest.leave-sure"}
        />
      )}
      {entry.can.includes("leave") && entry.captain && (
        <Leave entry={entry} says="contest.withdraw" sure="contest.withdraw-sure" whole />
      )}
    </li>
  );
}

// texts: contest.leave-team contest.leave-sure contest.hand-on-sure contest.withdraw contest.withdraw-sure
function Leave(to: { entry: Entry; says: string; sure: string; whole?: true }) {
  const { text: t } = usePage();
  return (
    <details>
      <summary>{t(to.says)}</summary>
      <Form label={t(to.says)}>
        <input type="hidden" name="entry" value={to.entry.id} />
        {to.whole && <input type="hidden" name="whole" value="yes" />}
        <p>{t(to.sure)}</p>
        <Button kind="refuse">{t(to.says)}</Button>
      </Form>
    </details>
  );
}
