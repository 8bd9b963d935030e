import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
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
  type Problem,
  pageOf,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { ownOrganisations } from "../../../people/contract.ts";
import { reserveResource, resourceDays } from "../../reserving/contract.ts";
import { ruleSentences } from "./room-words.ts";
import { endText } from "./rooms.tsx";
import { dayAndTime, timesFrom } from "./times-form.ts";
import { WeekGrid } from "./week-grid.tsx";

const brings: readonly string[] = ["clerk", "editor", "manager"];

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const from = query.get("from") ?? undefined;
  const room = await call(resourceDays, {
    params: { id: params.id ?? "" },
    query: { ...(from && { from }) },
  });
  const organisations =
    actor.kind === "staff"
      ? (await call(ownOrganisations, {})).items
          .filter(({ roles }) => roles.some((role) => brings.includes(role)))
          .map(({ id, name }) => ({ value: id, label: name }))
      : [];
  return { room, organisations, day: query.get("day"), time: query.get("time") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const organisation = String(form.get("organisation") ?? "");
  try {
    const { reservationId } = await call(
      reserveResource,
      {
        params: { id: params.id ?? "" },
        body: {
          ...timesFrom(form, city.zone),
          purpose: String(form.get("purpose") ?? "").trim(),
          ...(form.get("people") && { people: numberOf(form, "people") }),
          ...(organisation && { organisation }),
        },
      },
      keyOf(form),
    );
    return redirect(`/reservations/${reservationId}?made`);
  } catch (error) {
    return formProblem(error, form);
  }
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
    <ShellPortal title={room.name} description={t("reserving.rooms.lead")} section="places">
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
              dayHref={(day) => `?from=${first}&day=${day}#day`}
            />
            <p className="quiet small">{t("reserving.grid-means")}</p>
          </Section>
          {chosen && <DayParts chosen={chosen} first={first} />}
          <Reserve
            room={room}
            organisations={organisations}
            day={chosen?.day ?? room.today}
            time={time}
            problem={actionData?.problem}
            values={actionData?.values ?? {}}
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
              {ruleSentences(t, room.rules).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Section>
        </aside>
      </div>
    </ShellPortal>
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
          {parts.map(({ startsAt, endsAt, state }) => (
            <li className="work-row" key={startsAt}>
              <span className="work-lead">
                {t.formats.timeText(moment(startsAt))}–{endText(t, moment(endsAt))}
              </span>
              <State kind={state === "free" ? "open" : "closed"}>{t(`reserving.part.${state}`)}</State>
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

interface ReserveProps {
  room: Room;
  organisations: readonly { value: string; label: string }[];
  day: string;
  time: string | null;
  problem: Problem | undefined;
  values: Record<string, string>;
}

function Reserve({ room, organisations, day, time, problem, values }: ReserveProps) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  if (actor.kind === "anonymous")
    return (
      <Section title={t("reserving.reserve")} id="reserve">
        <p>{t("reserving.sign-in-first")}</p>
        <p>
          <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`}>{t("shell.sign-in")}</ButtonLink>
        </p>
      </Section>
    );
  const end = time ? endFor(time, room.rules.shortestMinutes) : undefined;
  return (
    <Section title={whom.acts ? t("reserving.reserve-for", whom) : t("reserving.reserve")} id="reserve">
      <Form problem={problem} label={t("reserving.reserve")} action={`?day=${day}#reserve`}>
        <DateField
          name="startsAt"
          label={t("reserving.day")}
          value={values.startsAt ?? day}
          min={room.today}
          max={room.lastDay}
          problem={problem}
        />
        <TimeField
          name="startsAt.time"
          label={t("reserving.from")}
          value={values["startsAt.time"] ?? time ?? undefined}
          problem={problem}
        />
        <TimeField
          name="endsAt"
          label={t("reserving.to")}
          hint={t("reserving.to-hint")}
          value={values.endsAt ?? end}
          problem={problem}
        />
        <Field
          name="purpose"
          label={t("reserving.purpose")}
          hint={t("reserving.purpose-hint")}
          value={values.purpose}
          problem={problem}
        />
        <Field
          name="people"
          label={t("reserving.people")}
          type="number"
          min={1}
          max={room.capacity ?? undefined}
          chars={4}
          value={values.people}
          problem={problem}
          optional
        />
        {organisations.length > 0 && (
          <Select
            name="organisation"
            label={t("reserving.organisation")}
            options={organisations}
            value={values.organisation ?? organisations[0]?.value}
            problem={problem}
          />
        )}
        <Button icon="check">{t(room.rules.approval.length > 0 ? "reserving.ask" : "reserving.do")}</Button>
      </Form>
    </Section>
  );
}

/** The shortest time from then on, where it ends on the day. */
function endFor(time: string, minutes: number): string | undefined {
  try {
    return Temporal.PlainTime.from(time).add({ minutes }).toString({ smallestUnit: "minute" });
  } catch {
    return undefined;
  }
}
