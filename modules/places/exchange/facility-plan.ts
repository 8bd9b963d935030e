/** What a row of the table of places means for the register: a new place, a change, nothing, or what is wrong with it. Pure. */
import type { Position } from "#libs/coordinates";
import { isSame } from "#libs/hours";
import { type Actor, holds } from "#platform/auth";
import type { CellFault, Values } from "#platform/exchange";
import { beforeHistory } from "../facility/before-history.ts";
import type { FacilityRow } from "../facility/facility-store.ts";
import { sinceIsPlausible, tidy } from "../facility/fact-faults.ts";
import { changedFacts, type FactName, type Facts } from "../facility/facts.ts";
import type { ChangedPlace, NewPlace } from "../facility/many.ts";
import { beyond, reachOf, type Standing } from "../facility/reach.ts";
import type { Kind } from "../kinds/kind-store.ts";
import { may } from "../may.ts";
import type { DivisionRow, Succession } from "../network/division-store.ts";
import type { Organisation } from "../network/organisation-store.ts";
import type { Outline } from "../network/outlines.ts";
import { againstFacts, identityAmong } from "../publishing/changed.ts";
import { inReview } from "../publishing/in-review.ts";
import type { facilityColumns } from "./facility-columns.ts";
import { positionFault } from "./position-fault.ts";

export type FacilityValues = Values<typeof facilityColumns>;

/** What the rows of a batch speak of, as it is now. */
export interface Known {
  actor: Actor;
  today: string;
  demo: boolean;
  places: ReadonlyMap<string, FacilityRow>;
  kinds: readonly Kind[];
  organisations: readonly Organisation[];
  /** Places that are being handed over. */
  inHandover: ReadonlySet<string>;
  /** Places of which a change waits for a second person. */
  waiting: ReadonlyMap<string, unknown>;
  /** Everything these codes have meant. */
  divisions: ReadonlyMap<string, readonly DivisionRow[]>;
  successors: ReadonlyMap<string, readonly Succession[]>;
  outlines: readonly (Outline & { name: string })[];
  /** Of the organisations and all above them. */
  standings: readonly Standing[];
}

export type Plan =
  | { faults: CellFault[] }
  | { add: NewPlace }
  | { change: ChangedPlace }
  | { unchanged: true };

const needed = ["name", "kind", "level", "organisation", "division"] as const;

export function planFor(values: FacilityValues, known: Known): Plan {
  const now = known.places.get(values.number ?? "") ?? null;
  const missing = now ? [] : needed.filter((column) => !values[column]);
  const faults: CellFault[] = missing.map((column) => ({ column, id: "missing" }));
  const add = (fault: CellFault | null) => {
    if (fault) faults.push(fault);
  };

  const kind = kindOf(values.kind ?? now?.kind, known.kinds);
  if (!kind)
    add(
      missing.includes("kind")
        ? null
        : { column: "kind", id: "place.kind-unknown", data: { said: values.kind ?? "" } },
    );
  else if (kind.retired && kind.code !== now?.kind)
    add({ column: "kind", id: "place.kind-retired", data: { said: kind.name } });

  const organisation = organisationFor(values, now, known);
  add(organisation.fault);
  const day = values.since ?? known.today;
  const code = values.division ?? now?.divisionCode ?? null;
  const moves = code !== null && code !== now?.divisionCode;
  const histories = (code && known.divisions.get(code)) || [];
  const division = histories.find((row) => isValid(row, day));
  if (code && moves && !division) add(divisionFault(code, day, known));

  const position = positionIn(values, now);
  if (position && "fault" in position) add(position.fault);
  const spot = position && "at" in position ? position.at : null;
  const isMoved = spot !== null && (moves || !now?.position || !samePosition(spot, now.position));
  if (spot && code && isMoved) add(positionFault(spot, code, known.outlines));

  add(dayFault(values, now, known, { moves: moves || organisation.moves }));
  if (faults.length > 0 || !kind || !organisation.one || code === null) return { faults };

  const facts = factsFrom(values, now, { kind: kind.code, position: spot });
  const tooFar = beyond(reachOf(known.actor, organisation.one, known.standings), {
    divisionCode: moves ? code : null,
    level: facts.level === now?.level ? null : facts.level,
  });
  if (tooFar.length > 0) {
    const data = { organisation: organisation.one.name };
    return {
      faults: tooFar.map(({ of, id }) => ({ column: of === "level" ? "level" : "division", id, data })),
    };
  }
  const around = { kind, division, organisation: organisation.one };
  const endedOn = values.ended_on ?? null;
  if (!now) {
    const saysPublic = (values.state ?? "published") === "published";
    const state = saysPublic && bringsPublic(known.actor, organisation.one) ? "published" : "draft";
    const place: NewPlace = {
      facts,
      around,
      divisionCode: code,
      since: day,
      endedOn,
      demo: known.demo,
      state,
    };
    return mayAdd(known.actor, organisation.one) ?? { add: place };
  }
  const move =
    moves || organisation.moves
      ? {
          organisationId: organisation.moves ? organisation.one.id : null,
          divisionCode: moves ? code : null,
          on: day,
        }
      : null;
  const ends = endedOn !== null && now.endedOn === null;
  const fields = changedFacts(now, facts);
  if ((fields.length > 0 || move) && inReview(now))
    return { faults: [{ column: "number", id: "refusal.place.in-review" }] };
  if (!move && !ends && fields.length === 0) return { unchanged: true };
  if (now.endedOn) return { faults: [{ column: "number", id: "place.ended", data: { day: now.endedOn } }] };
  if (known.waiting.has(now.id) && (move || ends || facts.kind !== now.kind || facts.level !== now.level))
    return { faults: [{ column: "number", id: "refusal.place.change-waits" }] };
  if ((ends || organisation.moves) && known.inHandover.has(now.id))
    return { faults: [{ column: "organisation", id: "refusal.place.handover-open" }] };
  return (
    mayChange(known.actor, now, { fields, ends, to: move && organisation.one }) ?? {
      change: { now, facts, around: { ...around, division: division ?? histories.at(-1) }, move, endedOn },
    }
  );
}

function kindOf(said: string | null | undefined, kinds: readonly Kind[]): Kind | undefined {
  const folded = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  const wanted = folded(said ?? "");
  return kinds.find(({ code, name, names }) =>
    [code, name, ...Object.values(names)].some((one) => folded(one) === wanted),
  );
}

function organisationFor(
  { organisation: said }: FacilityValues,
  now: FacilityRow | null,
  known: Known,
): { one: Organisation | null; moves: boolean; fault: CellFault | null } {
  if (!said) {
    const own = known.organisations.find(({ id }) => id === now?.organisationId) ?? null;
    return { one: own, moves: false, fault: null };
  }
  const called = organisationsNamed(said, known.organisations);
  const [one = null] = called;
  if (called.length > 1)
    return {
      one: null,
      moves: false,
      fault: { column: "organisation", id: "organisation.several", data: { name: said } },
    };
  if (!one)
    return {
      one,
      moves: false,
      fault: { column: "organisation", id: "organisation.unknown", data: { said } },
    };
  return { one, moves: now !== null && one.id !== now.organisationId, fault: null };
}

/** By path at most one; by name perhaps several. */
function organisationsNamed(said: string, organisations: readonly Organisation[]): Organisation[] {
  const byPath = organisations.find(({ path }) => path === `${said}.`);
  return byPath ? [byPath] : organisations.filter(({ name }) => name === said);
}

const isValid = ({ from, to }: DivisionRow, day: string) =>
  (from === null || from <= day) && (to === null || day < to);

/** A code nobody ever had, one that moved, or one that is no more. */
export function divisionFault(
  code: string,
  day: string,
  known: Pick<Known, "divisions" | "successors">,
): CellFault {
  const column = "division";
  const history = known.divisions.get(code) ?? [];
  if (history.length === 0) return { column, id: "division.unknown-code", data: { code } };
  const [successor] = known.successors.get(code) ?? [];
  if (successor) return { column, id: "division.moved", data: { code, to: successor.toCode } };
  const end = history.at(-1)?.to;
  if (end && end <= day) return { column, id: "division.dissolved", data: { code, day: end } };
  return { column, id: "division.not-valid", data: { day } };
}

/** The three columns of a position together: all, or none. */
function positionIn(
  values: FacilityValues,
  now: FacilityRow | null,
): { at: Position | null } | { fault: CellFault } | null {
  if (values.lon === undefined && values.lat === undefined) return { at: now?.position ?? null };
  const { lon, lat } = values;
  if (typeof lon !== "number" && typeof lat !== "number") return { at: null };
  if (typeof lon !== "number") return { fault: { column: "lon", id: "missing" } };
  if (typeof lat !== "number") return { fault: { column: "lat", id: "missing" } };
  const system = values.coordinate_system ?? now?.position?.system;
  return system
    ? { at: { system, lon, lat } }
    : { fault: { column: "coordinate_system", id: "position.system-missing" } };
}

const samePosition = (a: Position, b: Position) =>
  a.system === b.system && a.lon === b.lon && a.lat === b.lat;

function dayFault(
  { since, ended_on: ends }: FacilityValues,
  now: FacilityRow | null,
  { today }: Known,
  { moves }: { moves: boolean },
): CellFault | null {
  if (ends && ends > today) return { column: "ended_on", id: "day.in-future" };
  const begins = now && !moves ? now : { firstDay: now?.firstDay ?? since ?? today, since: since ?? today };
  const endsTooEarly = ends && beforeHistory(ends, begins);
  if (endsTooEarly) return { column: "ended_on", ...endsTooEarly };
  if (now?.endedOn && ends !== undefined && ends !== now.endedOn) {
    return { column: "ended_on", id: "place.ended", data: { day: now.endedOn } };
  }
  if (since && !now)
    return sinceIsPlausible(since, today) ? null : { column: "since", id: "place.since-range" };
  if (!now || !since || since === now.since || (!moves && since === now.firstDay)) return null;
  if (!moves) return { column: "since", id: "place.since-fixed", data: { day: now.since } };
  if (since > today) return { column: "since", id: "day.in-future" };
  const tooEarly = beforeHistory(since, now);
  return tooEarly && { column: "since", ...tooEarly };
}

/** Columns that the file has go before what the register says; an empty cell empties. */
function factsFrom(
  values: FacilityValues,
  now: FacilityRow | null,
  { kind, position }: { kind: string; position: Position | null },
): Facts {
  const said = <K extends keyof FacilityValues, V>(key: K, is: V, empty: V) => {
    const value = values[key];
    // A column's value has the type of the fact it is read for.
    return value === undefined ? is : ((value ?? empty) as V);
  };
  const names = { ...now?.names };
  if (values.name_en !== undefined) {
    if (values.name_en === null) delete names.en;
    else names.en = values.name_en;
  }
  const facts = tidy({
    number: now?.number ?? values.number ?? null,
    name: said("name", now?.name ?? "", ""),
    names,
    kind,
    level: said("level", now?.level ?? "community", "community" as const),
    address: said("address", now?.address ?? "", ""),
    position,
    phone: said("phone", now?.phone ?? null, null),
    access: said("access", now?.access ?? [], []),
    equipment: said("equipment", now?.equipment ?? [], []),
    hours: said("hours", now?.hours ?? null, null),
  });
  if (!now) return facts;
  return {
    ...facts,
    hours: facts.hours && now.hours && isSame(facts.hours, now.hours) ? now.hours : facts.hours,
    access: sameSet(facts.access, now.access) ? now.access : facts.access,
    equipment: sameSet(facts.equipment, now.equipment) ? now.equipment : facts.equipment,
  };
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));

const notYours = (column: string): Plan => ({ faults: [{ column, id: "row.not-yours" }] });

/** What the city or its administrator brings is there already; what others bring goes through the steps. */
const bringsPublic = (actor: Actor, { path }: Organisation) =>
  actor.kind === "system" || holds(actor, "admin", path);

function mayAdd(actor: Actor, organisation: Organisation): Plan | null {
  return bringsPublic(actor, organisation) || may["place.register"](actor, organisation)
    ? null
    : notYours("organisation");
}

function mayChange(
  actor: Actor,
  now: FacilityRow,
  { fields, ends, to }: { fields: readonly FactName[]; ends: boolean; to: Organisation | null },
): Plan | null {
  if (actor.kind === "system") return null;
  if (fields.length > 0 && !may["place.change-facts"](actor, now)) return notYours("number");
  const against = againstFacts(actor, now, fields);
  if (against) {
    const [answered = "number"] = against === "place.identity-published" ? identityAmong(now, fields) : [];
    return { faults: [{ column: answered, id: `refusal.${against}` }] };
  }
  if (ends && !may["place.end"](actor, now)) return notYours("ended_on");
  if (to && !may["place.move"](actor, { from: now, to })) return notYours("organisation");
  return null;
}
