/** JSON in and out of the rules of houses. */
import { DayShape, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { ClaimSize } from "../claiming/claim-size.ts";
import { poolChannels } from "../offers/pool-channels.ts";
import { poolsAsked } from "./asked-of.ts";
import { ruleKinds, TermsByKind } from "./terms.ts";

export { termsFrom, termValues } from "./typed-terms.ts";
export { poolChannels, poolsAsked, ruleKinds };

const Kind = T.Enum([...ruleKinds]);
const Channel = T.Enum([...poolChannels]);
const Effect = T.Enum(["limit", "none", "repealed"]);
/** A kind of offer, or a sort of occasion. */
const Sort = T.String({ pattern: "^[a-z-]{3,40}$" });

/** What is said of whom: a rule has one version in force at a time. */
const about = { kind: Kind, onlyFor: Nullable(Sort), channel: Nullable(Channel) };

export const VersionView = T.Object({
  ...about,
  version: T.Integer(),
  effect: Effect,
  terms: Nullable(TermsByKind),
  /** As a sentence; null where it limits nothing. */
  says: Nullable(T.String()),
  since: InstantShape,
  until: Nullable(InstantShape),
  basis: T.String(),
  standing: T.Enum(["in-force", "coming", "past"]),
  setBy: T.String(),
});

const House = T.Object({ id: Id, name: T.String() });

export const houses = operation({
  id: "booking.houses",
  method: "GET",
  path: "/api/desk/houses",
  summary:
    "Organisations at or below those where one works, whose rules one reads: the first, or those named.",
  query: T.Object({
    q: T.Optional(Line(60)),
    organisation: T.Optional(Id),
    /** Only where one has this role. */
    as: T.Optional(T.Enum(["manager"])),
  }),
  answer: T.Object({
    items: T.Array(House),
    /** The organisation asked for, else the first; null where there is none, or it is none of theirs. */
    chosen: Nullable(House),
    /** There are more than these: ask by name. */
    more: T.Boolean(),
  }),
});

export const houseRules = operation({
  id: "booking.house-rules",
  method: "GET",
  path: "/api/house-rules",
  summary: "Rules of an organisation about who may book what, in all versions, and those in force above it.",
  query: T.Object({ organisation: Id }),
  answer: T.Object({
    own: T.Array(VersionView),
    above: T.Array(VersionView),
    /** Sorts of occasion for which a rule can be written. */
    sorts: T.Array(T.Object({ code: T.String(), name: T.String() })),
    /** Eligibility checks in force, and kinds of organisation, that a rule can name. */
    checks: T.Array(T.Object({ code: T.String(), name: T.String() })),
    organisationKinds: T.Array(T.Object({ code: T.String(), name: T.String() })),
    can: T.Array(T.Enum(["put"])),
  }),
});

export const putHouseRule = operation({
  id: "booking.put-house-rule",
  method: "POST",
  path: "/api/house-rules",
  summary: "Writes the next version of a rule of an organisation, or its first. No version is ever changed.",
  body: T.Object({
    organisation: Id,
    ...about,
    effect: Effect,
    /** Of a limit, under the name of its kind. */
    terms: TermsByKind,
    since: Nullable(DayShape),
    until: Nullable(DayShape),
    basis: Line(300),
    after: T.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
  answer: T.Object({ version: T.Integer() }),
});

export const tryHouseRules = operation({
  id: "booking.try-house-rules",
  method: "GET",
  path: "/api/house-rules/trial",
  summary: "Which rules would decide on somebody who books on a day for an occasion, and which are not met.",
  query: T.Object({
    organisation: Id,
    /** The day of booking: the versions in force then decide. */
    asked: DayShape,
    /** The day of the occasion. */
    day: DayShape,
    born: T.Optional(DayShape),
    level: T.Integer({ minimum: 0, maximum: 3 }),
    size: ClaimSize,
    channel: Channel,
    sort: T.Optional(Sort),
  }),
  answer: T.Object({
    rules: T.Array(
      T.Object({
        kind: Kind,
        says: T.String(),
        setBy: T.String(),
        basis: T.String(),
        /** `depends`: on the time, or on what else the person has booked. */
        outcome: T.Enum(["met", "unmet", "depends"]),
        why: Nullable(T.String()),
      }),
    ),
  }),
});
