/** Pieces that several contracts of places are made of. Distances are straight lines in metres. */
import { DayShape, Id, InstantShape, Line, Nullable, T } from "#contract";
import { compassPoints } from "#libs/geo";
import { accessCodes, closureReasons, coordinateSystems, equipmentCodes, facilityLevels } from "./words.ts";

export const Level = T.Enum([...facilityLevels]);
export const Access = T.Array(T.Enum([...accessCodes]), { maxItems: 40 });
export const Equipment = T.Array(T.Enum([...equipmentCodes]), { maxItems: 40 });
export const Code = T.String({ minLength: 2, maxLength: 12, pattern: "^[0-9]*$" });
export const Slug = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });
/** Names in other languages than Chinese. */
export const Names = T.Object({
  en: T.Optional(Line(100)),
  ug: T.Optional(Line(100)),
  "kk-Arab": T.Optional(Line(100)),
  ru: T.Optional(Line(100)),
  "kk-Cyrl": T.Optional(Line(100)),
});
export const Position = T.Object({
  system: T.Enum([...coordinateSystems]),
  lon: T.Number({ minimum: -180, maximum: 180 }),
  lat: T.Number({ minimum: -90, maximum: 90 }),
});
export const Spot = T.Object({ lon: T.Number(), lat: T.Number() });

export const states = [
  "open",
  "closing-soon",
  "opening-soon",
  "closed",
  "shut",
  "unstated",
  "ended",
] as const;
/**
 * Open or not at `at`. `until`: when an open place closes. `opensAt`: when a closed one opens next, null when not within
 * five weeks. `shut`: closed by an announced closure, with its reason. `unstated`: nobody has said the hours.
 */
export const OpenStateShape = T.Object({
  at: InstantShape,
  state: T.Enum([...states]),
  until: Nullable(InstantShape),
  opensAt: Nullable(InstantShape),
  /** On which day of the city that change lies, seen from `at`. */
  changesOn: Nullable(T.Enum(["today", "tomorrow", "later"])),
  reason: Nullable(T.Enum([...closureReasons])),
});

export const Towards = T.Enum([...compassPoints]);
/** The straight line from the spot asked about, and minutes on foot estimated from it (× 1.3 at 75 m a minute). */
export const Away = T.Object({ metres: T.Integer(), towards: Towards, minutes: T.Integer() });

/** A place in a list. */
export const PlaceItem = T.Object({
  id: Id,
  name: T.String(),
  kind: T.Object({ code: T.String(), name: T.String(), icon: T.String() }),
  level: Level,
  district: Nullable(T.Object({ code: T.String(), name: T.String() })),
  address: T.String(),
  /** WGS-84. */
  spot: Nullable(Spot),
  demo: T.Boolean(),
  open: OpenStateShape,
  away: Nullable(Away),
});

/** A day of public rest or a make-up workday, by its name. */
export const HolidayRef = T.Object({ kind: T.Enum(["rest", "workday"]), name: T.String() });

/** A day of the week strip. `spans` are local times of the day, past midnight as `25:30`. */
export const DayHours = T.Object({
  day: DayShape,
  spans: T.Array(T.Object({ from: T.String(), to: T.String() })),
  /** Why the day differs from the week, in the words of the house; null when it does not. */
  exception: Nullable(T.String()),
  /** What the public calendar says of the day, whether or not the hours differ on it. */
  holiday: Nullable(HolidayRef),
  /** Why it is shut that day, wholly or in part. */
  closure: Nullable(T.Enum([...closureReasons])),
});

export const ClosureView = T.Object({
  id: Id,
  startsAt: InstantShape,
  endsAt: Nullable(InstantShape),
  reason: T.Enum([...closureReasons]),
  words: T.String(),
});

export const SpaceView = T.Object({
  id: Id,
  name: T.String(),
  capacity: T.Integer(),
  areaM2: Nullable(T.Number()),
  access: Access,
  equipment: Equipment,
  /** Where it can be booked, null where it cannot. */
  book: Nullable(T.String()),
});

/** Drawn by the server, with what must stand on it: 审图号, or that it is a demo. */
export const SmallMap = T.Object({ svg: T.String(), credit: T.String() });

export const OrganisationRef = T.Object({ id: Id, name: T.String() });

export const at = T.Optional(InstantShape);
export const lon = T.Optional(T.Number({ minimum: -180, maximum: 180 }));
export const lat = T.Optional(T.Number({ minimum: -90, maximum: 90 }));
