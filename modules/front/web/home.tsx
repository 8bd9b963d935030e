import { PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Band, Doors, MapFrame, Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listPlaces, nearbyPlaces } from "../../places/contract.ts";
import { openState } from "../../places/web/door.ts";
import { listEvents, listSeries } from "../../programme/contract.ts";
import { mapAround } from "../contract.ts";
import { EventRows } from "./event-rows.tsx";
import { spotOf } from "./spot.ts";

const minutes = 15;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { lon, lat, given } = spotOf(new URL(request.url).searchParams);
  const [now, coming, near, open, series, map] = await Promise.all([
    call(listEvents, { query: { when: "now", limit: 4 } }),
    call(listEvents, { query: { when: "coming", limit: 10 } }),
    call(nearbyPlaces, { query: { lon, lat, minutes } }),
    call(listPlaces, { query: { lon, lat, open: "now", sort: "distance", limit: 4 } }),
    call(listSeries, { query: { running: true } }),
    call(mapAround, { query: { lon, lat, minutes } }),
  ]);
  const running = new Set(now.items.map(({ sessionId }) => sessionId));
  return {
    now: now.items,
    next: coming.items.filter(({ sessionId }) => !running.has(sessionId)).slice(0, 6),
    near,
    open: open.items,
    map,
    given,
    series: series.items.toSorted((a, b) => b.events - a.events)[0] ?? null,
  };
}

/** What is on and what is open: now first, near first. */
export default function Home({ loaderData }: PageProps<typeof loader>) {
  const { now, next, near, open, map, given, series } = loaderData;
  const { text: t, city } = usePage();
  const at = moment(near.at);
  return (
    <ShellPortal title={city.name} description={t("front.home.description")} section="home" bands>
      <div className="page">
        <div className="dateline">
          <h1>{t.formats.dayText(at.toZonedDateTimeISO(city.zone).toPlainDate())}</h1>
          <p className="lead">
            {t("front.home.lead", { time: t.formats.timeText(at), minutes: near.minutes, open: near.open })}
          </p>
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
              <Section title={t("front.home.now")}>
                <EventRows label={t("front.home.now")} items={now} />
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
            <Section
              title={t("front.home.near")}
              note={t(given ? "front.home.from-you" : "front.home.from-centre")}
              more={{ href: "/places?open=now&sort=distance", label: t("front.home.open-list") }}
            >
              <MapFrame
                svg={map.svg || undefined}
                instead={t("front.home.no-map")}
                credit={map.credit}
                more={{ href: "/map", label: t("front.home.live-map") }}
              />
              {open.length > 0 && (
                <PlaceList>
                  {open.map((place) => (
                    <PlaceCard
                      key={place.id}
                      href={`/places/${place.id}`}
                      name={place.name}
                      kind={{ code: place.kind.code, word: place.kind.name }}
                      state={openState(t, place.open)}
                      {...(place.away && { walk: { minutes: place.away.minutes, estimate: true } })}
                    />
                  ))}
                </PlaceList>
              )}
              <p className="quiet small">{t("front.home.walk-estimate")}</p>
            </Section>
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
      <div className="page main-padded">
        <Doors
          label={t("front.home.doors")}
          doors={[
            { href: "/events", icon: "ticket", word: t("front.door.book"), line: t("front.door.book.line") },
            { href: "/places", icon: "pin", word: t("front.door.places"), line: t("front.door.places.line") },
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
