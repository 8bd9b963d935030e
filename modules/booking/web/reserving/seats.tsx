import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind, Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { reserveResource } from "../../reserving/contract.ts";
import { roomSeats, type SeatView } from "../../reserving/seats/contract.ts";
import { ruleSentences } from "./room-words.ts";
import { dayAndTime, timesFrom } from "./times-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, city } = pageOf(context);
  const asked = new URL(request.url).searchParams;
  const times = asked.has("startsAt") ? timesFrom(asked, city.zone) : null;
  return call(roomSeats, {
    params: { id: params.id ?? "" },
    query: times ? { from: times.startsAt, to: times.endsAt } : {},
  });
}

export async function action({ context, request }: ActArgs) {
  const { call, text, requestId } = pageOf(context);
  const form = await request.formData();
  const seat = said(form, "seat") || said(form, "listed");
  if (!seat) {
    const [title, detail] = [text("study-seats.pick-first"), text("study-seats.pick-first.do")];
    const problem = {
      type: "about:blank",
      id: "study-seats.pick-first",
      title,
      detail,
      status: 400,
      request_id: requestId,
    };
    const values: Record<string, string> = {};
    return { problem, values };
  }
  try {
    const { reservationId } = await call(
      reserveResource,
      {
        params: { id: seat },
        body: {
          startsAt: said(form, "from"),
          endsAt: said(form, "to"),
          purpose: text("study-seats.purpose"),
        },
      },
      keyOf(form),
    );
    return redirect(`/reservations/${reservationId}?made`);
  } catch (error) {
    return formProblem(error, form);
  }
}

const kinds: Record<SeatView["state"], StateKind> = {
  free: "open",
  reserved: "soon",
  used: "closed",
  away: "moment",
  closed: "refused",
  shut: "closed",
};

// texts: study-seats.state.*
/** The seats of a reading room: a time, the map as it is then, and picking one on it or from the list. */
export default function SeatsPage({ loaderData: room, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const [from, to] = [dayAndTime(room.startsAt, city.zone), dayAndTime(room.endsAt, city.zone)];
  const free = room.seats.filter(({ state }) => state === "free");
  const opens = room.opensAt && timesAsQuery(room.opensAt, city.zone);
  const when = t.formats.rangeText({ from: moment(room.startsAt), to: moment(room.endsAt) });
  return (
    <ShellPortal
      title={t("study-seats.title", { room: room.name })}
      description={t("study-seats.lead")}
      section="rooms"
    >
      <div className="stack">
        <Trail
          label={t("reserving.trail")}
          items={[
            { href: "/rooms", label: t("reserving.rooms") },
            ...(room.place ? [{ href: `/places/${room.place.id}`, label: room.place.name }] : []),
          ]}
        />
        {room.demo && (
          <p>
            <Tag>{t("place.demo")}</Tag>
          </p>
        )}
        <h1>
          <bdi>{room.name}</bdi>
        </h1>
        <Form method="get" label={t("study-seats.when")}>
          <DateField
            name="startsAt"
            label={t("reserving.day")}
            value={from.day}
            min={room.today}
            max={room.lastDay}
          />
          <TimeField name="startsAt.time" label={t("reserving.from")} value={from.time} />
          <TimeField name="endsAt" label={t("reserving.to")} value={to.time} />
          <Button kind="quiet">{t("study-seats.show")}</Button>
        </Form>
      </div>
      <Section title={when} id="seats">
        {room.closed.length > 0 && (
          <Notice kind="attention" title={t("study-seats.closed")}>
            {t.formats.listText(room.closed)}
          </Notice>
        )}
        {room.shut ? (
          <Notice kind="attention" title={t("study-seats.shut")}>
            {opens && (
              <a href={`?${opens}#seats`}>{t("study-seats.opens", { at: moment(room.opensAt ?? "") })}</a>
            )}
          </Notice>
        ) : (
          <p>{t("study-seats.free", { free: free.length, of: room.seats.length })}</p>
        )}
        <Form problem={actionData?.problem} label={t("study-seats.pick")}>
          <input type="hidden" name="from" value={room.startsAt} />
          <input type="hidden" name="to" value={room.endsAt} />
          <SeatMap seats={room.seats} picked={actionData?.values.seat} />
          {free.length > 0 && (
            <>
              <Select
                name="listed"
                label={t("study-seats.from-list")}
                empty={t("study-seats.none-picked")}
                options={free.map(({ id, label }) => ({ value: id, label }))}
                optional
              />
              <Button icon="check">{t("study-seats.do")}</Button>
            </>
          )}
        </Form>
      </Section>
      <Section title={t("reserving.rules")}>
        <ul>
          {[t("study-seats.rule.one"), ...ruleSentences(t, room.rules), ...room.penalties].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
    </ShellPortal>
  );
}

/** The fields of the form, for two hours from an opening on. */
function timesAsQuery(opensAt: string, zone: string): string {
  const from = dayAndTime(opensAt, zone);
  const { time } = dayAndTime(moment(opensAt).add({ hours: 2 }).toString(), zone);
  return new URLSearchParams({ startsAt: from.day, "startsAt.time": from.time, endsAt: time }).toString();
}

/** Rows as they stand; each seat says in a shape and a word how it is, and a free one can be picked. */
function SeatMap({ seats, picked }: { seats: readonly SeatView[]; picked: string | undefined }) {
  const { text: t } = usePage();
  const rows = Map.groupBy(seats, ({ row }) => row);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-region" tabIndex={0} aria-label={t("study-seats.map")}>
      <fieldset className="study-seats">
        <legend className="unseen">{t("study-seats.map")}</legend>
        {[...rows].map(([row, some]) => (
          <div className="study-row" key={row}>
            {some.map((seat) => (
              <Seat key={seat.id} seat={seat} picked={seat.id === picked} />
            ))}
          </div>
        ))}
      </fieldset>
    </section>
  );
}

function Seat({ seat: { id, label, state, mine }, picked }: { seat: SeatView; picked: boolean }) {
  const { text: t } = usePage();
  const word = (
    <State kind={kinds[state]}>{t(mine ? "study-seats.mine" : `study-seats.state.${state}`)}</State>
  );
  if (state !== "free")
    return (
      <div className="study-seat">
        <b>{label}</b>
        {word}
      </div>
    );
  return (
    <label className="study-seat study-free">
      <span>
        <input type="radio" name="seat" value={id} defaultChecked={picked} /> <b>{label}</b>
      </span>
      {word}
    </label>
  );
}
