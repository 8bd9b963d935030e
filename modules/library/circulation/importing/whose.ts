/** Whose a row is and where: what columns of organisations and places mean, in a handful of statements for a batch. */
import {
  type CalledPlace,
  organisationsByIsil,
  organisationsByPaths,
  organisationsCalled,
  placesCalled,
} from "#places";
import { pathsHeld, type Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import { type Codes, codesFor } from "./whose-store.ts";

export interface House {
  id: string;
  path: string;
}

/** The house of a sender who works for one alone, else null. */
export async function ownHouse(ctx: Ctx, ...roles: readonly Role[]): Promise<House | null> {
  const paths = [...new Set(pathsHeld(ctx.actor, ...roles))];
  const [house, ...others] = (await organisationsByPaths(ctx.db, paths)).values();
  return house && others.length === 0 ? { id: house.id, path: house.path } : null;
}

type Meant<T> = T | null | { several: true };
const isSeveral = (meant: Meant<object>): meant is { several: true } => meant !== null && "several" in meant;

export class Whose {
  #houses: Map<string, House[]>;
  #places: Map<string, CalledPlace[]>;
  #codes: readonly Codes[];
  #byId: Map<string, CalledPlace>;
  #own: House | null;

  private constructor(
    own: House | null,
    known: {
      houses: Map<string, House[]>;
      places: Map<string, CalledPlace[]>;
      codes: readonly Codes[];
      byId: Map<string, CalledPlace>;
    },
  ) {
    this.#own = own;
    this.#houses = known.houses;
    this.#places = known.places;
    this.#codes = known.codes;
    this.#byId = known.byId;
  }

  /** What these cells mean; `own`: the house of a sender who names none. */
  static async of(
    { db, actor }: Ctx,
    own: House | null,
    said: { organisations: readonly string[]; places: readonly string[] },
  ): Promise<Whose> {
    const organisations = [...new Set(said.organisations.map(pathless))];
    const codes = [...new Set([...said.places, ...said.organisations])];
    const called = await organisationsCalled(db, organisations);
    const byIsil = await organisationsByIsil(db, organisations);
    const houses = new Map<string, House[]>();
    for (const one of called)
      for (const name of [pathless(one.path), one.name])
        if (!(houses.get(name) ?? []).some(({ id }) => id === one.id))
          houses.set(name, [...(houses.get(name) ?? []), one]);
    for (const [isil, one] of byIsil) houses.set(isil, [one]);
    const paths = [
      ...new Set([
        ...called.map(({ path }) => path),
        ...[...byIsil.values()].map(({ path }) => path),
        ...(own ? [own.path] : []),
        ...actor.grants.map(({ path }) => path),
      ]),
    ];
    const profiles = await codesFor(db, paths);
    const meant = profiles.flatMap(({ places }) => codes.flatMap((code) => places[code] ?? []));
    const found = await placesCalled(db, { called: codes, ids: [...new Set(meant)] });
    const places = new Map<string, CalledPlace[]>();
    for (const place of found)
      for (const name of new Set([place.number, place.name].filter((one) => one !== null)))
        places.set(name, [...(places.get(name) ?? []), place]);
    const byId = new Map(found.map((place) => [place.id, place]));
    return new Whose(own, { houses, places, codes: profiles, byId });
  }

  /** A place: what the house's import profile says of the code, a number of the city, or a name that one place of the house has. */
  #placeCalled(code: string, house: House | null): Meant<CalledPlace> {
    for (const { orgPath, places } of this.#codes) {
      const meant = places[code];
      const place = meant === undefined ? undefined : this.#byId.get(meant);
      if (place && (house === null || house.path.startsWith(orgPath) || orgPath.startsWith(house.path)))
        return place;
    }
    const called = this.#places.get(code) ?? [];
    const numbered = called.find(({ number }) => number === code);
    if (numbered) return numbered;
    const own = house ? called.filter(({ orgPath }) => orgPath.startsWith(house.path)) : [];
    const [first, ...others] = own.length > 0 ? own : called;
    return first ? (others.length > 0 ? { several: true } : first) : null;
  }

  /** The place a cell names. */
  place(column: string, code: string, house: House | null): { place: CalledPlace } | { fault: CellFault } {
    const meant = this.#placeCalled(code, house);
    if (meant === null) return { fault: { column, id: "import.place-unknown", data: { said: code } } };
    if (isSeveral(meant)) return { fault: { column, id: "import.place-several", data: { said: code } } };
    return { place: meant };
  }

  /** The house a cell names, by path, ISIL, name or a place of it; without one the sender's own, or whose the place is. */
  house(
    column: string,
    said: string | null | undefined,
    place: { organisationId: string; orgPath: string } | null,
  ): { house: House } | { fault: CellFault } {
    if (!said) {
      if (this.#own) return { house: this.#own };
      if (place) return { house: { id: place.organisationId, path: place.orgPath } };
      return { fault: { column, id: "import.no-house" } };
    }
    const [house, ...others] = this.#houses.get(pathless(said)) ?? [];
    if (house && others.length > 0)
      return { fault: { column, id: "organisation.several", data: { name: said } } };
    if (house) return { house };
    const meant = this.#placeCalled(said, null);
    return meant === null || isSeveral(meant)
      ? { fault: { column, id: "organisation.unknown", data: { said } } }
      : { house: { id: meant.organisationId, path: meant.orgPath } };
  }

  /** What the profiles of a house say that a code of the state of a copy means. */
  status(code: string, house: House): string | null {
    for (const { orgPath, statuses } of this.#codes)
      if (house.path.startsWith(orgPath) && statuses[code] !== undefined) return statuses[code];
    return null;
  }
}

const pathless = (text: string) => text.trim().replace(/\.$/, "");
