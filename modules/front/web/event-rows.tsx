import type { Static } from "typebox";
import { EventList, EventRow } from "#web/kit/event-row.tsx";
import type { StateKind } from "#web/kit/state.tsx";
import { occasionTime } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { EventRow as Row } from "../../programme/contract.ts";

type Admission = Static<typeof Row>["admission"];

const kinds: Record<Admission["state"], StateKind> = {
  "no-booking": "open",
  open: "open",
  "not-yet": "soon",
  "on-site": "moment",
  full: "closed",
  closed: "closed",
  over: "closed",
  cancelled: "refused",
};

// texts: front.admission.*

/** Events as the home page and search list them. */
export function EventRows({ label, items }: { label: string; items: readonly Static<typeof Row>[] }) {
  const { text: t, city } = usePage();
  return (
    <EventList label={label}>
      {items.map((row) => (
        <EventRow
          key={row.sessionId}
          href={`/events/${row.id}`}
          title={row.title}
          lang={row.lang}
          time={occasionTime(t, city.zone, row)}
          place={row.place?.name ?? t("front.online")}
          series={row.series?.name}
          left={{
            kind: kinds[row.admission.state],
            word: t(`front.admission.${row.admission.state}`),
            ...(row.admission.state === "open" &&
              row.admission.left !== null && { count: row.admission.left }),
          }}
        />
      ))}
    </EventList>
  );
}
