import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import type { StateKind } from "#web/kit/state.tsx";
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
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { answerRequested, approveMoveRequest, roomsDesk } from "../../reserving/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const done = new URL(request.url).searchParams.get("done");
  return { ...(await pageOf(context).call(roomsDesk, {})), done };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const id = said(form, "reservation");
  const answer = form.get("answer") === "refuse" ? "refuse" : "approve";
  const reason = reasonFrom(form, id);
  try {
    const { state } = await pageOf(context).call(
      form.has("move") ? approveMoveRequest : answerRequested,
      { params: { id }, body: { answer, ...(answer === "refuse" && reason && { reason }) } },
      keyOf(form),
    );
    return redirect(`/desk/rooms?done=${state}#awaiting`);
  } catch (error) {
    return formProblem(error, form);
  }
}

const answers = ["requested", "confirmed", "open", "refused"];

// texts: desk-rooms.done.* desk-rooms.move.*
/** 场地: the rooms of one's organisations, what waits for an answer, and who was asked to move. */
export default function DeskRooms({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { rooms, awaiting, moves, more, done } = loaderData;
  const { text: t, actor } = usePage();
  const [inUse, retired] = [rooms.filter((room) => !room.retired), rooms.filter((room) => room.retired)];
  const tried = actionData?.values.reservation;
  return (
    <ShellDesk
      title={t("desk-rooms.title")}
      section="rooms"
      actions={
        actor.can.includes("manager") && (
          <ButtonLink kind="quiet" href="/desk/rooms/new">
            {t("desk-rooms.new")}
          </ButtonLink>
        )
      }
    >
      <div className="stack-wide">
        {done && answers.includes(done) && !actionData && (
          <Notice kind="done" live title={t(`desk-rooms.done.${done}`)} />
        )}
        <Section title={t("desk-rooms.awaiting", { count: awaiting.length })} id="awaiting">
          {awaiting.length === 0 ? (
            <p className="quiet">{t("desk-rooms.awaiting.none")}</p>
          ) : (
            <Rows>
              {awaiting.map((one) => (
                <Awaiting
                  key={one.id}
                  one={one}
                  problem={tried === one.id ? actionData?.problem : undefined}
                  values={tried === one.id ? (actionData?.values ?? {}) : {}}
                />
              ))}
            </Rows>
          )}
        </Section>
        <Section title={t("desk-rooms.all")} id="all">
          {inUse.length === 0 ? (
            <Empty title={t("desk-rooms.none")}>{t("desk-rooms.none.do")}</Empty>
          ) : (
            <RoomList rooms={inUse} />
          )}
          {more && <p className="quiet">{t("desk-rooms.more")}</p>}
        </Section>
        {retired.length > 0 && (
          <details>
            <summary>{t("desk-rooms.retired", { count: retired.length })}</summary>
            <RoomList rooms={retired} />
          </details>
        )}
        {moves.length > 0 && (
          <Section title={t("desk-rooms.moves")} id="moves">
            <Rows>
              {moves.map((one) => (
                <li className="work-row full-row" key={one.id}>
                  <span className="work-lead">
                    {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
                  </span>
                  <div>
                    <b dir="auto">{one.room}</b>
                    <span className="work-note">
                      {t(`desk-rooms.move.${one.state}`, { until: moment(one.answerBy) })}
                    </span>
                  </div>
                </li>
              ))}
            </Rows>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

type Room = AnswerOf<typeof roomsDesk>["rooms"][number];

/** Who may reserve it: everybody, everybody a seat in it, or staff. */
function stateOf(t: Text, { retired, public: open, seats }: Room): { kind: StateKind; word: string } {
  if (retired) return { kind: "closed", word: t("desk-room.retired") };
  if (open) return { kind: "open", word: t("desk-rooms.public") };
  return seats > 0
    ? { kind: "open", word: t("desk-rooms.seats") }
    : { kind: "closed", word: t("reserving.staff-only") };
}

function RoomList({ rooms }: Pick<AnswerOf<typeof roomsDesk>, "rooms">) {
  const { text: t } = usePage();
  return (
    <Rows>
      {rooms.map((room) => (
        <Row
          key={room.id}
          href={`/desk/rooms/${room.id}`}
          title={room.name}
          note={`${room.place ? `${room.place.name} · ` : ""}${t("desk-rooms.coming", { count: room.coming })}`}
          state={stateOf(t, room)}
        />
      ))}
    </Rows>
  );
}

// texts: desk-rooms.step.*
function Awaiting({
  one,
  problem,
  values,
}: {
  one: AnswerOf<typeof roomsDesk>["awaiting"][number];
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  return (
    <li className="work-row full-row">
      <span className="work-lead">
        {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
      </span>
      <div>
        <b dir="auto">{one.room}</b>
        <span className="work-note" dir="auto">
          {one.place ? `${one.place} · ` : ""}
          {one.who} · {one.purpose}
          {one.people ? ` · ${t("groups.people", { size: one.people })}` : ""} ·{" "}
          {t(`desk-rooms.step.${one.step}`)}
          {one.move && ` · ${t("desk-rooms.move-first")}`}
        </span>
      </div>
      <div className="row">
        <Form label={t("desk-rooms.approve-one", { who: one.who })}>
          <input type="hidden" name="reservation" value={one.id} />
          {one.move && <input type="hidden" name="move" value="yes" />}
          <Button kind="quiet" name="answer" value="approve">
            {t("desk-rooms.approve")}
            <span className="unseen"> {one.who}</span>
          </Button>
        </Form>
        <details open={problem !== undefined}>
          <summary>
            {t("desk-rooms.refuse")}
            <span className="unseen"> {one.who}</span>
          </summary>
          <Form
            label={t("desk-rooms.refuse-one", { who: one.who })}
            problem={problemOfReason(problem, one.id)}
          >
            <input type="hidden" name="reservation" value={one.id} />
            {one.move && <input type="hidden" name="move" value="yes" />}
            <ReasonField
              of={one.id}
              hint={t("desk-rooms.refuse-hint")}
              value={values[`reason.${one.id}`]}
              problem={problemOfReason(problem, one.id)}
            />
            <Button kind="refuse" name="answer" value="refuse">
              {t("desk-rooms.refuse")}
            </Button>
          </Form>
        </details>
      </div>
    </li>
  );
}
