/** JSON of scanners at the door, and the rule they share with the server. */
import type { Static } from "typebox";
import { Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { ClaimSize, mostInClaim } from "../claiming/claim-size.ts";
import { claimStates } from "../claiming/claim-state.ts";
import { AboutView } from "../contract.ts";
import { mostScans } from "./list-format.ts";

export { hashOn, isNewPhone, listHead } from "./list-format.ts";
export type { Elsewhere, Meaning, PassShown } from "./rule.ts";
export { calledWithPlace, fromList, meaningOf, soonest } from "./rule.ts";
export { mostScans };

const ofOffer = T.Object({ offerId: Id });

/** One claim on a scanner's list: what the clerk at this door may see, and hashes by which a pass is found. */
const ListedClaim = T.Object({
  id: Id,
  /** Whose pass it is: hashes of subject keys under the salt of this list. */
  who: T.Array(T.String()),
  /** Phones that may show it, as hashes of their keys. */
  phones: T.Array(T.String()),
  /** No pass of theirs is good any more. */
  blocked: T.Boolean(),
  /** What they are called, where this list is the first that has them. */
  name: T.Optional(Nullable(T.String())),
  phoneTail: T.Optional(Nullable(T.String())),
  number: T.Optional(Nullable(T.Integer())),
  /** Numbered seats, as they are told. */
  seats: T.Array(T.String()),
  size: T.Integer(),
  state: T.Enum([...claimStates]),
  came: T.Integer(),
  away: T.Integer(),
  checkedInAt: Nullable(InstantShape),
});

const ListedDoor = T.Object({
  offerId: Id,
  title: Nullable(T.String()),
  place: Nullable(T.String()),
  state: T.Enum(["open", "closed"]),
  doorsAt: InstantShape,
  startsAt: InstantShape,
  endsAt: InstantShape,
  quota: T.Integer(),
  leftAtTheDoor: Nullable(T.Integer()),
  /** So many have come, and so many of them are out again; people nobody named too. */
  came: T.Integer(),
  away: T.Integer(),
  claims: T.Array(ListedClaim),
});

export const PassKey = T.Object({
  kid: T.String(),
  alg: T.Enum(["Ed25519", "ES256"]),
  key: T.String(),
  city: T.String(),
  since: T.Integer(),
  until: Nullable(T.Integer()),
});

/** What a scanner knows. It travels as a text the city signed (`WM1L.` and this as JSON). */
export const ScannerList = T.Object({
  scanner: Id,
  label: T.String(),
  /** How things stood then; what was cancelled, revoked or booked later is not in it. */
  asOf: InstantShape,
  /** Only claims that have changed since then; null: all of them, with every pass that is good. */
  since: Nullable(InstantShape),
  /** The end of the day: then it is worth nothing any more. */
  until: InstantShape,
  salt: T.String(),
  keys: T.Array(PassKey),
  room: Nullable(T.Integer()),
  doors: T.Array(ListedDoor),
  /** Who is expected elsewhere in the house today: at another door, a lesson, in a room. */
  elsewhere: T.Array(
    T.Object({
      who: T.Array(T.String()),
      kind: T.Enum(["door", "lesson", "room"]),
      event: T.String(),
      at: InstantShape,
    }),
  ),
});

export type ScannerListed = Static<typeof ScannerList>;
type Listed = Static<typeof ListedClaim>;
/** The same as a scanner knows it, by all lists it has had. */
export type ClaimListed = Listed & Required<Pick<Listed, "name" | "phoneTail" | "number">>;
export type DoorListed = Static<typeof ListedDoor>;

const SignedList = T.Object({ kid: T.String(), text: T.String(), signature: T.String() });

/** The device says who it is with the key it was given. */
const DeviceShape = T.Object({ id: Id, key: T.String({ minLength: 43, maxLength: 43 }) });

const way = T.Enum(["in", "out"]);
const trouble = T.Enum(["twice", "gone", "uncounted", "revoked", "unseen"]);

export const makeScanner = operation({
  id: "booking.make-scanner",
  method: "POST",
  path: "/api/offers/:offerId/scanners",
  summary:
    "Makes the device that asks a scanner of this door for today: it gets a key of its own and the list.",
  params: ofOffer,
  body: T.Object({
    label: Line(40),
    /** How many the room holds; all places of the occasion unless told. */
    room: T.Optional(T.Integer({ minimum: 1, maximum: 99_999 })),
    /** The other occasions at the same place today as well. */
    wholeDay: T.Optional(T.Boolean()),
  }),
  answer: T.Object({ device: DeviceShape, list: SignedList }),
  unrepeated: true,
});

export const revokeScanner = operation({
  id: "booking.revoke-scanner",
  method: "POST",
  path: "/api/scanners/:scannerId/revocation",
  summary: "Ends a scanner that was lost: it gets nothing more, and forgets its list when it asks.",
  params: T.Object({ scannerId: Id }),
  body: T.Object({}),
  answer: T.Object({}),
});

/** One scan as a device keeps it until it is acknowledged. */
export const ScanShape = T.Object({
  id: Id,
  offerId: Id,
  claimId: Nullable(Id),
  way,
  size: ClaimSize,
  /** Of them so many came for the first time, as the device knew it. */
  fresh: T.Integer({ minimum: 0, maximum: mostInClaim }),
  /** `nobody`: people without a name who come or go; `back`: such people who were in before. */
  shown: T.Enum(["pass", "document", "list", "nobody", "back"]),
  /** Hash of the phone's key under the salt, where a live code was shown. */
  phone: Nullable(T.String({ maxLength: 64 })),
  at: InstantShape,
});

export type SentScan = Static<typeof ScanShape>;

export const scanNow = operation({
  id: "booking.scan",
  method: "POST",
  path: "/api/scanner/scan",
  summary: "A scanner with a line asks about somebody at its door: let in, back, out, or why not.",
  body: T.Object({
    device: DeviceShape,
    id: Id,
    offerId: Id,
    way,
    /** One of the three: the scanned text, the claim picked from the list, or so many people nobody named. */
    scan: T.Optional(T.String({ minLength: 4, maxLength: 2000 })),
    claimId: T.Optional(Id),
    nobody: T.Optional(ClaimSize),
    came: T.Optional(ClaimSize),
    documentSeen: T.Optional(T.Boolean()),
  }),
  answer: T.Object({
    claimId: Nullable(Id),
    kind: T.Enum(["in", "already", "out"]),
    fresh: T.Integer(),
    back: T.Integer(),
    rest: T.Integer(),
    /** Of those already in, since when. */
    checkedInAt: Nullable(InstantShape),
  }),
  unrepeated: true,
});

export const syncScanner = operation({
  id: "booking.sync-scanner",
  method: "POST",
  path: "/api/scanner/sync",
  summary:
    "A scanner sends what it scanned without a line, each once by its own id, and gets the list as it is now.",
  body: T.Object({
    device: DeviceShape,
    scans: T.Array(ScanShape, { maxItems: mostScans }),
    /** The list it has is as of then; without it comes the whole list. */
    since: T.Optional(InstantShape),
  }),
  answer: T.Object({
    /** Written down, with what they came to. */
    acknowledged: T.Array(T.Object({ id: Id, counted: T.Integer(), trouble: Nullable(trouble) })),
    now: InstantShape,
    /** Null: nothing has changed, or the day is over. */
    list: Nullable(SignedList),
  }),
  bodyLimit: 256 * 1024,
  unrepeated: true,
});

const Called = T.Object({
  name: Nullable(T.String()),
  phoneTail: Nullable(T.String()),
  number: Nullable(T.Integer()),
});

export const scannersOf = operation({
  id: "booking.scanners",
  method: "GET",
  path: "/api/offers/:offerId/scanners",
  summary:
    "The scanners of a door with when they were last in step, and what does not fit together of what they scanned.",
  params: ofOffer,
  answer: T.Object({
    offerId: Id,
    about: Nullable(AboutView),
    startsAt: InstantShape,
    endsAt: InstantShape,
    open: T.Boolean(),
    scanners: T.Array(
      T.Object({
        id: Id,
        label: T.String(),
        madeBy: Nullable(T.String()),
        seenAt: InstantShape,
        until: InstantShape,
        state: T.Enum(["ready", "over", "revoked"]),
      }),
    ),
    conflicts: T.Array(
      T.Object({
        /** The claim, or the scan of people nobody named. */
        id: Id,
        who: Nullable(Called),
        trouble,
        /** So many stand in the room whom nobody counted. */
        uncounted: T.Integer(),
        state: Nullable(T.Enum([...claimStates])),
        scans: T.Array(
          T.Object({
            id: Id,
            label: T.String(),
            at: InstantShape,
            way,
            size: T.Integer(),
            trouble: Nullable(trouble),
          }),
        ),
      }),
    ),
  }),
});

export const settleScans = operation({
  id: "booking.settle-scans",
  method: "POST",
  path: "/api/offers/:offerId/settled-scans",
  summary: "Staff settle what did not fit together: noted, or counted as people who walked in.",
  params: ofOffer,
  body: T.Object({
    /** Of one conflict. */
    id: Id,
    how: T.Enum(["noted", "counted"]),
  }),
  answer: T.Object({ settled: T.Integer() }),
});
