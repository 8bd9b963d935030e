import { PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Band, Doors, MapFrame, Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type Call, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { ListCards, listLists } from "../../library/web/door.ts";
import {
  detourFactor,
  listFilters,
  listPlaces,
  nearbyPlaces,
  placesMap,
  walkingSpeed,
} from "../../places/contract.ts";
import { askedSpot, awayParts, NearMe, openState } from "../../places/web/door.ts";
import { listEvents, listSeries } from "../../programme/contract.ts";
import { EventRows } from "../../programme/web/door.ts";

const minutes = 15;
const mostLists = 3;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const own = askedSpot({ context, request });
  const [filters, now, coming, series, lists] = await Promise.all([
    call(listFilters, {}),
    call(listEvents, { query: { when: "now", limit: 4 } }),
    call(listEvents, { query: { when: "coming", limit: 30 } }),
    call(listSeries, { query: { running: true } }),
    call(listLists, { query: { limit: mostLists } }),
  ]);
  return {
    at: filters.at,
    now: now.items,
    next: coming.items.filter(({ running }) => !running).slice(0, 6),
    around: await around(call, own ?? filters.centre, own ? "reader" : "start"),
    districts: filters.districts,
    own,
    series: series.items.toSorted((a, b) => b.events - a.events)[0] ?? null,
    lists: lists.items.filter(({ current }) => current),
  };
}

/** What is near a spot; null in a city that has no places yet. */
async function around(call: Call, spot: { lon: number; lat: number } | null, middle: "reader" | "start") {
  if (!spot) return null;
  const [near, open, { map }] = await Promise.all([
    call(nearbyPlaces, { query: { ...spot, minutes } }),
    call(listPlaces, { query: { ...spot, open: "now", sort: "distance", limit: 4 } }),
    call(placesMap, { query: { ...spot, minutes, middle } }),
  ]);
  return { open: near.open, nearest: open.items, map };
}

/** What is on and what is open: now first, near first. */
export default function Home({ loaderData }: PageProps<typeof loader>) {
  const { now, next, around, series, lists } = loaderData;
  const { text: t, city } = usePage();
  const at = moment(loaderData.at);
  return (
    <ShellPortal title={city.name} description={t("front.home.description")} section="home" bands>
      <div className="page">
        <div className="dateline">
          <h1>{t.formats.dayText(at.toZonedDateTimeISO(city.zone).toPlainDate())}</h1>
          {around && (
            <p className="lead">
              {t("front.home.lead", { time: t.formats.timeText(at), minutes, open: around.open })}
            </p>
          )}
        </div>
        <Tabs
          label={t("front.home.when")}
          items={[
            { href: "/events?when=now", label: t("front.when.now") },
            { href: "/events?when=today", label: t("front.when.today") },
            { href: "/events?when=weekend", label: t("front.when.weekend") },
            { href: "/calendar", label: t("front.when.calendar") },
          ]}
        />
        <div className="split home-split">
          <div>
            {now.length > 0 && (
              <Section
                title={t("front.home.now")}
                more={{ href: "/events?when=now", label: t("front.home.all-now") }}
              >
                <EventRows label={t("front.home.now")} items={now} unmarked />
              </Section>
            )}
            <Section
              title={t("front.home.next")}
              more={{ href: "/events", label: t("front.home.all-events") }}
            >
              {next.length === 0 ? (
                <Empty title={t("front.home.nothing-on")}>
                  <a href="/places?open=now">{t("front.home.nothing-on.do")}</a>
                </Empty>
              ) : (
                <EventRows label={t("front.home.next")} items={next} />
              )}
            </Section>
          </div>
          <aside>
            <Near {...loaderData} />
          </aside>
        </div>
      </div>
      {series && (
        <Band
          href={`/series/${series.id}`}
          title={series.name}
          eyebrow={t("front.home.series")}
          line={t("front.home.series-line", { count: series.events })}
          family={series.family}
        />
      )}
      <div className="page main-padded stack-wide">
        {lists.length > 0 && (
          <Section title={t("front.home.lists")} more={{ href: "/lists", label: t("front.home.all-lists") }}>
            <ListCards label={t("front.home.lists")} items={lists} level={3} />
          </Section>
        )}
        <Doors
          label={t("front.home.doors")}
          doors={[
            { href: "/events", icon: "ticket", word: t("front.door.book"), line: t("front.door.book.line") },
            {
              href: "/courses",
              icon: "course",
              word: t("front.door.learn"),
              line: t("front.door.learn.line"),
            },
            { href: "/places", icon: "pin", word: t("front.door.places"), line: t("front.door.places.line") },
            { href: "/rooms", icon: "sofa", word: t("front.door.rooms"), line: t("front.door.rooms.line") },
            { href: "/my/pass", icon: "pass", word: t("front.door.pass"), line: t("front.door.pass.line") },
            {
              href: "/my/family",
              icon: "person",
              word: t("front.door.help"),
              line: t("front.door.help.line"),
            },
          ]}
        />
      </div>
    </ShellPortal>
  );
}

type Shown = PageProps<typeof loader>["loaderData"];

/** The surroundings as map and list, ways to say where one is, and the districts for those who would rather not. */
function Near({ around, own, districts }: Pick<Shown, "around" | "own" | "districts">) {
  const t = useText();
  if (!around) return null;
  const spot = own && new URLSearchParams({ lon: String(own.lon), lat: String(own.lat) });
  return (
    <Section
      title={t("front.home.near")}
      note={t(own ? "front.home.from-you" : "front.home.from-centre")}
      more={{ href: "/places?open=now&sort=distance", label: t("front.home.open-list") }}
    >
      <div className="stack">
        <MapFrame
          svg={around.map?.svg}
          instead={t("front.home.no-map")}
          more={{ href: spot ? `/map?${spot}` : "/map", label: t("front.home.live-map") }}
        />
        <NearMe to="/" instead="/places#districts" without={own ? "/" : undefined} />
        {around.nearest.length > 0 && (
          <PlaceList>
            {around.nearest.map((place) => (
              <PlaceCard
                key={place.id}
                href={spot ? `/places/${place.id}?${spot}` : `/places/${place.id}`}
                name={place.name}
                kind={{ code: place.kind.icon, word: place.kind.name }}
                state={openState(t, place.open)}
                {...awayParts(t, place.away)}
              />
            ))}
          </PlaceList>
        )}
        <p className="quiet small">
          {t("place.walk-estimate", { factor: detourFactor, speed: walkingSpeed })}
        </p>
        <nav aria-label={t("front.home.districts")}>
          <ul className="plain row">
            {districts.map(({ code, name, places }) => (
              <li key={code}>
                <a href={`/places?division=${code}`}>{t("front.home.district", { name, places })}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </Section>
  );
}
