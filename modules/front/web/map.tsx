import { mapStyle } from "#browser/map";
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { MapFrame } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { LiveMap, type LivePlace, liveMapLinks } from "#web/map/live-map.tsx";
import { MapList } from "#web/map/map-list.tsx";
import { type Handle, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { detourFactor, listFilters, walkingSpeed } from "../../places/contract.ts";
import { awayParts, NearMe, openState, wayText } from "../../places/web/door.ts";
import { cityMap } from "../contract.ts";
import { type MapQuery, mapHref, mapQuery } from "./map-query.ts";

export const handle = {
  live: true,
  texts: ["front.map", "map", "place.near-me", "shell", "kit"],
} satisfies Handle;
export const links = liveMapLinks;

type City = AnswerOf<typeof cityMap>;

export async function loader({ context, request }: LoadArgs) {
  const { call, text } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const query = mapQuery(search);
  const [{ districts, kinds, places }, city] = await Promise.all([
    call(listFilters, {}),
    // What somebody wrote into the address by hand is checked by the operation, which says what is wrong with it.
    call(cityMap, { query: query as object }),
  ]);
  return {
    query,
    refused: search.get("spot") === "none",
    districts: districts.map(({ code, name, places }) => ({ code, name, places })),
    kinds: kinds.map(({ code, name, places }) => ({ code, name, places })),
    total: places,
    from: city.from,
    more: city.more,
    // Written here: the numbers live in a contract, which would bring its whole schema to the browser.
    estimates: [
      text("place.walk-estimate", { factor: detourFactor, speed: walkingSpeed }),
      ...(city.from === "reader" ? [text("place.way.estimate")] : []),
    ],
    places: city.places.map((place) => listed(text, city.from, place)),
    ground: city.map && groundFor(city.map),
  };
}

/** A place with its words chosen here, so that the browser need not know them. */
function listed(t: Text, from: City["from"], place: City["places"][number]): LivePlace {
  const { id, name, kind, district, open, away, mark, at } = place;
  const { walk } = from === "centre" ? {} : awayParts(t, away);
  return {
    id,
    name,
    href: `/places/${id}`,
    at,
    mark,
    state: openState(t, open),
    what: district ? t("front.map.what", { kind: kind.name, district: district.name }) : kind.name,
    ...(walk && { walk: { minutes: walk.minutes } }),
    ...(from === "reader" && away && { way: wayText(t, away) }),
  };
}

function groundFor({ source, tiles, districts, start, bounds, here, svg, credit }: NonNullable<City["map"]>) {
  const style = (theme: "light" | "dark") => mapStyle({ source, tiles, theme });
  return {
    styles: { light: style("light"), dark: style("dark") },
    display: source.display,
    bare: source.kind === "own",
    areas: districts,
    start,
    bounds,
    here,
    review: credit,
    svg,
  };
}

/** The whole city on one map that moves, the same places beside it in words; without script a drawing and the list. */
export default function CityMap({ loaderData }: PageProps<typeof loader>) {
  const { query, districts, kinds, total, from, more, places, ground, refused, estimates } = loaderData;
  const t = useText();
  const { lon, lat, ...kept } = query;
  const title = t(ground ? "front.map.title" : "front.map.title-off");
  return (
    <ShellPortal title={title} description={t("front.map.description", { places: total })} section="places">
      <div className="stack">
        <h1>{title}</h1>
        <Tabs
          id="districts"
          label={t("front.map.districts")}
          items={[
            {
              href: mapHref(query, { division: null, place: null }),
              label: t("front.map.everywhere"),
              count: total,
              current: !query.division,
            },
            ...districts.map(({ code, name, places: count }) => ({
              href: mapHref(query, { division: code, place: null }),
              label: name,
              count,
              current: query.division === code,
            })),
          ]}
        />
        <NearMe
          to={mapHref(query, { lon: null, lat: null, place: null })}
          instead="#districts"
          without={from === "reader" ? mapHref(kept, {}) : undefined}
          refused={refused}
        >
          <OpenNow query={query} />
        </NearMe>
        <Kinds query={query} kinds={kinds} />
        {places.length === 0 && (
          <Empty title={t("front.map.nothing")}>
            <a href="/map">{t("front.map.all")}</a>
          </Empty>
        )}
        {more && <p>{t("front.map.more", { count: places.length })}</p>}
        {places.length > 0 && <Shown ground={ground} places={places} chosen={query.place} />}
        {from !== "centre" &&
          estimates.map((estimate) => (
            <p key={estimate} className="quiet small">
              {estimate}
            </p>
          ))}
        <p>
          <a href={mapHref(query, { place: null }).replace("/map", "/places")}>{t("front.map.as-list")}</a>
        </p>
      </div>
    </ShellPortal>
  );
}

type Page = PageProps<typeof loader>["loaderData"];

function Shown({
  ground,
  places,
  chosen,
}: Pick<Page, "ground" | "places"> & { chosen?: string | undefined }) {
  const t = useText();
  if (!ground)
    return (
      <>
        <p className="quiet">{t("map.off")}</p>
        <MapList places={places} alone />
      </>
    );
  const { svg, ...map } = ground;
  return (
    <LiveMap {...map} places={places} chosen={chosen ?? null}>
      <MapFrame svg={svg} />
    </LiveMap>
  );
}

function OpenNow({ query }: { query: MapQuery }) {
  const t = useText();
  return query.open ? (
    <ButtonLink kind="quiet" icon="close" href={mapHref(query, { open: null })}>
      {t("front.map.closed-too")}
    </ButtonLink>
  ) : (
    <ButtonLink kind="quiet" icon="clock" href={mapHref(query, { open: "now" })}>
      {t("front.map.open-now")}
    </ButtonLink>
  );
}

/** Kinds as links, out of the way until wanted; the one in force can be taken off. */
function Kinds({ query, kinds }: { query: MapQuery; kinds: Page["kinds"] }) {
  const t = useText();
  const kind = kinds.find(({ code }) => code === query.kind);
  return (
    <details>
      <summary>{kind ? t("front.map.of-kind", { kind: kind.name }) : t("front.map.kinds")}</summary>
      <ul className="plain row">
        {kind && (
          <li>
            <a href={mapHref(query, { kind: null })}>{t("front.map.every-kind")}</a>
          </li>
        )}
        {kinds.map(({ code, name, places }) => (
          <li key={code}>
            <a href={mapHref(query, { kind: code })} aria-current={code === query.kind ? "true" : undefined}>
              {t("front.map.kind", { name, places })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
