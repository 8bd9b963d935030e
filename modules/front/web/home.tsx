import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Band, Doors, MapFrame, Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { nearbyPlaces } from "../../places/contract.ts";
import { listEvents, listSeries } from "../../programme/contract.ts";
import { mapAround } from "../contract.ts";
import { EventRows } from "./event-rows.tsx";
import { spotOf } from "./spot.ts";

const minutes = 15;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { lon, lat, given } = spotOf(new URL(request.url).searchParams);
  const [events, near, series, map] = await Promise.all([
    call(listEvents, { query: { when: "coming", limit: 8 } }),
    call(nearbyPlaces, { query: { lon, lat, minutes } }),
    call(listSeries, { query: { running: true } }),
    call(mapAround, { query: { lon, lat, minutes } }),
  ]);
  return { events, near, map, given, series: series.items[0] ?? null };
}

/** What is on and what is open: now first, near first. */
export default function Home({ loaderData: { events, near, map, given, series } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellPortal title={city.name} description={t("front.home.description")} section="home" bands>
      <div className="page home-grid">
        <div className="home-on">
          <h1 className="song">{t("front.home.title")}</h1>
          <Tabs
            label={t("front.home.when")}
            items={[
              { href: "/events?when=now", label: t("front.when.now") },
              { href: "/events?when=today", label: t("front.when.today") },
              { href: "/events?when=weekend", label: t("front.when.weekend") },
              { href: "/events/calendar", label: t("front.when.calendar") },
            ]}
          />
          {events.items.length === 0 ? (
            <Empty title={t("front.home.nothing-on")}>
              <a href="/places?open=now">{t("front.home.nothing-on.do")}</a>
            </Empty>
          ) : (
            <EventRows label={t("front.home.title")} items={events.items} />
          )}
          <p>
            <a href="/events">{t("front.home.all-events")}</a>
          </p>
        </div>
        <Section
          title={t("front.home.open-near", { minutes: near.minutes, open: near.open })}
          note={t(given ? "front.home.from-you" : "front.home.from-centre")}
        >
          <MapFrame
            instead={t("front.home.no-map")}
            credit={map.credit}
            more={{ href: "/map", label: t("front.home.live-map") }}
            svg={map.svg || undefined}
          />
          <p className="row">
            <a href="/places?open=now&sort=distance">{t("front.home.open-list")}</a>
            <a href="/places">{t("front.home.choose-place")}</a>
          </p>
          <p className="quiet small">{t("front.home.walk-estimate")}</p>
        </Section>
      </div>
      {series && (
        <Band
          href={`/series/${series.id}`}
          title={series.name}
          eyebrow={t("front.home.series")}
          line={t("front.home.series-line", { count: series.events })}
        />
      )}
      <div className="page">
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
