import { EventList, EventRow } from "#web/kit/event-row.tsx";
import type { StateKind } from "#web/kit/state.tsx";
import { moment, occasionTime } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { Admission, EventRow as Row } from "../contract.ts";

export const admissionKinds: Record<Admission["state"], StateKind> = {
  "no-booking": "open",
  open: "open",
  "not-yet": "soon",
  "on-site": "moment",
  full: "closed",
  closed: "closed",
  over: "closed",
  cancelled: "refused",
};

// texts: admission.*
/** Events as rows: when, what and where, how one gets in. The same on every page that lists events. */
export function EventRows({ label, items, level }: { label: string; items: readonly Row[]; level?: 2 | 3 }) {
  const { text: t } = usePage();
  const time = useRowTime();
  return (
    <EventList label={label}>
      {items.map((row) => (
        <EventRow
          key={row.sessionId}
          href={`/events/${row.id}`}
          title={row.title}
          lang={row.lang === t.locale ? undefined : row.lang}
          time={time(row)}
          place={row.place?.name ?? t("events.online")}
          series={row.series?.name}
          level={level}
          mark={row.more > 0 ? t("events.more-sessions", { count: row.more }) : undefined}
          left={{
            kind: admissionKinds[row.admission.state],
            word: t(`admission.${row.admission.state}`),
            ...(row.admission.state === "open" &&
              row.admission.left !== null && { count: row.admission.left }),
          }}
        />
      ))}
    </EventList>
  );
}

/** The time of a row: an occasion of one day by its hours, one of many days by its last. */
function useRowTime() {
  const { text: t, city } = usePage();
  return (row: Pick<Row, "startsAt" | "endsAt">) => {
    const hours = moment(row.startsAt).until(moment(row.endsAt)).total("hours");
    if (hours <= 24) return occasionTime(t, city.zone, row);
    const last = moment(row.endsAt).subtract({ seconds: 1 }).toZonedDateTimeISO(city.zone).toPlainDate();
    return { iso: row.startsAt, day: t("events.through"), from: t.formats.dayText(last) };
  };
}
