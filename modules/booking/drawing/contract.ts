/** JSON in and out of draws. */
import { Id, InstantShape, Line, Nullable, operation, Reason, T } from "#contract";
import { AboutView } from "../contract.ts";
import { GroupTermsByKind, groupKinds } from "./group-terms.ts";
import { drawPhases } from "./phase.ts";

export type { GroupKind } from "./group-terms.ts";

export const valueKinds = ["double-colour", "super-lotto", "seven-star", "ten-dice"] as const;

/** No list has more entries. */
const mostRank = 1_000_000;

const ofDraw = T.Object({ drawId: Id });
const count = T.Integer({ minimum: 0, maximum: 99 });

/** How many chances an entry has, from what the house's own records say of the person. */
export const WeightTerms = T.Object({
  base: T.Integer({ minimum: 1, maximum: 100 }),
  /** More for each earlier draw without a place, less for each with one and for each missed booking. */
  loss: count,
  win: count,
  missed: count,
  /** So far back its records are looked at. */
  months: T.Integer({ minimum: 1, maximum: 60 }),
});

const phase = T.Enum([...drawPhases]);

const Summary = {
  id: Id,
  title: T.String(),
  house: T.String(),
  phase,
  opensAt: InstantShape,
  closesAt: InstantShape,
  knownFrom: InstantShape,
  entries: T.Integer(),
};

export const DrawView = T.Object({
  ...Summary,
  revealBy: InstantShape,
  confirmBy: Nullable(InstantShape),
  value: T.Object({
    kind: T.Enum([...valueKinds]),
    source: T.String(),
    /** Once it was drawn. */
    text: Nullable(T.String()),
  }),
  frozenAt: Nullable(InstantShape),
  /** Of the list, and of the secret. */
  hash: Nullable(T.String()),
  commitment: Nullable(T.String()),
  /** Public once it was drawn or called off, and from `revealBy` on in any case. */
  secret: Nullable(T.String()),
  drawnAt: Nullable(InstantShape),
  /** It was drawn after the latest time that had been announced. */
  late: T.Boolean(),
  mostPeople: T.Integer(),
  mostLots: T.Integer(),
  /** People who come along may stay unnamed; else everybody on an entry is named, and on no other. */
  unnamed: T.Boolean(),
  weights: WeightTerms,
  /** For whom places are kept, the first before the next. */
  groups: T.Array(T.Object({ id: T.String(), name: T.String() })),
  lots: T.Array(
    T.Object({
      code: T.String(),
      offerId: Id,
      about: Nullable(AboutView),
      startsAt: InstantShape,
      endsAt: InstantShape,
      places: T.Integer(),
      /** Wheelchair spaces and their companions' seats, which are not drawn. */
      aside: T.Integer(),
      /** Of these for groups first. */
      reserved: T.Array(T.Object({ group: T.String(), places: T.Integer() })),
      cancelled: T.Boolean(),
    }),
  ),
  calledOff: Nullable(
    T.Object({
      because: Nullable(T.String()),
      /** Another draw gives the places, or whoever comes first has them. */
      places: Nullable(T.Enum(["another", "first"])),
    }),
  ),
});

const ResultOfChoice = T.Object({
  code: T.String(),
  result: T.Enum(["given", "waiting", "enough", "overlaps"]),
  turn: Nullable(T.Integer()),
  became: Nullable(T.Enum(["confirmed", "held", "waiting", "passed-over", "cancelled", "withdrawn"])),
});

export const listDraws = operation({
  id: "booking.draws",
  method: "GET",
  path: "/api/draws",
  summary: "Draws of places: those that take entries first, then those to come and those that are over.",
  answer: T.Object({
    items: T.Array(T.Object({ ...Summary, mine: Nullable(T.String()) })),
  }),
});

export const getDraw = operation({
  id: "booking.draw",
  method: "GET",
  path: "/api/draws/:drawId",
  summary: "A draw: what, when, the hash of its list, and how to check it.",
  params: ofDraw,
  answer: DrawView,
});

export const drawResults = operation({
  id: "booking.draw-results",
  method: "GET",
  path: "/api/draws/:drawId/results",
  summary: "Results by entry number in the order of the draw, a hundred at once; or of one number.",
  params: ofDraw,
  query: T.Object({
    number: T.Optional(Line(40)),
    /** Only what comes after this rank. */
    after: T.Optional(T.Integer({ minimum: 0, maximum: mostRank })),
  }),
  answer: T.Object({
    items: T.Array(T.Object({ number: T.String(), rank: T.Integer(), choices: T.Array(ResultOfChoice) })),
    next: Nullable(T.Integer()),
  }),
});

export const drawFile = operation({
  id: "booking.draw-file",
  method: "GET",
  path: "/api/draws/:drawId/file",
  summary:
    "The file of a draw, byte for byte as its hash was made: the frozen list, or all of it once drawn.",
  params: ofDraw,
  query: T.Object({ of: T.Optional(T.Enum(["list"])) }),
  answer: T.String(),
  files: ["application/json"],
});

export const drawVerifier = operation({
  id: "booking.draw-verifier",
  method: "GET",
  path: "/api/draw-verifier/:form",
  summary: "The verifier of draws in one file: a page to open from disk, or a command.",
  params: T.Object({ form: T.Enum(["page", "command"]) }),
  answer: T.String(),
  files: ["text/html", "text/javascript"],
});

export const myDraw = operation({
  id: "booking.my-draw",
  method: "GET",
  path: "/api/my/draws/:drawId",
  summary: "One's own entry in a draw, and what it got.",
  params: ofDraw,
  answer: T.Object({
    entry: Nullable(
      T.Object({
        number: T.String(),
        state: T.Enum(["entered", "withdrawn", "left-out"]),
        /** One made it oneself; else one came along. */
        own: T.Boolean(),
        size: T.Integer(),
        /** Who is on it, whoever made it first; the rest of `size` is not named. */
        people: T.Array(
          T.Object({
            subject: Id,
            name: Nullable(T.String()),
            self: T.Boolean(),
            /** Came by the code. */
            joined: T.Boolean(),
          }),
        ),
        /** By which others come onto it, for whoever made it. */
        code: Nullable(T.String()),
        choices: T.Array(T.String()),
        most: T.Integer(),
        /** Its chances, once the list is frozen. */
        weight: Nullable(T.Integer()),
        rank: Nullable(T.Integer()),
        results: T.Array(
          T.Object({
            ...ResultOfChoice.properties,
            /** Why it was passed over, in a sentence. */
            because: Nullable(T.String()),
          }),
        ),
      }),
    ),
    /** Groups for whom places are kept, as the city's records see them; a helper is told nothing of it. */
    groups: T.Array(
      T.Object({
        id: T.String(),
        name: T.String(),
        in: T.Boolean(),
        /** What stands against it, in a sentence, and the page that helps on. */
        because: Nullable(T.String()),
        next: Nullable(T.Object({ href: T.String(), label: T.String() })),
      }),
    ),
    /** Whom one may name on it: one's family by the city's records, while entries are taken. */
    family: T.Array(
      T.Object({
        subject: Id,
        name: Nullable(T.String()),
        on: T.Boolean(),
        /** Is on another entry of this draw. */
        elsewhere: T.Boolean(),
      }),
    ),
    can: T.Array(T.Enum(["enter", "change", "withdraw", "leave"])),
  }),
});

export const myDraws = operation({
  id: "booking.my-draws",
  method: "GET",
  path: "/api/my/draws",
  summary: "Draws one is in, with the number: those under way, and those over since lately.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        ...Summary,
        number: T.String(),
        /** Who else is on the entry, as far as they left a name. */
        together: T.Array(T.String()),
      }),
    ),
  }),
});

export const enterDraw = operation({
  id: "booking.enter-draw",
  method: "POST",
  path: "/api/draws/:drawId/entries",
  summary: "Enters a draw for oneself or whom one acts for, or changes the entry until the close.",
  params: ofDraw,
  body: T.Object({
    /** Those of one's family who come along (`family` of `booking.my-draw`); others come by the code of the entry. */
    people: T.Array(Id, { maxItems: 100 }),
    /** So many more come along unnamed, where the draw allows it. */
    unnamed: T.Integer({ minimum: 0, maximum: 499 }),
    /** Codes of the occasions one wants, the dearest first. */
    choices: T.Array(T.String({ maxLength: 40 }), { minItems: 1, maxItems: 100 }),
    /** So many of them one would take at most. */
    most: T.Integer({ minimum: 1, maximum: 100 }),
  }),
  answer: T.Object({ number: T.String() }),
});

export const withdrawEntry = operation({
  id: "booking.withdraw-entry",
  method: "POST",
  path: "/api/draws/:drawId/withdrawal",
  summary: "Withdraws one's entry before the close.",
  params: ofDraw,
  body: T.Object({}),
  answer: T.Object({ state: T.Enum(["withdrawn"]) }),
});

export const joinEntry = operation({
  id: "booking.join-entry",
  method: "POST",
  path: "/api/my/draw-entries",
  summary:
    "Comes along on the entry of somebody else, by the code that they gave; nobody is on two of a draw.",
  body: T.Object({ code: T.String({ minLength: 1, maxLength: 40 }) }),
  answer: T.Object({ drawId: Id, number: T.String() }),
});

export const leaveEntry = operation({
  id: "booking.leave-entry",
  method: "POST",
  path: "/api/draws/:drawId/leaving",
  summary: "Leaves the entry somebody else made, or takes somebody off one's own, before the close.",
  params: ofDraw,
  body: T.Object({
    /** Null: oneself. */
    who: Nullable(Id),
  }),
  answer: ofDraw,
});

export const drawCandidates = operation({
  id: "booking.draw-candidates",
  method: "GET",
  path: "/api/desk/draw-candidates",
  summary: "Occasions of one's organisations whose places on line could be drawn.",
  answer: T.Object({
    items: T.Array(
      T.Object({
        offerId: Id,
        orgPath: T.String(),
        house: T.String(),
        about: Nullable(AboutView),
        startsAt: InstantShape,
        endsAt: InstantShape,
        places: T.Integer(),
        /** People in one claim, at most. */
        mostPeople: T.Integer(),
        /** Only a draw gives its places. */
        toBeDrawn: T.Boolean(),
        /** The result must be there by then. */
        before: InstantShape,
      }),
    ),
    /** Eligibility checks in force that a group can name. */
    checks: T.Array(T.Object({ code: T.String(), name: T.String() })),
  }),
});

export const makeADraw = operation({
  id: "booking.make-draw",
  method: "POST",
  path: "/api/desk/draws",
  summary: "Lets the places on line of one occasion, or of several of one organisation together, be drawn.",
  body: T.Object({
    title: Line(120),
    offerIds: T.Array(Id, { minItems: 1, maxItems: 100 }),
    opensAt: InstantShape,
    closesAt: InstantShape,
    valueKind: T.Enum([...valueKinds]),
    valueSource: Line(200),
    knownFrom: InstantShape,
    revealBy: InstantShape,
    confirmBy: Nullable(InstantShape),
    mostPeople: T.Integer({ minimum: 1, maximum: 500 }),
    mostLots: T.Integer({ minimum: 1, maximum: 100 }),
    /** People who come along may stay unnamed. */
    unnamed: T.Boolean(),
    weights: WeightTerms,
    /** For whom places are kept, the first before the next; what they leave goes to everybody. */
    groups: T.Array(
      T.Object({
        kind: T.Enum([...groupKinds]),
        /** Under the name of its kind. */
        terms: GroupTermsByKind,
        /** So many places of each occasion, in the order of `offerIds`. */
        places: T.Array(T.Integer({ minimum: 0, maximum: 9_999 }), { maxItems: 100 }),
      }),
      { maxItems: 8 },
    ),
  }),
  answer: ofDraw,
});

export const freezeADraw = operation({
  id: "booking.freeze-draw",
  method: "POST",
  path: "/api/desk/draws/:drawId/freezing",
  summary: "Freezes the list after the close of entries: from then on nobody can change anything.",
  params: ofDraw,
  body: T.Object({}),
  answer: T.Object({ hash: Nullable(T.String()) }),
});

const Typed = T.Object({ value: Line(500) });

export const typeDrawValue = operation({
  id: "booking.type-draw-value",
  method: "POST",
  path: "/api/desk/draws/:drawId/value",
  summary: "Types in the public value; another person has to confirm it.",
  params: ofDraw,
  body: Typed,
  answer: Typed,
});

export const confirmDrawValue = operation({
  id: "booking.confirm-draw-value",
  method: "POST",
  path: "/api/desk/draws/:drawId/confirmation",
  summary: "A second person types in the same value from its source; with it the draw takes place.",
  params: ofDraw,
  body: Typed,
  answer: T.Object({ entries: T.Integer() }),
});

export const callOffADraw = operation({
  id: "booking.call-off-draw",
  method: "POST",
  path: "/api/desk/draws/:drawId/calling-off",
  summary: "Calls a draw off before it is drawn, with a reason that everybody reads.",
  params: ofDraw,
  body: T.Object({ reason: Reason(200) }),
  answer: ofDraw,
});

export const deskDraws = operation({
  id: "booking.desk-draws",
  method: "GET",
  path: "/api/desk/draws",
  summary: "Draws of the organisations one works for, the newest first.",
  answer: T.Object({ items: T.Array(T.Object(Summary)), can: T.Array(T.Enum(["make"])) }),
});

export const deskDraw = operation({
  id: "booking.desk-draw",
  method: "GET",
  path: "/api/desk/draws/:drawId",
  summary: "A draw as staff see it: what is to be done, and what was passed over.",
  params: ofDraw,
  answer: T.Object({
    draw: DrawView,
    /** Who typed the value, while it waits for somebody else. */
    typed: Nullable(T.Object({ at: InstantShape, own: T.Boolean() })),
    report: Nullable(
      T.Object({
        given: T.Integer(),
        waiting: T.Integer(),
        withdrawn: T.Integer(),
        cancelled: T.Integer(),
        /** Lots whose result is not carried out yet. */
        open: T.Integer(),
        passedOver: T.Array(T.Object({ number: T.String(), code: T.String(), because: T.String() })),
      }),
    ),
    can: T.Array(T.Enum(["freeze", "type", "confirm", "call-off"])),
  }),
});

export const drawSheet = operation({
  id: "booking.draw-sheet",
  method: "GET",
  path: "/api/desk/draws/:drawId/sheet",
  summary: "The list as a table for witnesses, with the results once it was drawn.",
  params: ofDraw,
  answer: T.String(),
  files: ["text/csv"],
});
