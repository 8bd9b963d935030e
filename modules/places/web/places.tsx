import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { PlaceCard, PlaceList } from "#web/kit/event-row.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { MapFrame } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { listFilters, listPlaces, placesMap } from "../contract.ts";
import { NearMe } from "./near-me.tsx";
import { openState } from "./open-state.ts";
import { PlaceFilters } from "./place-filters.tsx";
import { askedSpot, type PlaceQuery, placeQuery, placesHref } from "./place-query.ts";
import { WalkNote } from "./walk-note.tsx";
import { awayParts } from "./way-text.ts";

const onOnePage = 24;
const mapMinutes = 15;

export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = placeQuery(new URL(request.url).searchParams);
  const filters = await call(listFilters, {});
  const own = askedSpot({ context, request });
  // Nearest first without saying from where: from the middle of the city, and the page says so.
  const from = own ?? (query.sort === "distance" || query.minutes ? filters.centre : null);
  const [page, { map }] = await Promise.all([
    call(listPlaces, { query: asked(query, from) }),
    from
      ? call(placesMap, { query: { ...from, minutes: mapMinutes, middle: own ? "reader" : "start" } })
      : { map: null },
  ]);
  const refused = new URL(request.url).searchParams.get("spot") === "none";
  return { page, filters, query, map, from: own ? ("you" as const) : from && ("centre" as const), refused };
}

function asked(query: PlaceQuery, from: { lon: number; lat: number } | null) {
  const { lon: _, lat: __, minutes, sort, ...words } = query;
  const near = from && { ...from, ...(minutes && { minutes }) };
  const order = sort && (from || sort !== "distance") && { sort };
  // What somebody wrote into the address by hand is checked by the operation, which says what is wrong with it.
  return { ...words, ...near, ...order, limit: onOnePage } as { limit: number };
}

/** Every place of the city, narrowed by links and one form, each with its open state. */
export default function Places({
  loaderData: { page, filters, query, map, from, refused },
}: PageProps<typeof loader>) {
  const t = useText();
  const spot = from === "you" ? new URLSearchParams({ lon: query.lon ?? "", lat: query.lat ?? "" }) : null;
  const narrowed = Boolean(
    query.kind || query.level || query.division || query.open || query.q || query.minutes,
  );
  return (
    <ShellPortal
      title={t("place.list.title")}
      description={t("place.list.description", { places: filters.places })}
      section="places"
    >
      <div className="stack">
        <h1>{t("place.list.title")}</h1>
        <Tabs
          id="districts"
          label={t("place.list.districts")}
          items={[
            {
              href: placesHref(query, { division: null }),
              label: t("place.list.everywhere"),
              count: filters.places,
              current: !query.division,
            },
            ...filters.districts.map(({ code, name, places }) => ({
              href: placesHref(query, { division: code }),
              label: name,
              count: places,
              current: query.division === code,
            })),
          ]}
        />
        <NearMe
          to={placesHref(query, { sort: "distance", lon: null, lat: null })}
          instead="#districts"
          without={from === "you" ? placesHref(query, { lon: null, lat: null, minutes: null }) : undefined}
          refused={refused}
        >
          {query.open ? (
            <ButtonLink kind="quiet" icon="close" href={placesHref(query, { open: null })}>
              {t("place.list.closed-too")}
            </ButtonLink>
          ) : (
            <ButtonLink kind="quiet" icon="clock" href={placesHref(query, { open: "now" })}>
              {t("place.list.open-now")}
            </ButtonLink>
          )}
          <ButtonLink
            kind="quiet"
            icon="pin"
            href={placesHref(query, { q: null, level: null, minutes: null, sort: null }, "/map")}
          >
            {t("place.list.on-map")}
          </ButtonLink>
        </NearMe>
        <PlaceFilters query={query} filters={filters} />
        <div className={map ? "split" : undefined}>
          <div className="stack">
            {from && <p className="quiet">{t(`place.list.from-${from}`)}</p>}
            <h2 className="unseen">{t("place.list.found")}</h2>
            <PlaceRows items={page.items} spot={spot} columns={map ? 2 : 3} narrowed={narrowed} />
            {page.next && (
              <p>
                <ButtonLink kind="quiet" href={placesHref(query, { after: page.next })}>
                  {t("place.list.more")}
                </ButtonLink>
              </p>
            )}
            {from && <WalkNote />}
            <p>
              <a href="/network">{t("place.list.network")}</a>
            </p>
          </div>
          {map && (
            <aside>
              <MapFrame svg={map.svg} />
            </aside>
          )}
        </div>
      </div>
    </ShellPortal>
  );
}

interface PlaceRowsProps {
  items: AnswerOf<typeof listPlaces>["items"];
  /** The reader's own spot, which travels on to the place's page. */
  spot: URLSearchParams | null;
  columns: 2 | 3;
  narrowed: boolean;
}

function PlaceRows({ items, spot, columns, narrowed }: PlaceRowsProps) {
  const t = useText();
  if (items.length === 0) {
    return (
      <Empty title={t(narrowed ? "place.list.nothing" : "place.list.nothing-at-all")}>
        {narrowed && <a href="/places">{t("place.list.all")}</a>}
      </Empty>
    );
  }
  return (
    <PlaceList columns={columns}>
      {items.map(({ id, name, kind, open, district, away }) => (
        <PlaceCard
          key={id}
          href={spot ? `/places/${id}?${spot}` : `/places/${id}`}
          name={name}
          kind={{ code: kind.icon, word: kind.name }}
          state={openState(t, open)}
          where={district?.name}
          {...awayParts(t, away)}
        />
      ))}
    </PlaceList>
  );
}

// texts: place.list.from-you place.list.from-centre
