import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
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
import { appealPenalty, ownPenalties } from "../penalties/contract.ts";
import { markKinds } from "./mark-kinds.ts";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  return {
    ...(await pageOf(context).call(ownPenalties, {})),
    chosen: query.get("appeal"),
    appealed: query.has("appealed"),
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const body = { words: said(form, "words") };
  try {
    await pageOf(context).call(appealPenalty, { params: { id: said(form, "mark") }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/my/no-shows?appealed");
}

/** 失约记录: what one has missed, what it means and until when, by which rule, and the way to say that it is not right. */
export default function MyNoShows({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const whom = useWhom();
  const { suspensions, counts, marks, chosen, appealed } = loaderData;
  const running = suspensions.filter(({ running }) => running);
  const refusedFor = actionData?.values.mark;
  return (
    <ShellPortal title={t("no-shows.title")} section="my">
      <div className="stack">
        <Trail label={t("door.trail")} items={[{ href: "/my", label: t("front.my.title") }]} />
        <h1>{t("no-shows.title")}</h1>
        <p>{t("no-shows.lead", whom)}</p>
        {appealed && !actionData && (
          <Notice kind="done" live title={t("no-shows.appealed")}>
            {t("no-shows.appealed.next")}
          </Notice>
        )}
        {running.map(({ organisation, lastDay, occasions, basis, says }) => (
          <Notice
            key={organisation + lastDay}
            kind="refused"
            title={t("no-shows.suspended", { organisation, until: day(lastDay) })}
          >
            <p>
              {t("no-shows.rests-on", {
                days: t.formats.listText(occasions.map((one) => t.formats.fullDayText(day(one)))),
              })}
            </p>
            <RuleOf says={says} basis={basis} />
            <p>{t("no-shows.suspended.next")}</p>
          </Notice>
        ))}
        {counts.map(({ organisation, count, limit, warned, basis, says }) => (
          <Notice
            key={organisation + says.join()}
            kind={warned ? "attention" : "quiet"}
            title={t("no-shows.counts", { organisation, count, limit: limit ?? 0 })}
          >
            <RuleOf says={says} basis={basis} />
          </Notice>
        ))}
      </div>
      <Section title={t("no-shows.marks")} id="marks">
        {marks.length === 0 ? (
          <Empty title={t("no-shows.none")}>{t("no-shows.none.means")}</Empty>
        ) : (
          <ul className="plain stack">
            {marks.map((mark) => (
              <OneMark
                key={mark.id}
                mark={mark}
                open={mark.id === (refusedFor ?? chosen)}
                problem={mark.id === refusedFor ? actionData?.problem : undefined}
                words={mark.id === refusedFor ? actionData?.values.words : undefined}
              />
            ))}
          </ul>
        )}
      </Section>
    </ShellPortal>
  );
}

function RuleOf({ says, basis }: { says: readonly string[]; basis: string }) {
  const { text: t } = usePage();
  return (
    <>
      <ul className="small stack-tight">
        {says.map((one) => (
          <li key={one} dir="auto">
            {one}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t("no-shows.basis", { basis })}</p>
    </>
  );
}

interface OneMarkProps {
  mark: AnswerOf<typeof ownPenalties>["marks"][number];
  open: boolean;
  problem: Problem | undefined;
  words: string | undefined;
}

// texts: penalty.cause.* penalty.mark.* no-shows.outcome.*
function OneMark({ mark, open, problem, words }: OneMarkProps) {
  const { text: t } = usePage();
  const { appeal } = mark;
  const title = mark.about?.title ?? t("door.untitled");
  const full = (iso: string) => t.formats.fullDayText(day(iso));
  return (
    <li className="card stack-tight" id={mark.id}>
      <h3>{mark.about ? <a href={mark.about.href}>{title}</a> : title}</h3>
      <p className="row">
        <State kind={markKinds[mark.standing]}>{t(`penalty.mark.${mark.standing}`)}</State>
        <span>
          {full(mark.day)} · {t(`penalty.cause.${mark.cause}`)}
        </span>
      </p>
      {mark.standing === "counts" && mark.lastDay && (
        <p className="quiet small">{t("no-shows.counts-until", { day: day(mark.lastDay) })}</p>
      )}
      {mark.excusedBecause && <p>{t("no-shows.excused", { because: mark.excusedBecause })}</p>}
      {appeal && (
        <Facts
          items={[
            { term: t("no-shows.appeal.words"), value: appeal.words },
            {
              term: t("no-shows.appeal.outcome"),
              value: appeal.outcome
                ? t(`no-shows.outcome.${appeal.outcome}`)
                : t("no-shows.appeal.due", { day: day(appeal.dueOn) }),
            },
            ...(appeal.answer ? [{ term: t("no-shows.appeal.answer"), value: appeal.answer }] : []),
          ]}
        />
      )}
      {mark.can.includes("appeal") && !open && (
        <p>
          <a href={`/my/no-shows?appeal=${mark.id}#${mark.id}`}>
            {t("no-shows.appeal")}
            <span className="unseen"> {title}</span>
          </a>
        </p>
      )}
      {mark.can.includes("appeal") && open && (
        <Form problem={problem} label={t("no-shows.appeal.of", { title })}>
          <input type="hidden" name="mark" value={mark.id} />
          <Field
            name="words"
            label={t("no-shows.appeal.why")}
            hint={t("no-shows.appeal.hint")}
            lines={4}
            value={words}
            problem={problem}
          />
          <Button>{t("no-shows.appeal.do")}</Button>
        </Form>
      )}
    </li>
  );
}
