import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { answerPenaltyAppeal, excuseDay, penaltyMarks, waivePenalty } from "../penalties/contract.ts";
import { HouseChoice, housesAsked } from "./house-choice.tsx";
import { markKinds } from "./mark-kinds.ts";

type Sheet = AnswerOf<typeof penaltyMarks>;

export async function loader(asked: LoadArgs) {
  const { call } = pageOf(asked.context);
  const query = new URL(asked.request.url).searchParams;
  const houses = await housesAsked(asked, "manager");
  return {
    houses,
    sheet: houses.chosen && (await call(penaltyMarks, { query: { organisation: houses.chosen.id } })),
    chosen: query.get("mark"),
    done: ["answered", "waived", "excused"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const organisation = said(form, "organisation");
  const back = (done: string) =>
    redirect(`/desk/no-shows?${new URLSearchParams({ organisation, [done]: "" })}`);
  const of = { params: { id: said(form, "id") } };
  try {
    switch (form.get("do")) {
      case "answer": {
        // The contract refuses what is neither.
        const outcome = said(form, "outcome") as "accepted" | "declined";
        const body = { outcome, reason: reasonFrom(form, "answer") };
        await call(answerPenaltyAppeal, { ...of, body }, keyOf(form));
        return back("answered");
      }
      case "waive":
        await call(waivePenalty, { ...of, body: { reason: reasonFrom(form, "waive") } }, keyOf(form));
        return back("waived");
      default: {
        const place = said(form, "place") || null;
        const on = said(form, "day");
        const body = { organisation, place, day: on, reason: reasonFrom(form, "day") };
        await call(excuseDay, { body }, keyOf(form));
        return back("excused");
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: no-shows-desk.done.*
/** 失约与申诉: appeals that wait, who did not come lately, and days that are excused for everybody. */
export default function DeskNoShows({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { houses, sheet, chosen, done } = loaderData;
  const values: Record<string, string> = actionData?.values ?? {};
  const refused = (what: string, id?: string) =>
    (values.do ?? "") === what && (id === undefined || values.id === id) ? actionData?.problem : undefined;
  return (
    <ShellDesk title={t("no-shows-desk.title")} section="counter" organisation={sheet?.organisation.name}>
      <Trail label={t("door.trail")} items={[{ href: "/desk/door", label: t("door.list.title") }]} />
      {done && !actionData && <Notice kind="done" live title={t(`no-shows-desk.done.${done}`)} />}
      <HouseChoice houses={houses} action="/desk/no-shows" />
      {sheet === null ? (
        <Empty title={t("no-shows-desk.nobody")}>
          <a href="/desk">{t("no-shows-desk.nobody.do")}</a>
        </Empty>
      ) : (
        <>
          <p className="actions">
            <ButtonLink
              kind="quiet"
              href={`/desk/no-show-rules?${new URLSearchParams({ organisation: sheet.organisation.id })}`}
            >
              {t("no-show-rules.title")}
            </ButtonLink>
          </p>
          <Section title={t("no-shows-desk.appeals", { count: sheet.appeals.length })} id="appeals">
            {sheet.appeals.length === 0 ? (
              <p className="quiet">{t("no-shows-desk.appeals.none")}</p>
            ) : (
              <ul className="plain stack">
                {sheet.appeals.map((one) => (
                  <Appeal
                    key={one.id}
                    one={one}
                    organisation={sheet.organisation.id}
                    open={
                      one.appeal?.id ===
                      (values.do === "answer" ? values.id : (chosen ?? sheet.appeals[0]?.appeal?.id))
                    }
                    problem={refused("answer", one.appeal?.id)}
                    values={values}
                  />
                ))}
              </ul>
            )}
          </Section>
          <Section title={t("no-shows-desk.marks")} id="marks">
            <Marks
              sheet={sheet}
              chosen={values.do === "waive" ? values.id : chosen}
              problem={refused("waive")}
              values={values}
            />
          </Section>
          <Section title={t("no-shows-desk.day")} note={t("no-shows-desk.day.means")} id="day">
            <ExcuseDay sheet={sheet} problem={refused("")} values={values} />
          </Section>
        </>
      )}
    </ShellDesk>
  );
}

interface AppealProps {
  one: Sheet["appeals"][number];
  organisation: string;
  open: boolean;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: no-shows.outcome.*
function Appeal({ one, organisation, open, problem, values }: AppealProps) {
  const { text: t } = usePage();
  const { appeal } = one;
  if (!appeal) return null;
  const title = t("no-shows-desk.appeal.of", {
    name: one.person ?? t("account.nameless"),
    title: one.about?.title ?? t("door.untitled"),
  });
  const href = `/desk/no-shows?${new URLSearchParams({ organisation, mark: appeal.id })}#appeals`;
  return (
    <li className="card stack-tight">
      <h3 dir="auto">{title}</h3>
      <Facts
        items={[
          {
            term: t("no-shows-desk.what"),
            value: `${t.formats.fullDayText(day(one.day))} · ${t(`penalty.cause.${one.cause}`)} · ${t(`penalty.mark.${one.standing}`)}`,
          },
          { term: t("no-shows.appeal.words"), value: appeal.words },
          { term: t("no-shows-desk.due"), value: t.formats.fullDayText(day(appeal.dueOn)) },
        ]}
      />
      {open ? (
        <Form problem={problem} label={title}>
          <input type="hidden" name="do" value="answer" />
          <input type="hidden" name="id" value={appeal.id} />
          <input type="hidden" name="organisation" value={organisation} />
          <Choice
            name="outcome"
            label={t("no-shows.appeal.outcome")}
            value={problem && values.outcome}
            options={(["accepted", "declined"] as const).map((outcome) => ({
              value: outcome,
              label: t(`no-shows.outcome.${outcome}`),
            }))}
            problem={problem}
          />
          <ReasonField
            of="answer"
            hint={t("no-shows-desk.told")}
            value={problem && values["reason.answer"]}
            problem={problemOfReason(problem, "answer")}
          />
          <Button>{t("no-shows-desk.appeal.do")}</Button>
        </Form>
      ) : (
        <p>
          <a href={href}>
            {t("no-shows-desk.appeal.do")}
            <span className="unseen"> {title}</span>
          </a>
        </p>
      )}
    </li>
  );
}

interface MarksProps {
  sheet: Sheet;
  chosen: string | null | undefined;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: penalty.cause.* penalty.mark.*
function Marks({ sheet, chosen, problem, values }: MarksProps) {
  const { text: t } = usePage();
  const organisation = sheet.organisation.id;
  const picked = sheet.marks.find(({ id, can }) => id === chosen && can.includes("waive"));
  const nameOf = ({ person }: Sheet["marks"][number]) => person ?? t("account.nameless");
  if (sheet.marks.length === 0)
    return <Empty title={t("no-shows-desk.marks.none")}>{t("no-shows-desk.marks.none.means")}</Empty>;
  return (
    <div className="stack">
      {picked && (
        <Form problem={problem} label={t("no-shows-desk.waive")}>
          <input type="hidden" name="do" value="waive" />
          <input type="hidden" name="id" value={picked.id} />
          <input type="hidden" name="organisation" value={organisation} />
          <p dir="auto">{t("no-shows-desk.waive.of", { name: nameOf(picked), day: day(picked.day) })}</p>
          <ReasonField
            of="waive"
            hint={t("no-shows-desk.told")}
            value={problem && values["reason.waive"]}
            problem={problemOfReason(problem, "waive")}
          />
          <Button>{t("no-shows-desk.waive")}</Button>
        </Form>
      )}
      <Table
        caption={t("no-shows-desk.marks")}
        hideCaption
        columns={[
          { key: "day", label: t("no-shows-desk.on") },
          { key: "person", label: t("no-shows-desk.person") },
          { key: "what", label: t("no-shows-desk.what") },
          { key: "state", label: t("no-shows-desk.state") },
          { key: "do", label: t("no-shows-desk.waive") },
        ]}
        rows={sheet.marks.map((mark) => ({
          key: mark.id,
          cells: [
            t.formats.dayText(day(mark.day)),
            <bdi key="who">{nameOf(mark)}</bdi>,
            `${mark.about?.title ?? t("door.untitled")} · ${t(`penalty.cause.${mark.cause}`)}`,
            <State key="state" kind={markKinds[mark.standing]}>
              {mark.excusedBecause ?? t(`penalty.mark.${mark.standing}`)}
            </State>,
            mark.can.includes("waive") ? (
              <a
                key="do"
                href={`/desk/no-shows?${new URLSearchParams({ organisation, mark: mark.id })}#marks`}
              >
                {t("no-shows-desk.waive")}
                <span className="unseen"> {nameOf(mark)}</span>
              </a>
            ) : (
              "–"
            ),
          ],
        }))}
      />
    </div>
  );
}

function ExcuseDay({ sheet, problem, values }: Omit<MarksProps, "chosen">) {
  const { text: t } = usePage();
  return (
    <div className="stack">
      <Form problem={problem} label={t("no-shows-desk.day.do")}>
        <input type="hidden" name="organisation" value={sheet.organisation.id} />
        <DateField name="day" label={t("no-shows-desk.on")} value={problem && values.day} problem={problem} />
        <Select
          name="place"
          label={t("no-shows-desk.place")}
          empty={t("no-shows-desk.place.all")}
          value={problem && values.place}
          options={optionsOf(sheet.places)}
          problem={problem}
        />
        <ReasonField
          of="day"
          hint={t("no-shows-desk.told")}
          value={problem && values["reason.day"]}
          problem={problemOfReason(problem, "day")}
        />
        <Button kind="quiet">{t("no-shows-desk.day.do")}</Button>
      </Form>
      {sheet.excused.length > 0 && (
        <ul className="plain stack-tight">
          {sheet.excused.map(({ id, day: on, place, because }) => (
            <li key={id}>
              {t("no-shows-desk.day.one", {
                day: day(on),
                place: place ?? t("no-shows-desk.place.all"),
                because,
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
