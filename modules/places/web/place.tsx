import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { Cover } from "#web/kit/cover.tsx";
import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Photograph } from "#web/kit/photograph.tsx";
import { MapFrame, Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, Tag } from "#web/kit/state.tsx";
import { occasionTime } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getPlace, placeCondition, placeOpenings, placeRenovations } from "../contract.ts";
import { closureText } from "./closure-text.ts";
import { creditOf } from "./credit.ts";
import { openState } from "./open-state.ts";
import { factsOf, listed } from "./place-facts.tsx";
import { PlaceOpenings } from "./place-openings.tsx";
import { askedSpot } from "./place-query.ts";
import { PlaceUpkeep, PlaceWorks } from "./place-upkeep.tsx";
import { PlaceWeek } from "./place-week.tsx";
import { tellsOfClosure } from "./renovation-text.ts";
import { SharedWhere } from "./shared-where.tsx";
import { WalkNote } from "./walk-note.tsx";
import { awayParts } from "./way-text.ts";

type Place = AnswerOf<typeof getPlace>;

export async function loader({ context, params, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const spot = askedSpot({ context, request });
  const day = searchParams.get("day");
  const { call } = pageOf(context);
  const own = { params: { id: params.id ?? "" } };
  const [place, openings, condition, renovations] = await Promise.all([
    call(getPlace, { ...own, query: { ...spot, ...(day && { day }) } }),
    call(placeOpenings, { ...own, query: {} }),
    call(placeCondition, { ...own, query: {} }),
    call(placeRenovations, own),
  ]);
  return {
    place,
    openings,
    condition,
    projects: renovations.items,
    spot,
    thanked: searchParams.has("thanks"),
  };
}

// texts: place.today.* place.level.*

/** One place: open or not comes first, then the week, what is on, rooms, how to get in and there. */
export default function PlacePage({ loaderData }: PageProps<typeof loader>) {
  const { place, openings, condition, projects, spot, thanked } = loaderData;
  const { text: t } = usePage();
  const state = openState(t, place.open);
  return (
    <ShellPortal
      title={place.name}
      description={t("place.description", descriptionOf(place))}
      section="places"
    >
      {place.state !== "published" && (
        <Notice kind="attention" title={t("place.not-public")}>
          <a href={`/desk/places/${place.id}/publishing`}>{t("place.not-public.do")}</a>
        </Notice>
      )}
      <div className="split">
        <div className="stack-wide">
          <header className="stack-tight">
            <Trail
              label={t("place.trail")}
              items={[
                { href: "/places", label: t("place.list.title") },
                ...(place.district
                  ? [{ href: `/places?division=${place.district.code}`, label: place.district.name }]
                  : []),
              ]}
            />
            <p className="row">
              <Tag>{place.kind.name}</Tag>
              <Tag>{t(`place.level.${place.level}`)}</Tag>
              {place.demo && <Tag>{t("place.demo")}</Tag>}
            </p>
            <h1>
              <bdi>{place.name}</bdi>
            </h1>
            <p className="lead">
              <State kind={state.kind}>{state.word}</State>
            </p>
            {place.holiday && <p>{t(`place.today.${place.holiday.kind}`, { name: place.holiday.name })}</p>}
          </header>
          <PlaceWorks projects={projects} now={place.open.at} />
          {place.closures
            .filter(({ reason }) => reason !== "renovation" || !tellsOfClosure(projects))
            .map((closure) => (
              <Notice key={closure.id} kind="attention" title={closureText(t, closure)}>
                {closure.words && <p dir="auto">{closure.words}</p>}
              </Notice>
            ))}
          <Section title={t("place.hours.title")} id="hours">
            <PlaceWeek place={place} hrefOf={(day) => weekHref(spot, day)} />
          </Section>
          <PlaceOpenings placeId={place.id} openings={openings} thanked={thanked} />
          <OnToday place={place} />
          <Also place={place} />
          <Spaces place={place} />
          <ToBook place={place} />
          <SharedWith place={place} />
          <PlaceUpkeep condition={condition} projects={projects} />
          <Photographs place={place} />
        </div>
        <aside className="stack-wide">
          <Front place={place} />
          <div className="stack-tight">
            <Facts items={factsOf(place, t)} />
            {(place.landmark || place.away) && <p className="quiet small">{t("place.way.estimate")}</p>}
            {awayParts(t, place.away).walk && <WalkNote />}
          </div>
          {place.map && (
            <MapFrame
              svg={place.map.svg}
              more={{ href: `/map?place=${place.id}`, label: t("place.on-map") }}
            />
          )}
          {place.can.length > 0 && (
            <ButtonLink kind="quiet" href={`/desk/places/${place.id}`}>
              {t("place.edit")}
            </ButtonLink>
          )}
        </aside>
      </div>
    </ShellPortal>
  );
}

function descriptionOf({ kind, address, name }: Place) {
  return { name, kind: kind.name, address };
}

/** The same page with another week, and still from where the reader stands. */
function weekHref(spot: { lon: number; lat: number } | null, day: string | null): string {
  const query = new URLSearchParams({
    ...(spot && { lon: String(spot.lon), lat: String(spot.lat) }),
    ...(day && { day }),
  });
  return `?${query}#hours`;
}

/** The first photograph; the drawn cover where there is none. */
function Front({ place }: { place: Place }) {
  const { text: t } = usePage();
  const [first] = place.photographs;
  if (!first) return <Cover name={place.name} />;
  return (
    <Photograph
      image={first.image}
      alt={first.alt}
      credit={creditOf(t, first)}
      sizes="(min-width: 60rem) 22rem, 100vw"
      eager
    />
  );
}

function Photographs({ place }: { place: Place }) {
  const { text: t } = usePage();
  const more = place.photographs.slice(1);
  if (more.length === 0) return null;
  return (
    <Section title={t("place.photographs.title")} id="photographs">
      <div className="photographs">
        {more.map((one) => (
          <Photograph
            key={one.image.files[0]?.href}
            image={one.image}
            alt={one.alt}
            credit={creditOf(t, one)}
            sizes="(min-width: 48rem) 20rem, 100vw"
            cut
          />
        ))}
      </div>
    </Section>
  );
}

function OnToday({ place }: { place: Place }) {
  const { text: t, city } = usePage();
  if (place.onToday.length === 0) return null;
  return (
    <Section title={t("place.on-today")} id="today">
      <EventList>
        {place.onToday.map((one) => (
          <EventRow
            key={one.href + one.startsAt}
            href={one.href}
            title={one.title}
            time={{ ...occasionTime(t, city.zone, one) }}
            place={place.name}
            left={
              one.closed
                ? { kind: "closed", word: t("place.on-today.place-closed") }
                : one.left === null
                  ? undefined
                  : {
                      count: one.left,
                      kind: one.left > 0 ? "open" : "closed",
                      word: t(one.left > 0 ? "place.on-today.left" : "place.on-today.full"),
                    }
            }
          />
        ))}
      </EventList>
    </Section>
  );
}

/** What goes on there over weeks. */
function Also({ place }: { place: Place }) {
  const { text: t } = usePage();
  if (place.also.length === 0) return null;
  return (
    <Section title={t("place.also")} id="also">
      <ul className="plain stack-tight">
        {place.also.map(({ title, href }) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Spaces({ place }: { place: Place }) {
  const { text: t } = usePage();
  if (place.spaces.length === 0) return null;
  return (
    <Section title={t("place.spaces.title")} id="spaces">
      <Facts
        items={place.spaces.map((space) => ({
          key: space.id,
          term: space.name,
          value: (
            <>
              {t("place.spaces.capacity", { capacity: space.capacity })}
              {space.areaM2 !== null && <> · {t("place.spaces.area", { area: space.areaM2 })}</>}
              {space.equipment.length > 0 && <> · {listed(t, "equipment", space.equipment)}</>}
              {space.book && (
                <>
                  {" "}
                  <a href={space.book}>{t("place.spaces.book")}</a>
                </>
              )}
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** Seats and things; rooms have it beside their name. */
function ToBook({ place }: { place: Place }) {
  const { text: t } = usePage();
  if (place.toBook.length === 0) return null;
  return (
    <Section title={t("place.to-book")} id="to-book">
      <ul className="plain stack-tight">
        {place.toBook.map(({ title, href }) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who uses the place too; who runs it stands among its facts. */
function SharedWith({ place }: { place: Place }) {
  const { text: t } = usePage();
  if (place.sharedWith.length === 0) return null;
  return (
    <Section title={t("sharing.title")} id="shared">
      <Facts
        items={place.sharedWith.map((one) => ({
          key: one.organisation.id,
          term: one.organisation.name,
          value: (
            <>
              <a href={`/organisations/${one.organisation.id}`}>{one.purpose}</a>
              <SharedWhere {...one} />
            </>
          ),
        }))}
      />
    </Section>
  );
}
