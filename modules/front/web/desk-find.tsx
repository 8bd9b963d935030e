import { EventList, EventRow, PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { longestSearch } from "#web/kit/field.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { occasionTime } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listClasses } from "../../courses/contract.ts";
import { listPlaces } from "../../places/contract.ts";
import { openState } from "../../places/web/door.ts";
import { listEvents } from "../../programme/contract.ts";

const limit = 20;

export async function loader({ context, request }: LoadArgs) {
  const q = new URL(request.url).searchParams.get("q")?.trim().slice(0, longestSearch) ?? "";
  if (q === "") return { q, events: [], classes: [], places: [] };
  const { call } = pageOf(context);
  const [events, classes, places] = await Promise.all([
    call(listEvents, { query: { q, when: "coming", limit } }),
    call(listClasses, { query: { q, limit } }),
    call(listPlaces, { query: { q, limit } }),
  ]);
  return { q, events: events.items, classes: classes.items, places: places.items };
}

/** What the command field finds: leads to the desk's own pages. */
export default function DeskFind({ loaderData: { q, events, classes, places } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellDesk title={t("front.desk.find")}>
      {q === "" && <p>{t("front.search.hint")}</p>}
      {q !== "" && events.length + classes.length + places.length === 0 && (
        <Empty title={t("front.search.nothing", { q })}>{t("front.search.nothing.do")}</Empty>
      )}
      {events.length > 0 && (
        <Section title={t("front.search.events", { count: events.length })}>
          <EventList>
            {events.map((row) => (
              <EventRow
                key={row.sessionId}
                href={`/desk/events/${row.id}`}
                title={row.title}
                lang={row.lang}
                time={occasionTime(t, city.zone, row)}
                place={row.place?.name ?? t("events.online")}
              />
            ))}
          </EventList>
        </Section>
      )}
      {classes.length > 0 && (
        <Section title={t("front.search.classes", { count: classes.length })}>
          <EventList>
            {classes.map((row) => (
              <EventRow
                key={row.id}
                href={`/desk/classes/${row.id}`}
                title={row.title}
                lang={row.lang}
                series={row.term}
                time={occasionTime(t, city.zone, row)}
                place={row.place?.name ?? t("events.online")}
              />
            ))}
          </EventList>
        </Section>
      )}
      {places.length > 0 && (
        <Section title={t("front.search.places", { count: places.length })}>
          <PlaceList columns={2}>
            {places.map((place) => (
              <PlaceCard
                key={place.id}
                href={`/desk/places/${place.id}`}
                name={place.name}
                kind={{ code: place.kind.icon, word: place.kind.name }}
                state={openState(t, place.open)}
              />
            ))}
          </PlaceList>
        </Section>
      )}
    </ShellDesk>
  );
}
