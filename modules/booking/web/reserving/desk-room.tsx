import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
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
import { FoldedForm } from "#web/titled-form.tsx";
import {
  cancelOwnReservation,
  changeResource,
  checkInToRoom,
  endBlackout,
  renameRoom,
  retireRoom,
  roomDesk,
} from "../../reserving/contract.ts";
import { makeSeats } from "../../reserving/seats/contract.ts";
import { RoomRuleFields, rulesIn } from "./room-rule-fields.tsx";
import { stateKinds } from "./state-kinds.ts";

const done = [
  "made",
  "saved",
  "checked-in",
  "cancelled",
  "closed",
  "opened",
  "asked",
  "seats",
  "renamed",
  "retired",
  "back",
];

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const day = query.get("day") || undefined;
  const room = await pageOf(context).call(roomDesk, {
    params: { id: params.id ?? "" },
    query: { ...(day && { day }) },
  });
  const uses = { again: Number(query.get("again")), without: Number(query.get("without")) };
  return { room, done: done.find((one) => one === query.get("done")) ?? null, uses };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const typed = (name: string) => said(form, name);
  const back = (what: string) => redirect(`/desk/rooms/${id}?day=${typed("day")}&done=${what}`);
  const reservation = { params: { id: typed("reservation") } };
  try {
    switch (typed("do")) {
      case "check-in":
        await call(checkInToRoom, { ...reservation, body: {} }, keyOf(form));
        return back("checked-in");
      case "cancel": {
        const because = reasonFrom(form, typed("reservation"));
        await call(
          cancelOwnReservation,
          { ...reservation, body: { scope: "one", ...(because && { because }) } },
          keyOf(form),
        );
        return back("cancelled");
      }
      case "seats": {
        const body = {
          rows: Number(typed("rows")),
          columns: Number(typed("columns")),
          public: form.has("public"),
        };
        await call(makeSeats, { params: { id }, body }, keyOf(form));
        return back("seats");
      }
      case "rename":
        await call(renameRoom, { params: { id }, body: { label: typed("label") } }, keyOf(form));
        return back("renamed");
      case "retire":
      case "bring-back": {
        const retired = typed("do") === "retire";
        await call(retireRoom, { params: { id }, body: { retired } }, keyOf(form));
        return back(retired ? "retired" : "back");
      }
      case "open": {
        const blackout = { params: { id: typed("blackout") }, body: {} };
        const { again, without } = await call(endBlackout, blackout, keyOf(form));
        return back(`opened&again=${again}&without=${without}`);
      }
      default:
        await call(
          changeResource,
          {
            params: { id },
            body: {
              rules: rulesIn(form),
              public: form.has("public"),
              parts: form.getAll("parts[]").map(String),
              version: Number(typed("version")),
            },
          },
          keyOf(form),
        );
        return back("saved");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Room = AnswerOf<typeof roomDesk>;
interface Tried {
  room: Room;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: desk-room.done.*
/** A room as the house sees it: who has it on a day, when it is closed, its rules. */
export default function DeskRoom({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { room, done: what, uses } = loaderData;
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  const problem = actionData?.problem;
  const own = values.do === "rules";
  const use = ["rename", "retire", "bring-back"].includes(values.do ?? "");
  const elsewhere = own || use || values.do === "seats";
  const publicPage = room.within
    ? `/rooms/${room.within}/seats`
    : `/rooms/${room.id}${room.public || room.seats === 0 ? `?day=${room.day}` : "/seats"}`;
  return (
    <ShellDesk
      title={room.place ? t("reserving.room-at", { room: room.name, place: room.place.name }) : room.name}
      section="rooms"
      actions={
        <>
          {!room.retired && (
            <>
              <ButtonLink kind="quiet" href={publicPage}>
                {t("desk-room.public-page")}
              </ButtonLink>
              <ButtonLink kind="quiet" href={`/desk/rooms/${room.id}/move?day=${room.day}`}>
                {t("desk-room.ask-to-move")}
              </ButtonLink>
            </>
          )}
          {!room.retired && room.can.includes("black-out") && (
            <ButtonLink kind="quiet" href={`/desk/rooms/${room.id}/blackout?day=${room.day}`}>
              {t("desk-room.close")}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className="stack-wide">
        {what && !actionData && (
          <Notice kind="done" live title={t(`desk-room.done.${what}`)}>
            {uses.again + uses.without > 0 && t("desk-room.uses-again", uses)}
          </Notice>
        )}
        {room.within && (
          <Trail
            label={t("reserving.trail")}
            items={[
              { href: "/desk/rooms", label: t("desk-rooms.title") },
              { href: `/desk/rooms/${room.within}/seats`, label: t("study-seats.desk") },
            ]}
          />
        )}
        {room.retired && <Notice kind="attention" title={t("desk-room.retired-means")} />}
        {!room.within && (
          <p>
            {t("desk-room.code", { code: room.code })} <a href={room.panel}>{t("desk-room.panel")}</a>
          </p>
        )}
        <Form method="get" label={t("reserving.day")}>
          <DateField name="day" label={t("reserving.day")} value={room.day} />
          <Button kind="quiet">{t("reserving.show")}</Button>
        </Form>
        <Holders room={room} problem={elsewhere ? undefined : problem} values={elsewhere ? {} : values} />
        <Blackouts room={room} />
        {room.can.includes("write") && room.kind === "space" && (
          <Seats room={room} problem={values.do === "seats" ? problem : undefined} values={values} />
        )}
        {room.can.includes("write") && !room.within && (
          <Rules room={room} problem={own ? problem : undefined} values={own ? values : {}} />
        )}
        {room.can.includes("write") && (
          <Use room={room} problem={use ? problem : undefined} values={use ? values : {}} />
        )}
      </div>
    </ShellDesk>
  );
}

// texts: reserving.state.* desk-room.kind.*
function Holders({ room, problem, values }: Tried) {
  const { text: t } = usePage();
  return (
    <Section title={t("desk-room.holders", { day: dayOf(room.day) })} id="holders">
      {problem && (
        <Notice kind="refused" live title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      {room.holders.length === 0 && <p className="quiet">{t("desk-room.nobody")}</p>}
      <Rows>
        {room.holders.map((one) => (
          <li className="work-row full-row" key={one.id}>
            <span className="work-lead">
              {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
            </span>
            <div>
              <b dir="auto">{one.who}</b>
              <span className="work-note" dir="auto">
                {one.room !== room.name && `${one.room} · `}
                {one.purpose}
                {one.people ? ` · ${t("groups.people", { size: one.people })}` : ""} ·{" "}
                {t(`desk-room.kind.${one.kind}`)}
              </span>
            </div>
            <div className="row">
              <State kind={stateKinds[one.state]}>{t(`reserving.state.${one.state}`)}</State>
              {one.can.includes("check-in") && (
                <Form label={t("desk-room.check-in-one", { who: one.who })}>
                  <input type="hidden" name="reservation" value={one.id} />
                  <input type="hidden" name="day" value={room.day} />
                  <Button kind="quiet" name="do" value="check-in">
                    {t("desk-room.check-in")}
                    <span className="unseen"> {one.who}</span>
                  </Button>
                </Form>
              )}
              {one.can.includes("cancel") && (
                <details open={values.do === "cancel" && values.reservation === one.id}>
                  <summary>
                    {t("desk-room.cancel")}
                    <span className="unseen"> {one.who}</span>
                  </summary>
                  <Form label={t("desk-room.cancel-one", { who: one.who })} problem={undefined}>
                    <input type="hidden" name="reservation" value={one.id} />
                    <input type="hidden" name="day" value={room.day} />
                    <ReasonField
                      of={one.id}
                      hint={t("desk-room.cancel-hint")}
                      value={values[`reason.${one.id}`]}
                      problem={problemOfReason(problem, one.id)}
                    />
                    <Button kind="refuse" name="do" value="cancel">
                      {t("desk-room.cancel")}
                    </Button>
                  </Form>
                </details>
              )}
            </div>
          </li>
        ))}
      </Rows>
    </Section>
  );
}

function Blackouts({ room }: { room: Room }) {
  const { text: t } = usePage();
  if (room.blackouts.length === 0) return null;
  return (
    <Section title={t("desk-room.blackouts")} id="blackouts">
      <Rows>
        {room.blackouts.map((one) => (
          <li className="work-row full-row" key={one.id}>
            <span className="work-lead">
              {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
            </span>
            <span dir="auto">{one.reason}</span>
            {room.can.includes("black-out") && (
              <div className="row">
                <Form label={t("desk-room.open-one", { reason: one.reason })}>
                  <input type="hidden" name="blackout" value={one.id} />
                  <input type="hidden" name="day" value={room.day} />
                  <Button kind="quiet" name="do" value="open">
                    {t("desk-room.open")}
                    <span className="unseen"> {one.reason}</span>
                  </Button>
                </Form>
              </div>
            )}
          </li>
        ))}
      </Rows>
    </Section>
  );
}

/** Rows of study seats people pick on a map. */
function Seats({ room, problem, values }: Tried) {
  const { text: t } = usePage();
  return (
    <Section title={t("study-seats.desk")} id="seats">
      <p>
        {room.seats > 0 ? (
          <a href={`/desk/rooms/${room.id}/seats`}>{t("study-seats.manage", { count: room.seats })}</a>
        ) : (
          t("study-seats.desk-none")
        )}
      </p>
      <FoldedForm title={t("study-seats.add")} problem={problem}>
        <input type="hidden" name="day" value={room.day} />
        <Field
          name="rows"
          label={t("study-seats.rows")}
          type="number"
          min={1}
          chars={4}
          value={values.rows}
          problem={problem}
        />
        <Field
          name="columns"
          label={t("study-seats.columns")}
          type="number"
          min={1}
          chars={4}
          value={values.columns}
          problem={problem}
        />
        <Tick
          name="public"
          label={t("study-seats.open.new")}
          checked={values.do !== "seats" || "public" in values}
        />
        <Button name="do" value="seats">
          {t("study-seats.add")}
        </Button>
      </FoldedForm>
    </Section>
  );
}

/** What it is called, and whether it is in use. */
function Use({ room, problem, values }: Tried) {
  const { text: t } = usePage();
  return (
    <Section title={t("desk-room.use")} id="use">
      {room.label === null ? (
        <p>
          {room.place ? (
            <a href={`/desk/places/${room.place.id}`}>{t("desk-room.named-by-place")}</a>
          ) : (
            t("desk-room.named-by-place")
          )}
        </p>
      ) : (
        <Form problem={values.do === "rename" ? problem : undefined} label={t("desk-room.rename")}>
          <input type="hidden" name="day" value={room.day} />
          <Field
            name="label"
            label={t("desk-rooms.label")}
            value={values.label ?? room.label}
            problem={values.do === "rename" ? problem : undefined}
          />
          <Button kind="quiet" name="do" value="rename">
            {t("desk-room.rename")}
          </Button>
        </Form>
      )}
      <Form problem={values.do === "rename" ? undefined : problem} label={t("desk-room.retire")}>
        <input type="hidden" name="day" value={room.day} />
        <p>{t(room.retired ? "desk-room.bring-back.means" : "desk-room.retire.means")}</p>
        {room.retired ? (
          <Button kind="quiet" name="do" value="bring-back">
            {t("desk-room.bring-back")}
          </Button>
        ) : (
          <Button kind="refuse" name="do" value="retire">
            {t("desk-room.retire")}
          </Button>
        )}
      </Form>
    </Section>
  );
}

function Rules({ room, problem, values }: Tried) {
  const { text: t } = usePage();
  return (
    <Section title={t("desk-room.rules")} id="rules">
      <details open={problem !== undefined}>
        <summary>{t("desk-room.rules.change")}</summary>
        <p className="quiet">{t("desk-room.rules.means")}</p>
        <Form problem={problem} label={t("desk-room.rules")}>
          <input type="hidden" name="do" value="rules" />
          <input type="hidden" name="day" value={room.day} />
          <input type="hidden" name="version" value={room.version} />
          {room.parts.length > 0 && (
            <Choice
              many
              name="parts"
              label={t("desk-rooms.parts")}
              hint={t("desk-rooms.parts-hint")}
              options={optionsOf(room.parts)}
              value={room.parts.filter(({ within }) => within).map(({ id }) => id)}
              problem={problem}
              optional
            />
          )}
          <RoomRuleFields rules={room.rules} open={room.public} problem={problem} values={values} />
          <Button>{t("desk-room.rules.save")}</Button>
        </Form>
      </details>
    </Section>
  );
}
