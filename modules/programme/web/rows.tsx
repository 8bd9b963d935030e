import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { Section } from "#web/kit/section.tsx";
import type { StateKind } from "#web/kit/state.tsx";
import { day, moment, occasionTime } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { Admission, EventRow as Row } from "../contract.ts";

export const admissionKinds: Record<Admission["state"], StateKind> = {
  "no-booking": "open",
  open: "open",
  "not-yet": "soon",
  drawn: "soon",
  "on-site": "moment",
  full: "closed",
  closed: "closed",
  over: "closed",
  cancelled: "refused",
};

export interface EventRowsProps {
  label: string;
  items: readonly Row[];
  /** The series whose page this is: its name is not said again in every row. */
  seriesId?: string;
  /** The heading above says the day. */
  dayless?: true;
  /** The heading above says that they are on. */
  unmarked?: true;
}

// texts: admission.*
/** Events as rows: when, what and where, how one gets in. The same on every page that lists events. */
export function EventRows({ label, items, seriesId, dayless, unmarked }: EventRowsProps) {
  const { text: t } = usePage();
  const timeOf = useRowTime();
  return (
    <EventList label={label}>
      {items.map((row) => {
        const { day, ...time } = timeOf(row);
        return (
          <EventRow
            key={row.sessionId}
            href={`/events/${row.id}`}
            title={row.title}
            lang={row.lang === t.locale ? undefined : row.lang}
            time={dayless && !isLong(row) ? time : { ...time, day }}
            place={row.place?.name ?? t("events.online")}
            series={row.series && row.series.id !== seriesId ? row.series.name : undefined}
            mark={unmarked ? undefined : markOf(row, t)}
            left={{
              kind: admissionKinds[row.admission.state],
              word: t(`admission.${row.admission.state}`),
              ...(row.admission.state === "open" &&
                row.admission.left !== null && { count: row.admission.left }),
            }}
          />
        );
      })}
    </EventList>
  );
}

/** The same under a heading for each day; what has long begun stands together at the end. */
export function EventDays({ items }: { items: readonly Row[] }) {
  const { text: t, city } = usePage();
  const dayOf = (row: Row) => moment(row.startsAt).toZonedDateTimeISO(city.zone).toPlainDate();
  const groups = Map.groupBy(items, (row) => (row.running && isLong(row) ? "" : dayOf(row).toString()));
  return [...groups].map(([key, rows]) => {
    const title = key === "" ? t("events.running-long") : t.formats.dayText(day(key));
    return (
      <Section key={key} title={title}>
        <EventRows label={title} items={rows} dayless />
      </Section>
    );
  });
}

function markOf(
  { running, more, timed, admission }: Row,
  t: ReturnType<typeof usePage>["text"],
): string | undefined {
  if (timed) return t("events.timed");
  // Of a day that is looked back at, what has begun may be over.
  if (running) return admission.state === "over" ? undefined : t("events.running");
  return more > 0 ? t("events.more-sessions", { count: more }) : undefined;
}

const isLong = ({ startsAt, endsAt }: Pick<Row, "startsAt" | "endsAt">) =>
  moment(startsAt).until(moment(endsAt)).total("hours") > 24;

/** The time of a row: an occasion of one day by its hours, one of many days by its last. */
function useRowTime() {
  const { text: t, city } = usePage();
  return (row: Row): { iso: string; day: string; from: string; to?: string } => {
    if (!isLong(row)) return occasionTime(t, city.zone, row);
    const last = moment(row.endsAt).subtract({ seconds: 1 }).toZonedDateTimeISO(city.zone).toPlainDate();
    return { iso: row.startsAt, day: t("events.through"), from: t.formats.dayText(last) };
  };
}
