import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
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
import { FoldedForm } from "#web/titled-form.tsx";
import {
  answerMoveRequest,
  cancelOwnReservation,
  checkInToRoom,
  oneReservation,
  type ReservationView,
  scopes,
} from "../../reserving/contract.ts";
import { finishReservation, leaveSeat } from "../../reserving/seats/contract.ts";
import { Meanwhile } from "./meanwhile.tsx";
import { stateKinds } from "./state-kinds.ts";
import { dayAndTime } from "./times-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const done =
    ["made", "cancelled", "in", "moved", "kept", "withdrawn", "left", "finished"].find((one) =>
      query.has(one),
    ) ?? null;
  return { ...(await pageOf(context).call(oneReservation, { params: { id: params.id ?? "" } })), done };
}

const moveDone = { agreed: "moved", declined: "kept", withdrawn: "withdrawn" };

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const { call } = pageOf(context);
  const id = params.id ?? "";
  if (form.get("do") === "leave" || form.get("do") === "finish") {
    const leaves = form.get("do") === "leave";
    try {
      await call(leaves ? leaveSeat : finishReservation, { params: { id }, body: {} }, keyOf(form));
    } catch (error) {
      return formProblem(error, form);
    }
    return redirect(`/reservations/${id}?${leaves ? "left" : "finished"}`);
  }
  if (form.get("do") === "check-in" || form.get("do") === "move") {
    try {
      if (form.get("do") === "check-in") {
        const typed = { code: said(form, "room-code") };
        await call(checkInToRoom, { params: { id }, body: typed }, keyOf(form));
        return redirect(`/reservations/${id}?in`);
      }
      const option = Number(form.get("option"));
      const move = said(form, "move");
      const { state } = await call(
        answerMoveRequest,
        { params: { id: move }, body: { option: option || null } },
        keyOf(form),
      );
      return redirect(`/reservations/${id}?${moveDone[state]}`);
    } catch (error) {
      return formProblem(error, form);
    }
  }
  const scope = scopes.find((one) => one === form.get("scope")) ?? "one";
  const because = said(form, "because");
  try {
    await call(
      cancelOwnReservation,
      { params: { id }, body: { scope, ...(because && { because }) } },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/reservations/${id}?cancelled`);
}

// texts: reserving.done.* reserving.state.* reserving.awaits.*
/** One reservation: when, where, how it stands, and giving it back. */
export default function ReservationPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { reservation: one, series, others, move, overlaps, done } = loaderData;
  const tried = actionData?.values.do ?? "";
  const { text: t, city } = usePage();
  return (
    <ShellPortal title={t("reserving.one", { room: one.room.name })} section="my">
      <div className="stack">
        <Trail
          label={t("reserving.trail")}
          items={[
            { href: "/my/reservations", label: t("reserving.mine") },
            { href: `/rooms/${one.room.id}`, label: one.room.name },
          ]}
        />
        <h1>
          <bdi>{one.room.name}</bdi>
        </h1>
        {done && !actionData && (
          <Notice
            kind="done"
            live
            title={t(`reserving.done.${one.state === "requested" ? "asked" : done}`)}
          />
        )}
        <Meanwhile overlaps={overlaps} />
        <p className="lead row">
          <State kind={stateKinds[one.state]}>{t(`reserving.state.${one.state}`)}</State>
          {one.awaits && <span>{t(`reserving.awaits.${one.awaits}`)}</span>}
        </p>
        {one.because && <p dir="auto">{t("reserving.because", { reason: one.because })}</p>}
        <Facts
          items={[
            {
              term: t("reserving.when"),
              value: t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) }),
            },
            ...(one.room.place
              ? [
                  {
                    term: t("reserving.where"),
                    value: <a href={`/places/${one.room.place.id}`}>{one.room.place.name}</a>,
                  },
                ]
              : []),
            { term: t("reserving.purpose"), value: <span dir="auto">{one.purpose}</span> },
            ...(one.organisation ? [{ term: t("reserving.organisation"), value: one.organisation }] : []),
            ...(one.people ? [{ term: t("reserving.people"), value: t.formats.numberText(one.people) }] : []),
            ...(one.checkIn && ["requested", "confirmed"].includes(one.state)
              ? [
                  {
                    term: t("reserving.check-in"),
                    value: t(
                      one.checkIn.release ? "reserving.check-in-by-release" : "reserving.check-in-by",
                      {
                        from: moment(one.checkIn.from),
                        until: moment(one.checkIn.until),
                      },
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {move && <Move move={move} problem={tried === "move" ? actionData?.problem : undefined} />}
      {one.can.includes("check-in") && (
        <Section title={t("reserving.check-in")} id="check-in">
          <Form
            problem={tried === "check-in" ? actionData?.problem : undefined}
            label={t("reserving.check-in")}
          >
            <input type="hidden" name="do" value="check-in" />
            <Field
              name="room-code"
              label={t("reserving.room-code")}
              hint={t("reserving.room-code-hint")}
              chars={12}
            />
            <Button icon="check">{t("reserving.check-in-do")}</Button>
          </Form>
        </Section>
      )}
      {one.can.includes("finish") && (
        <InUse
          one={one}
          problem={tried === "leave" || tried === "finish" ? actionData?.problem : undefined}
        />
      )}
      {others.length > 0 && (
        <Section title={t("reserving.others")}>
          <ul className="plain stack-tight">
            {others.map(({ startsAt, endsAt }) => {
              const { day, time } = dayAndTime(startsAt, city.zone);
              return (
                <li key={startsAt}>
                  <a href={`/rooms/${one.room.id}?from=${day}&day=${day}&time=${time}#reserve`}>
                    {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}
                  </a>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      {series.length > 0 && (
        <Section title={t("reserving.series")}>
          <ul className="plain stack-tight">
            {series.map(({ id, startsAt }) => (
              <li key={id}>
                <a href={`/reservations/${id}`}>{t.formats.momentText(moment(startsAt))}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {one.can.includes("cancel") && (
        <GiveBack
          one={one}
          problem={tried === "" ? actionData?.problem : undefined}
          values={actionData?.values ?? {}}
        />
      )}
    </ShellPortal>
  );
}

// texts: reserving.scope.*
function GiveBack({
  one,
  problem,
  values,
}: {
  one: ReservationView;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  return (
    <Section title={t("reserving.give-back")} id="give-back">
      <p>{t("reserving.give-back-until", { at: moment(one.giveBackUntil) })}</p>
      <FoldedForm title={t("reserving.give-back")} problem={problem}>
        {one.can.includes("cancel-series") && (
          <Choice
            name="scope"
            label={t("reserving.scope")}
            options={scopes.map((scope) => ({ value: scope, label: t(`reserving.scope.${scope}`) }))}
            value={values.scope ?? "one"}
            problem={problem}
          />
        )}
        <Field name="because" label={t("reserving.why")} value={values.because} problem={problem} optional />
        <Button kind="refuse">{t("reserving.give-back-do")}</Button>
      </FoldedForm>
    </Section>
  );
}

/** Going out for a while, coming back, leaving for good. */
function InUse({ one, problem }: { one: ReservationView; problem: Problem | undefined }) {
  const { text: t } = usePage();
  return (
    <Section title={t("study-seats.in-use")} id="in-use">
      {one.awayUntil && (
        <Notice kind="attention" title={t("study-seats.back-by", { at: moment(one.awayUntil) })}>
          <a href={`/rooms/${one.door}/here`}>{t("study-seats.return")}</a>
        </Notice>
      )}
      <Form problem={problem} label={t("study-seats.in-use")}>
        <p className="row">
          {one.can.includes("leave") && (
            <Button kind="quiet" name="do" value="leave">
              {t("study-seats.leave")}
            </Button>
          )}
          <Button kind="quiet" name="do" value="finish">
            {t("study-seats.finish")}
          </Button>
        </p>
      </Form>
    </Section>
  );
}

/** Somebody of a higher class asks: each option is a button, and so is no. */
function Move({
  move,
  problem,
}: {
  move: NonNullable<AnswerOf<typeof oneReservation>["move"]>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  if (move.asked)
    return (
      <Section title={t("reserving.move-asked")} id="move">
        <p>{t("reserving.move-asked-means", { until: moment(move.answerBy) })}</p>
      </Section>
    );
  return (
    <Section title={t("reserving.move")} id="move">
      <Notice kind="attention" title={t("reserving.move-asks", { organisation: move.organisation })}>
        <p dir="auto">{move.reason}</p>
        <p>{t("reserving.move-means", { until: moment(move.answerBy) })}</p>
      </Notice>
      <Form problem={problem} label={t("reserving.move")}>
        <input type="hidden" name="do" value="move" />
        <input type="hidden" name="move" value={move.id} />
        <ul className="plain stack-tight">
          {move.options.map((option) => (
            <li key={option.n} className="stack-tight">
              <Meanwhile overlaps={option.overlaps} />
              <Button kind="quiet" name="option" value={String(option.n)}>
                {t("reserving.move-to", {
                  room: option.room,
                  times: t.formats.rangeText({ from: moment(option.startsAt), to: moment(option.endsAt) }),
                })}
              </Button>
            </li>
          ))}
          <li>
            <Button kind="refuse" name="option" value="0">
              {t("reserving.move-no")}
            </Button>
          </li>
        </ul>
      </Form>
    </Section>
  );
}
