/** Places as the contract shows them: names in the reader's language, instants as text. */

import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { convert } from "#libs/coordinates";
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import { publicPlace } from "./asked.ts";
import { type Closure, closuresOf } from "./closures/closure-store.ts";
import type * as contract from "./contract.ts";
import { type FacilityRow, facilities, factsAt } from "./facility/facility-store.ts";
import type { FoundPlace, Search } from "./finding/find.ts";
import { countsByDistrict, countsByKind, middleOfPlaces } from "./finding/find-store.ts";
import { type Landmark, landmarkFor, wayBetween } from "./finding/landmark.ts";
import { mapAround } from "./finding/map-around.ts";
import type { OpenState } from "./hours/open-state.ts";
import { openStates } from "./hours/open-states.ts";
import { shownWeek } from "./hours/week-view.ts";
import { kinds } from "./kinds/kind-store.ts";
import { may } from "./may.ts";
import { codeChain } from "./network/division-code.ts";
import { divisionsOn } from "./network/division-store.ts";
import { shownPhotographs } from "./photographs/photographs.ts";
import { againstFacts } from "./publishing/changed.ts";
import { inReview } from "./publishing/in-review.ts";
import { sharingViews } from "./sharing/sharing.ts";
import { placeAlso, placeOnToday, placeToBook } from "./slots.ts";
import { type Space, spacesIn } from "./spaces/space-store.ts";
import { minutesOnFoot } from "./walking.ts";

type PlaceItem = AnswerOf<typeof contract.listPlaces>["items"][number];

/** Rows of a list, with the district each lies in: one more query for any number. */
export async function placeItems(ctx: Ctx, items: readonly FoundPlace[]): Promise<PlaceItem[]> {
  const codes = [...new Set(items.map(({ place }) => place.divisionCode.slice(0, 6)))];
  const divisions = await divisionsOn(ctx.db, { day: today(ctx).toString(), codes });
  const districts = new Map(
    divisions.map((row) => [row.code, { code: row.code, name: named(row, ctx.locale) }]),
  );
  return items.map((one) => placeItem(ctx, one, districts.get(one.place.divisionCode.slice(0, 6)) ?? null));
}

function placeItem(ctx: Ctx, { place, open, way }: FoundPlace, district: PlaceItem["district"]): PlaceItem {
  return {
    id: place.id,
    name: named(place, ctx.locale),
    kind: {
      code: place.kind,
      name: named({ name: place.kindName, names: place.kindNames }, ctx.locale),
      icon: place.icon,
    },
    level: place.level,
    district,
    address: place.address,
    spot: place.wgs,
    demo: place.demo,
    open: openAnswer(ctx, open),
    away: way && { ...way, minutes: minutesOnFoot(way.metres) },
  };
}

export function openAnswer(ctx: Ctx, open: OpenState): PlaceItem["open"] {
  const change = open.until ?? open.opensAt;
  return {
    at: open.at.toString(),
    state: open.state,
    until: open.until?.toString() ?? null,
    opensAt: open.opensAt?.toString() ?? null,
    changesOn: change && daysBetween(open.at, change, ctx.city.zone),
    reason: open.reason,
  };
}

function daysBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
): "today" | "tomorrow" | "later" {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
  const { days } = dayOf(from).until(dayOf(to));
  if (days === 0) return "today";
  return days === 1 ? "tomorrow" : "later";
}

/** What the list can be narrowed by. Kinds and districts without places are left out. */
export async function filtersView(ctx: Ctx): Promise<AnswerOf<typeof contract.listFilters>> {
  const [all, byKind, byDistrict, centre] = await Promise.all([
    kinds(ctx.db),
    countsByKind(ctx.db),
    countsByDistrict(ctx.db),
    middleOfPlaces(ctx.db),
  ]);
  const districts = await divisionsOn(ctx.db, {
    day: today(ctx).toString(),
    codes: byDistrict.map(({ code }) => code),
  });
  const ofKind = new Map(byKind.map(({ kind, count }) => [kind, count]));
  const ofDistrict = new Map(byDistrict.map(({ code, count }) => [code, count]));
  return {
    at: ctx.clock().toString(),
    kinds: all.flatMap((kind) => {
      const places = ofKind.get(kind.code);
      return places ? [{ code: kind.code, name: named(kind, ctx.locale), icon: kind.icon, places }] : [];
    }),
    districts: districts
      .filter(({ level }) => level === "district")
      .map((row) => ({
        code: row.code,
        name: named(row, ctx.locale),
        places: ofDistrict.get(row.code) ?? 0,
      })),
    places: byKind.reduce((sum, { count }) => sum + count, 0),
    centre,
  };
}

/** The page of one place. */
export async function placeView(
  ctx: Ctx,
  id: string,
  { at = ctx.clock(), near, day: weekOf }: Pick<Search, "at" | "near"> & { day?: string | undefined },
): Promise<AnswerOf<typeof contract.getPlace>> {
  const place = await publicPlace(ctx, { params: { id } });
  const day = at.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const [
    states,
    closures,
    week,
    spaces,
    divisions,
    bookable,
    onToday,
    also,
    landmark,
    photographs,
    sharings,
    map,
  ] = await Promise.all([
    openStates(ctx, [place], at),
    closuresOf(ctx.db, [id], at),
    shownWeek(ctx, place, { at, day: weekOf }),
    spacesIn(ctx.db, [id]),
    divisionsOn(ctx.db, { day: day.toString(), codes: codeChain(place.divisionCode) }),
    ctx.slots.gather(placeToBook, ctx, { placeId: id }),
    ctx.slots.gather(placeOnToday, ctx, { placeId: id, day: day.toString() }),
    ctx.slots.gather(placeAlso, ctx, { placeId: id }),
    landmarkFor(ctx.db, place),
    shownPhotographs(ctx.db, id),
    sharingViews(ctx, id),
    place.wgs
      ? mapAround(ctx, { ...place.wgs, minutes: 15, middle: { place: named(place, ctx.locale) } })
      : null,
  ]);
  const open = found(states.get(id), "place", id);
  const spot = near && convert(near, "WGS-84");
  const way = spot && place.wgs ? wayBetween(spot, place.wgs) : null;
  const chain = divisions.map((row) => ({ code: row.code, name: named(row, ctx.locale), level: row.level }));
  const district = chain.find(({ level }) => level === "district");
  return {
    ...placeItem(ctx, { place, open, way }, district ? { code: district.code, name: district.name } : null),
    number: place.number,
    organisation: organisationRef(ctx, place),
    divisions: chain.map(({ code, name }) => ({ code, name })),
    position: place.position,
    phone: place.phone,
    access: place.access,
    equipment: place.equipment,
    ...week,
    closures: closures.map(closureView),
    spaces: spaces.map((space) => ({
      ...spaceView(ctx, space),
      book: bookable.find(({ spaceId }) => spaceId === space.id)?.href ?? null,
    })),
    toBook: bookable.filter(({ spaceId }) => spaceId === null).map(({ title, href }) => ({ title, href })),
    onToday: onToday.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)),
    also,
    landmark: landmark && landmarkView(ctx, landmark),
    sharedWith: sharings
      .filter(({ state }) => state === "now")
      .map(({ id: _id, state: _state, version: _version, ...sharing }) => sharing),
    photographs: photographs.map(({ picture, alt, alts, credit, licence }) => ({
      image: picture,
      alt: named({ name: alt, names: alts }, ctx.locale),
      credit,
      licence,
    })),
    map,
    state: place.state,
    endedOn: place.endedOn,
    version: place.version,
    can: canDo(ctx, place),
  };
}

/** The place as its editors see it; its facts as they were in `version` when asked. */
export async function deskView(
  ctx: Ctx,
  id: string,
  version: number | undefined,
): Promise<AnswerOf<typeof contract.deskPlace>> {
  const place = found((await facilities(ctx.db, [id]))[0], "place", id);
  const past = version === undefined ? null : await factsAt(ctx.db, id, version);
  if (version !== undefined && !past) throw invalid([{ field: "/query/version", id: "version.unknown" }]);
  const at = ctx.clock();
  const { divisionCode: code } = place;
  const [states, closures, { week, holidaysUnknown }, spaces, [division]] = await Promise.all([
    openStates(ctx, [place], at),
    closuresOf(ctx.db, [id], at),
    shownWeek(ctx, place, { at }),
    spacesIn(ctx.db, [id]),
    divisionsOn(ctx.db, { day: today(ctx).toString(), codes: [code] }),
  ]);
  const { number, name, names, kind, level, address, position, phone, access, equipment, hours } = place;
  return {
    id,
    version: version ?? place.version,
    changedAt: place.changedAt.toString(),
    facts: past ?? { number, name, names, kind, level, address, position, phone, access, equipment, hours },
    organisation: organisationRef(ctx, place),
    division: { code, name: division ? named(division, ctx.locale) : code },
    since: place.since,
    state: place.state,
    endedOn: place.endedOn,
    open: openAnswer(ctx, found(states.get(id), "place", id)),
    week,
    holidaysUnknown,
    closures: closures.map(closureView),
    spaces: spaces.map((space) => ({
      ...spaceView(ctx, space),
      name: space.name,
      names: space.names,
      version: space.version,
    })),
    can: [...canDo(ctx, place), ...(mayIdentify(ctx, place) ? ["answer-for" as const] : [])],
  };
}

/** May the asker give it another name, kind or level? */
function mayIdentify({ actor }: Ctx, place: FacilityRow): boolean {
  return !place.endedOn && !inReview(place) && againstFacts(actor, place, ["name"]) === null;
}

export function organisationRef(ctx: Ctx, place: FacilityRow): { id: string; name: string } {
  const { organisationId: id, organisationName: name, organisationNames: names } = place;
  return { id, name: named({ name, names }, ctx.locale) };
}

function landmarkView(ctx: Ctx, { names, ...landmark }: Landmark) {
  return { ...landmark, name: named({ name: landmark.name, names }, ctx.locale) };
}

function closureView({ id, startsAt, endsAt, reason, words }: Closure) {
  return { id, startsAt: startsAt.toString(), endsAt: endsAt?.toString() ?? null, reason, words };
}

function spaceView(ctx: Ctx, space: Space) {
  return {
    id: space.id,
    name: named(space, ctx.locale),
    capacity: space.capacity,
    areaM2: space.areaM2,
    access: space.access,
    equipment: space.equipment,
  };
}

function canDo({ actor }: Ctx, place: FacilityRow): ("change" | "close" | "end")[] {
  if (place.endedOn) return [];
  if (inReview(place)) return may["place.end"](actor, place) ? ["end"] : [];
  return (["change", "close", "end"] as const).filter((what) => may[`place.${what}`](actor, place));
}
