/** What resources are called and where they are: told by the module whose they are. */
import { namesOfSubjects } from "#people";
import { type Place, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { type Locale, named } from "#platform/i18n";
import type { Resource } from "./resource-store.ts";

type Space = Place["spaces"][number];

export interface Described {
  name: string;
  place: Place | null;
  placeName: string | null;
  /** Persons at once; null where nobody says. */
  capacity: number | null;
  equipment: Space["equipment"];
  access: Space["access"];
  /** It is in use, and so is its space, or that of the room a seat is in. */
  there: boolean;
}

/** A seat is called after its room too. */
function labelOf({ label, roomSpace }: Resource, place: Place | null, locale: Locale): string {
  const room = place?.spaces.find(({ id }) => id === roomSpace);
  return room ? `${named(room, locale)} ${label ?? ""}` : (label ?? "");
}

/** By id, in a fixed number of statements. */
export async function describeResources(
  ctx: Ctx,
  resources: readonly Resource[],
): Promise<Map<string, Described>> {
  const places = await placesOf(ctx.db, [...new Set(resources.flatMap(({ placeId }) => placeId ?? []))]);
  const people = resources.filter(({ kind }) => kind === "person").map(({ ref }) => ref);
  const names = people.length > 0 ? await namesOfSubjects(ctx.db, people) : new Map<string, string>();
  return new Map(
    resources.map((one) => {
      const place = one.placeId ? (places.get(one.placeId) ?? null) : null;
      const within = one.kind === "space" ? one.ref : one.roomSpace;
      const isIn = place?.spaces.find(({ id }) => id === within);
      const space = one.kind === "space" ? isIn : undefined;
      const name = space
        ? named(space, ctx.locale)
        : one.kind === "person"
          ? (names.get(one.ref) ?? "")
          : labelOf(one, place, ctx.locale);
      return [
        one.id,
        {
          name,
          place,
          placeName: place && named(place, ctx.locale),
          capacity: space?.capacity ?? null,
          equipment: space?.equipment ?? [],
          access: space?.access ?? [],
          there: !one.retired && (within === null || isIn !== undefined),
        },
      ];
    }),
  );
}
