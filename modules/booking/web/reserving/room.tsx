import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Facts } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, Tag } from "#web/kit/state.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
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
import { usePage } from "#web/text.tsx";
import {
  overlapsOwn,
  planReservations,
  reserveResource,
  reserveSeries,
  resourceDays,
} from "../../reserving/contract.ts";
import { organisationsToActFor } from "../own-organisations.ts";
import { Reserve, repeatIn } from "./reserve-form.tsx";
import { endText, ruleSentences } from "./room-words.ts";
import { dayAndTime, timesFrom, timesOfSlot } from "./times-form.ts";
import { WeekGrid } from "./week-grid.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const from = query.get("from") ?? undefined;
  const room = await call(resourceDays, {
    params: { id: params.id ?? "" },
    query: { ...(from && { from }) },
  });
  const organisations = actor.kind === "staff" ? await organisationsToActFor(call) : [];
  return { room, organisations, day: query.get("day"), time: query.get("time") };
}

/** One is reserved, when it was seen what else one has then; of one that repeats the report comes first, and again with what became of each. */
export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const organisation = said(form, "organisation");
  const room = { params: { id: params.id ?? "" } };
  const wish = {
    ...(form.has("slot.minutes") ? timesOfSlot(form) : timesFrom(form, city.zone)),
    purpose: said(form, "purpose"),
    ...(form.get("people") && { people: numberOf(form, "people") }),
    ...(organisation && { organisation }),
  };
  const repeat = repeatIn(form);
  const what = said(form, "do");
  try {
    if (repeat && (what === "all" || what === "some")) {
      const body = { ...wish, repeat, all: what === "all" };
      return { report: await call(reserveSeries, { ...room, body }, keyOf(form)), values: {} };
    }
    if (repeat) {
      const plan = await call(planReservations, { ...room, body: { ...wish, repeat } }, keyOf(form));
      return { plan, values: valuesIn(form) };
    }
    // What is no time is named by the contract of the reservation.
    if (!organisation && what !== "anyway" && [wish.startsAt, wish.endsAt].every((at) => at.endsWith("Z"))) {
      const { overlaps } = await call(overlapsOwn, {
        query: { startsAt: wish.startsAt, endsAt: wish.endsAt },
      });
      if (overlaps.length > 0) return { overlaps, values: valuesIn(form) };
    }
    const { reservationId } = await call(reserveResource, { ...room, body: wish }, keyOf(form));
    return redirect(`/reservations/${reservationId}?made`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** What was typed, for the form beneath the report. */
function valuesIn(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("_") && name !== "do"
        ? [[name, name.endsWith("[]") ? form.getAll(name).join() : value]]
        : [],
    ),
  );
}

type Room = AnswerOf<typeof resourceDays>;

// texts: place.equipment.* place.access.*
/** One room: what it is, what is asked, its week and a day, and the form. */
export default function RoomPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { room, organisations, time } = loaderData;
  const { text: t } = usePage();
  const chosen = room.days.find(({ day }) => day === loaderData.day) ?? room.days[0];
  const [first, last] = [room.days[0]?.day ?? room.today, room.days.at(-1)?.day ?? room.today];
  const shift = (days: number) => dayOf(first).add({ days }).toString();
  return (
    <ShellPortal title={room.name} description={t("reserving.rooms.lead")} section="rooms">
      <div className="split">
        <div className="stack-wide">
          <header className="stack-tight">
            <Trail
              label={t("reserving.trail")}
              items={[
                { href: "/rooms", label: t("reserving.rooms") },
                ...(room.place ? [{ href: `/places/${room.place.id}`, label: room.place.name }] : []),
              ]}
            />
            <p className="row">
              {room.demo && <Tag>{t("place.demo")}</Tag>}
              {!room.public && <Tag>{t("reserving.staff-only")}</Tag>}
              {room.rules.approval.length > 0 && <Tag>{t("reserving.needs-approval")}</Tag>}
            </p>
            <h1>
              <bdi>{room.name}</bdi>
            </h1>
          </header>
          <Section title={t("reserving.week")} id="week">
            <p className="row">
              {Temporal.PlainDate.compare(dayOf(first), dayOf(room.today)) > 0 && (
                <a rel="prev" href={`?from=${shift(-7)}#week`}>
                  {t("reserving.week-before")}
                </a>
              )}
              <span>{t.formats.dayRangeText({ from: dayOf(first), through: dayOf(last) })}</span>
              {last < room.lastDay && (
                <a rel="next" href={`?from=${shift(7)}#week`}>
                  {t("reserving.week-after")}
                </a>
              )}
            </p>
            <WeekGrid
              days={room.days}
              hrefOf={(day, at) => `?from=${first}&day=${day}&time=${at}#reserve`}
              dayHref={(day) => `?from=${first}&day=${day}#${chosen?.slots ? "reserve" : "day"}`}
            />
            <p className="quiet small">
              {t(room.rules.slot ? "reserving.grid-means-slots" : "reserving.grid-means")}
            </p>
          </Section>
          <Shut days={room.days} />
          {chosen && !chosen.slots && <DayParts chosen={chosen} first={first} />}
          <Reserve
            room={room}
            organisations={organisations}
            day={chosen?.day ?? room.today}
            time={time}
            problem={actionData && "problem" in actionData ? actionData.problem : undefined}
            values={actionData?.values ?? {}}
            overlaps={actionData && "overlaps" in actionData ? actionData.overlaps : undefined}
            plan={actionData && "plan" in actionData ? actionData.plan : undefined}
            report={actionData && "report" in actionData ? actionData.report : undefined}
          />
        </div>
        <aside className="stack-wide">
          <Facts
            items={[
              ...(room.capacity !== null
                ? [
                    {
                      term: t("reserving.capacity"),
                      value: t("place.spaces.capacity", { capacity: room.capacity }),
                    },
                  ]
                : []),
              ...(room.equipment.length > 0
                ? [
                    {
                      term: t("place.equipment.title"),
                      value: t.formats.listText(room.equipment.map((code) => t(`place.equipment.${code}`))),
                    },
                  ]
                : []),
              ...(room.access.length > 0
                ? [
                    {
                      term: t("place.access.title"),
                      value: t.formats.listText(room.access.map((code) => t(`place.access.${code}`))),
                    },
                  ]
                : []),
            ]}
          />
          <Section title={t("reserving.rules")}>
            <ul>
              {[...ruleSentences(t, room.rules), ...room.penalties].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Section>
        </aside>
      </div>
    </ShellPortal>
  );
}

/** When the house has closed it in these days, and why. */
function Shut({ days }: { days: Room["days"] }) {
  const { text: t } = usePage();
  const shut = days.flatMap(({ parts }) => parts.filter(({ state }) => state === "shut"));
  if (shut.length === 0) return null;
  return (
    <Section title={t("reserving.shut")} id="shut">
      <Rows>
        {shut.map(({ startsAt, endsAt, because }) => (
          <li className="work-row" key={startsAt}>
            <span className="work-lead">
              {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}
            </span>
            <span dir="auto">{because}</span>
          </li>
        ))}
      </Rows>
    </Section>
  );
}

// texts: reserving.part.*
/** A day in parts: from when to when it is free. */
function DayParts({ chosen: { day, parts }, first }: { chosen: Room["days"][number]; first: string }) {
  const { text: t, city } = usePage();
  return (
    <Section title={t.formats.fullDayText(dayOf(day))} id="day">
      {parts.length === 0 ? (
        <Empty title={t("reserving.closed-day")}>
          <a href="#week">{t("reserving.closed-day.do")}</a>
        </Empty>
      ) : (
        <Rows>
          {parts.map(({ startsAt, endsAt, state, because }) => (
            <li className="work-row" key={startsAt}>
              <span className="work-lead">
                {t.formats.timeText(moment(startsAt))}–{endText(t, moment(endsAt))}
              </span>
              <State kind={state === "free" ? "open" : "closed"}>{t(`reserving.part.${state}`)}</State>
              {because && <span dir="auto">{because}</span>}
              {state === "free" && (
                <a href={`?from=${first}&day=${day}&time=${dayAndTime(startsAt, city.zone).time}#reserve`}>
                  {t("reserving.from-then")}
                </a>
              )}
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}
