import { ButtonLink } from "#web/kit/button.tsx";
import { PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { longestSearch } from "#web/kit/field.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { RoomRows, reservableResources } from "../../booking/web/door.ts";
import { listClasses } from "../../courses/contract.ts";
import { ClassRows } from "../../courses/web/door.ts";
import { FoundRows, searchCatalogue } from "../../library/web/door.ts";
import { listPlaces } from "../../places/contract.ts";
import { openState } from "../../places/web/door.ts";
import { listEvents } from "../../programme/contract.ts";
import { EventRows } from "../../programme/web/door.ts";

const limit = 20;
/** The catalogue is larger than the rest together, and has a page of its own. */
const someBooks = 5;

export async function loader({ context, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams.get("q")?.trim() ?? "";
  const cut = asked.length > longestSearch;
  // Nobody's words: a whole text was pasted. Looking for its beginning would find nothing and say so of the whole.
  const q = cut ? "" : asked.toWellFormed();
  if (q === "")
    return { q, cut, events: [], classes: [], rooms: [], places: [], books: [], moreBooks: false };
  const { call } = pageOf(context);
  const [events, classes, rooms, places, books] = await Promise.all([
    call(listEvents, { query: { q, when: "coming", limit } }),
    call(listClasses, { query: { q, limit } }),
    call(reservableResources, { query: { q } }),
    call(listPlaces, { query: { q, limit } }),
    call(searchCatalogue, { query: { q, limit: someBooks } }),
  ]);
  return {
    ...{ q, cut, events: events.items, classes: classes.items, places: places.items, books: books.items },
    moreBooks: books.next !== null,
    rooms: [...rooms.reading, ...rooms.items].map(({ id, name, place, ...is }) => ({
      ...{ id, name, place: place?.name ?? null, seats: "seats" in is ? is.seats : null },
    })),
  };
}

/** One field for everything; results by kind, the kinds with a title that begins with the words first. */
export default function Search({
  loaderData: { q, cut, events, classes, rooms, places, books, moreBooks },
}: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const groups = [
    {
      names: events.map(({ title }) => title),
      shown: (
        <Section key="events" title={t("front.search.events", { count: events.length })}>
          <EventRows label={t("front.search.events", { count: events.length })} items={events} />
        </Section>
      ),
    },
    {
      names: classes.map(({ title }) => title),
      shown: (
        <Section key="classes" title={t("front.search.classes", { count: classes.length })}>
          <ClassRows label={t("front.search.classes", { count: classes.length })} items={classes} level={3} />
        </Section>
      ),
    },
    {
      names: rooms.map(({ name }) => name),
      shown: (
        <Section
          key="rooms"
          title={t("front.search.rooms", { count: rooms.length })}
          more={{ href: `/rooms?${new URLSearchParams({ q })}`, label: t("front.search.rooms-free") }}
        >
          <RoomRows items={rooms.slice(0, limit)} />
        </Section>
      ),
    },
    {
      names: places.map(({ name }) => name),
      shown: (
        <Section key="places" title={t("front.search.places", { count: places.length })}>
          <PlaceList>
            {places.map((place) => (
              <PlaceCard
                key={place.id}
                href={`/places/${place.id}`}
                name={place.name}
                kind={{ code: place.kind.icon, word: place.kind.name }}
                state={openState(t, place.open)}
                where={place.address}
              />
            ))}
          </PlaceList>
        </Section>
      ),
    },
    {
      names: books.map(({ title }) => title),
      shown: (
        <Section
          key="books"
          title={t("front.search.books")}
          more={
            moreBooks
              ? { href: `/catalogue?${new URLSearchParams({ q })}`, label: t("front.search.books-all") }
              : undefined
          }
        >
          <FoundRows label={t("front.search.books")} items={books} level={3} />
        </Section>
      ),
    },
  ].filter(({ names }) => names.length > 0);
  const begins = ({ names }: { names: string[] }) => names.some((name) => name.startsWith(q));
  const best = groups.toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
  return (
    <ShellPortal
      title={q ? t("front.search.title-for", { q }) : t("front.search.title")}
      section="search"
      query={q}
    >
      <div className="stack">
        <h1>{q ? t("front.search.title-for", { q }) : t("front.search.title")}</h1>
        {cut && (
          <Notice kind="attention" title={t("front.search.too-long")}>
            <p>{t("front.search.too-long.do", { limit: longestSearch })}</p>
          </Notice>
        )}
        {q === "" && !cut && <p>{t("front.search.hint")}</p>}
      </div>
      {q !== "" && groups.length === 0 && (
        <Empty title={t("front.search.nothing", { q })}>
          <p>{t("front.search.nothing.do")}</p>
          <ButtonLink kind="quiet" href="/events">
            {t("front.home.all-events")}
          </ButtonLink>
        </Empty>
      )}
      {best.map(({ shown }) => shown)}
    </ShellPortal>
  );
}
