import type { Temporal } from "temporal-polyfill";
import { HANDOVER, SHARINGS } from "./belongings.ts";
import { chance } from "./chance.ts";
import { claims } from "./claims.ts";
import { doors } from "./doors.ts";
import { events } from "./events.ts";
import { fullCity } from "./full/city.ts";
import { organisations } from "./organisations.ts";
import { people } from "./people.ts";
import { places } from "./places.ts";
import { ZONE } from "./schedule.ts";
import { series } from "./series.ts";
import { onePersonRules, staff } from "./staff.ts";
import type { DemoCity, Scale } from "./types.ts";
import { upkeep } from "./upkeep.ts";

export type * from "./types.ts";

export interface DemoWish {
  /** The same seed and the same `now` give the same city, to the last claim. */
  readonly seed: number;
  readonly scale: Scale;
  /** The moment of filling: the demo has sessions before, during and after it. */
  readonly now: Temporal.Instant;
}

/** A whole city as plain data, the small one or the one of the seed text. No I/O, no clock. */
export function demoCity({ scale, ...wish }: DemoWish): DemoCity {
  const small = smallCity(wish);
  return scale === "full" ? fullCity(small) : small;
}

/** 60 places, 96 events, 200 residents, staff and what they did. */
function smallCity({ seed, now: exactly }: Omit<DemoWish, "scale">): DemoCity {
  const random = chance(seed);
  const now = exactly.round({ smallestUnit: "second", roundingMode: "floor" });
  const local = now.toZonedDateTimeISO(ZONE);
  const today = local.toPlainDate();
  const allPlaces = places(random.branch("places"), today);
  const allEvents = events(allPlaces, local);
  const allOrganisations = organisations();
  const allStaff = staff();
  const kept = upkeep(random.branch("upkeep"), { places: allPlaces, events: allEvents }, today);
  const shut = new Set(kept.renovations.filter(({ closes }) => closes).map(({ place }) => place));
  const { residents, relations } = people(random.branch("people"), today);
  return {
    demo: true,
    seed,
    scale: "small",
    zone: ZONE,
    now: now.toString(),
    today: today.toString(),
    organisations: allOrganisations,
    places: allPlaces,
    series: series(today),
    events: allEvents,
    residents,
    relations,
    cardHolders: [],
    staff: allStaff,
    onePersonRules: onePersonRules(),
    claims: claims(random.branch("claims"), allEvents, residents, relations, now),
    doors: doors(
      random.branch("doors"),
      {
        places: allPlaces.filter(({ key }) => !shut.has(key)),
        organisations: allOrganisations,
        staff: allStaff,
      },
      local,
    ),
    sharings: SHARINGS,
    handovers: [HANDOVER],
    ...kept,
  };
}
