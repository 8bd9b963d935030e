/** JSON of observed openings. */
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, Page, T } from "#contract";
import { OpenStateShape } from "../shapes.ts";
import { outcomes, shutReasons } from "./words.ts";

export { shutReasons } from "./words.ts";

/** Posted openings that are over, by what became of them; `recorded` are those at which it was seen open. */
const Counts = {
  posted: T.Integer(),
  recorded: T.Integer(),
  inTime: T.Integer(),
  late: T.Integer(),
  early: T.Integer(),
  shut: T.Integer(),
  unrecorded: T.Integer(),
  disputed: T.Integer(),
};
const Tolerance = { lateMinutes: T.Integer(), earlyMinutes: T.Integer() };

export const placeOpenings = operation({
  id: "places.openings",
  method: "GET",
  path: "/api/places/:id/openings",
  summary:
    "How often a place kept its posted hours in a period, by those who saw it; the last 30 days unless told",
  params: T.Object({ id: Id }),
  query: T.Object({ from: T.Optional(DayShape), until: T.Optional(DayShape) }),
  answer: T.Object({
    from: DayShape,
    /** The first day after the period. */
    until: DayShape,
    days: T.Integer(),
    /** The rule of today: minutes a door may be late or early. */
    tolerance: T.Object(Tolerance),
    ...Counts,
  }),
});

export const reportShut = operation({
  id: "places.report-shut",
  method: "POST",
  path: "/api/places/:id/shut-reports",
  summary: "Report that one came during posted hours and did not get in; needs no account",
  params: T.Object({ id: Id }),
  body: T.Object({
    reason: T.Enum([...shutReasons]),
    /** Now unless told; at most a day ago. */
    at: T.Optional(InstantShape),
  }),
  answer: Empty,
});

const Doing = T.Object({ id: Id, what: T.Enum(["opened", "closed"]), at: InstantShape });
/** What somebody or something saw. Who it was stays in the record. */
const Seen = T.Object({
  id: Id,
  what: T.Enum(["opened", "closed", "open", "shut"]),
  at: InstantShape,
  how: T.Enum(["clerk", "counter", "visitor", "device"]),
  device: Nullable(T.String()),
  reason: Nullable(T.Enum([...shutReasons])),
  canWithdraw: T.Boolean(),
});
const Span = T.Object({ from: T.String(), to: T.String() });

export const deskOpenings = operation({
  id: "places.desk-openings",
  method: "GET",
  path: "/api/desk/openings",
  summary:
    "The doors your roles cover: today's posted hours, open or closed by the last record, the last 30 days",
  query: T.Object({
    q: T.Optional(T.String({ maxLength: 200 })),
    after: T.Optional(T.String({ maxLength: 400 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(
    T.Object({
      id: Id,
      name: T.String(),
      state: OpenStateShape,
      /** Today's posted hours, closures taken out. */
      today: T.Array(Span),
      /** The last opening or closing within a day. */
      last: Nullable(Doing),
      ...Counts,
    }),
  ),
});

export const deskPlaceOpenings = operation({
  id: "places.desk-place-openings",
  method: "GET",
  path: "/api/desk/places/:id/openings",
  summary:
    "One door: what was seen in the last two weeks, each posted opening with what became of it, and its devices",
  params: T.Object({ id: Id }),
  answer: T.Object({
    today: T.Array(Span),
    last: Nullable(Doing),
    tolerance: T.Object(Tolerance),
    openings: T.Array(
      T.Object({
        day: DayShape,
        from: InstantShape,
        to: InstantShape,
        outcome: T.Enum([...outcomes]),
        disputed: T.Boolean(),
      }),
    ),
    seen: T.Array(Seen),
    devices: T.Array(T.Object({ id: Id, name: T.String(), madeAt: InstantShape })),
    can: T.Array(T.Enum(["observe", "keep-devices"])),
  }),
});

export const observeOpening = operation({
  id: "places.observe",
  method: "POST",
  path: "/api/desk/places/:id/openings",
  summary: "Write down that the door was opened or closed, now or within the last day",
  params: T.Object({ id: Id }),
  body: T.Object({ what: T.Enum(["opened", "closed"]), at: T.Optional(InstantShape) }),
  answer: T.Object({ id: Id }),
});

export const withdrawObservation = operation({
  id: "places.withdraw-observation",
  method: "POST",
  path: "/api/desk/places/:id/openings/:observation/withdraw",
  summary: "Take back a record made by mistake within the last day; both rows stay",
  params: T.Object({ id: Id, observation: Id }),
  answer: Empty,
});

export const addDoorDevice = operation({
  id: "places.add-door-device",
  method: "POST",
  path: "/api/desk/places/:id/door-devices",
  summary: "Make a device known that says by itself when the door is open; its key is told once",
  params: T.Object({ id: Id }),
  body: T.Object({ name: Line(60) }),
  answer: T.Object({ id: Id, key: T.String() }),
  unrepeated: true,
});

export const retireDoorDevice = operation({
  id: "places.retire-door-device",
  method: "DELETE",
  path: "/api/desk/places/:id/door-devices/:device",
  summary: "Take a device out of use",
  params: T.Object({ id: Id, device: Id }),
  answer: Empty,
});

export const doorHeartbeat = operation({
  id: "places.door-heartbeat",
  method: "POST",
  path: "/api/door-devices/heartbeat",
  summary:
    "A device says whether its door is open; a change is written down at once, the same again once an hour",
  body: T.Object({ key: T.String({ minLength: 20, maxLength: 80 }), state: T.Enum(["open", "closed"]) }),
  answer: T.Object({ written: T.Boolean() }),
  unrepeated: true,
});

export const openingTolerances = operation({
  id: "places.opening-tolerances",
  method: "GET",
  path: "/api/opening-tolerances",
  summary:
    "How many minutes a door may be late or early and still keep its word, since which day, newest first",
  answer: T.Object({
    items: T.Array(T.Object({ since: DayShape, ...Tolerance, source: T.String() })),
    can: T.Array(T.Enum(["change"])),
  }),
});

export const putOpeningTolerance = operation({
  id: "places.put-opening-tolerance",
  method: "PUT",
  path: "/api/desk/opening-tolerances/:since",
  summary: "Set the tolerance that holds from a day on; earlier days keep theirs",
  params: T.Object({ since: DayShape }),
  body: T.Object({
    lateMinutes: T.Integer({ minimum: 0, maximum: 240 }),
    earlyMinutes: T.Integer({ minimum: 0, maximum: 240 }),
    source: Line(500),
  }),
  answer: Empty,
});
