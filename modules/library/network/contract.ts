/** JSON in and out of the network: boxes, what was wrong with them, plans, floating groups, statements, members. */
import { DayShape, Empty, Id, InstantShape, Line, mostInteger, Nullable, operation, T } from "#contract";
import { Brief, Code, one, RowId, Text } from "../shapes.ts";

export { figureKey, figures } from "./statements/figures.ts";

/** Characters of a scan: a tag names its owner before the number. */
export const longestScan = 200;
/** The most copies that one plan proposes. */
export const mostOfAPlan = 500;

export const reasons = ["home", "hold", "rotation"] as const;
const WayReason = T.Enum([...reasons]);
const states = ["packing", "sent", "received"] as const;

const BoxView = T.Object({
  id: Id,
  code: T.String(),
  from: Brief,
  to: Brief,
  state: T.Enum([...states]),
  madeAt: InstantShape,
  sentAt: Nullable(InstantShape),
  receivedOn: Nullable(DayShape),
  /** In it now, or on its manifest when it left. */
  copies: T.Integer(),
  holds: T.Integer(),
});

const FindingView = T.Object({
  id: T.Integer(),
  box: T.Object({ id: Id, code: T.String() }),
  from: Brief,
  to: Brief,
  kind: T.Enum(["missing", "extra", "elsewhere", "unknown"]),
  title: Nullable(T.String()),
  barcode: T.String(),
  foundOn: DayShape,
  settledOn: Nullable(DayShape),
  how: Nullable(T.Enum(["turned-up", "lost", "noted"])),
  turnedUpAt: Nullable(T.String()),
  may: T.Object({ note: T.Boolean(), giveUp: T.Boolean() }),
});

const WaitingCopy = T.Object({
  itemId: T.Integer(),
  title: T.String(),
  barcode: T.String(),
  reason: WayReason,
  since: InstantShape,
});

export const network = operation({
  id: "library.network",
  method: "GET",
  path: "/api/desk/between",
  summary:
    "What goes between a place and others: what is to be sent today, what is on its way, what is to be received, what was wrong",
  query: T.Object({ place: T.Optional(Id), to: T.Optional(Id) }),
  answer: T.Object({
    places: T.Array(Brief),
    place: Nullable(Brief),
    mayWork: T.Boolean(),
    toSend: T.Array(T.Object({ to: Brief, copies: T.Integer(), holds: T.Integer(), since: InstantShape })),
    /** Those that go to the place that was asked for. */
    waiting: T.Array(WaitingCopy),
    boxes: T.Array(BoxView),
    closed: T.Array(BoxView),
    findings: T.Array(FindingView),
    daysOnWay: T.Integer(),
    late: T.Array(
      T.Object({
        ...WaitingCopy.properties,
        from: Brief,
        to: Brief,
        box: Nullable(T.Object({ id: Id, code: T.String() })),
      }),
    ),
    /** Where a box can go. */
    destinations: T.Array(Brief),
  }),
});

export const openBox = operation({
  id: "library.open-box",
  method: "POST",
  path: "/api/desk/between/boxes",
  summary: "Open a box from one place to another; without a code it gets the next number",
  body: T.Object({ fromId: Id, toId: Id, code: Text(30) }),
  answer: T.Object({ id: Id, code: T.String() }),
});

export const lineStates = ["there", "came", "elsewhere", "missing", "lost"] as const;

export const getBox = operation({
  id: "library.box",
  method: "GET",
  path: "/api/desk/between/boxes/:id",
  summary: "A box with its manifest and what was wrong with it; for whom something goes is not in it",
  params: one,
  answer: T.Object({
    ...BoxView.properties,
    /** Its code as bars of a scanner: a path and its width in modules; null: it has signs that no bars are for. */
    bars: Nullable(T.Object({ d: T.String(), width: T.Integer() })),
    lines: T.Array(
      T.Object({
        itemId: T.Integer(),
        title: T.String(),
        barcode: T.String(),
        callNumber: T.String(),
        owner: T.String(),
        reason: WayReason,
        state: T.Enum([...lineStates]),
      }),
    ),
    findings: T.Array(FindingView),
    may: T.Object({ pack: T.Boolean(), receive: T.Boolean() }),
  }),
});

export const boxByCode = operation({
  id: "library.box-by-code",
  method: "GET",
  path: "/api/desk/between/box-codes",
  summary: "The box that bears this code and is not closed",
  query: T.Object({ code: Line(30) }),
  answer: T.Object({ id: Nullable(Id) }),
});

const Scan = T.Object({ scan: Line(longestScan), ownerId: Nullable(Id) });
const Several = T.Object({
  is: T.Literal("several"),
  barcode: T.String(),
  copies: T.Array(T.Object({ ownerId: Id, owner: T.String(), title: T.String() })),
});

export const putInBox = operation({
  id: "library.put-in-box",
  method: "POST",
  path: "/api/desk/between/boxes/:id/copies",
  summary: "A copy is put into a box; one that goes elsewhere is refused with where it goes",
  params: one,
  body: Scan,
  answer: T.Union([
    T.Object({
      is: T.Literal("packed"),
      itemId: T.Integer(),
      title: T.String(),
      barcode: T.String(),
      reason: WayReason,
      again: T.Boolean(),
    }),
    Several,
  ]),
});

export const takeOutOfBox = operation({
  id: "library.take-out-of-box",
  method: "POST",
  path: "/api/desk/between/boxes/:id/taken-out",
  summary: "A copy is in the box no more",
  params: one,
  body: T.Object({ itemId: RowId }),
  answer: Empty,
});

export const sendBox = operation({
  id: "library.send-box",
  method: "POST",
  path: "/api/desk/between/boxes/:id/send",
  summary: "The box leaves with its manifest",
  params: one,
  body: Empty,
  answer: T.Object({ copies: T.Integer() }),
});

export const dropBox = operation({
  id: "library.drop-box",
  method: "POST",
  path: "/api/desk/between/boxes/:id/drop",
  summary: "A box that was opened by mistake: what is in it waits again",
  params: one,
  body: Empty,
  answer: Empty,
});

export const outcomes = ["came", "again", "extra", "elsewhere"] as const;

export const receiveCopy = operation({
  id: "library.receive-copy",
  method: "POST",
  path: "/api/desk/between/boxes/:id/received",
  summary:
    "A copy is scanned out of a box, as at any counter: where it goes now, and whether it was on the manifest",
  params: one,
  body: Scan,
  answer: T.Union([
    T.Object({
      is: T.Literal("received"),
      outcome: T.Enum([...outcomes]),
      title: T.String(),
      barcode: T.String(),
      status: T.String(),
      wasLent: T.Boolean(),
      goes: T.Object({
        to: T.Enum(["shelf", "hold-shelf", "place"]),
        /** The shelf, the slot on the hold shelf, or the place. */
        where: T.String(),
      }),
    }),
    T.Object({ is: T.Literal("unknown"), barcode: T.String() }),
    Several,
  ]),
});

export const closeBox = operation({
  id: "library.close-box",
  method: "POST",
  path: "/api/desk/between/boxes/:id/close",
  summary: "All that came has been scanned: what did not come is missing",
  params: one,
  body: Empty,
  answer: T.Object({ missing: T.Integer(), extra: T.Integer() }),
});

export const settleFinding = operation({
  id: "library.settle-box-finding",
  method: "POST",
  path: "/api/desk/between/findings/:id",
  summary: "What was wrong with a box has been seen",
  params: T.Object({ id: RowId }),
  body: Empty,
  answer: Empty,
});

export const giveUpCopy = operation({
  id: "library.give-up-copy",
  method: "POST",
  path: "/api/desk/between/findings/:id/lost",
  summary: "A copy that did not come is given up: it is missing, and who waits for it waits again",
  params: T.Object({ id: RowId }),
  body: Empty,
  answer: Empty,
});

const Rule = T.Object({
  shelf: Text(60),
  callNumber: Text(60),
  type: T.Union([Code, T.Literal("")]),
  unlentDays: T.Integer({ minimum: 0, maximum: 3650 }),
  most: T.Integer({ minimum: 1, maximum: mostOfAPlan }),
  cameBy: Nullable(Id),
});

const RotationView = T.Object({
  id: Id,
  from: Brief,
  to: Brief,
  toShelf: T.String(),
  rule: Rule,
  state: T.Enum(["proposed", "pulling", "ended"]),
  madeOn: DayShape,
  proposed: T.Integer(),
  kept: T.Integer(),
  going: T.Integer(),
  there: T.Integer(),
});

export const listRotations = operation({
  id: "library.rotations",
  method: "GET",
  path: "/api/desk/between/rotations",
  summary: "Plans by which copies of your houses stand elsewhere",
  answer: T.Object({ items: T.Array(RotationView), places: T.Array(Brief) }),
});

export const proposeRotation = operation({
  id: "library.propose-rotation",
  method: "POST",
  path: "/api/desk/between/rotations",
  summary: "Propose copies that nobody wants for another place, those longest unlent first",
  body: T.Object({ fromId: Id, toId: Id, toShelf: Text(60), rule: Rule }),
  answer: T.Object({ id: Id, copies: T.Integer() }),
});

export const getRotation = operation({
  id: "library.rotation",
  method: "GET",
  path: "/api/desk/between/rotations/:id",
  summary: "A plan with its copies as one finds them on the shelves",
  params: one,
  answer: T.Object({
    ...RotationView.properties,
    items: T.Array(
      T.Object({
        itemId: T.Integer(),
        title: T.String(),
        barcode: T.String(),
        shelf: T.String(),
        callNumber: T.String(),
        state: T.Enum(["proposed", "kept", "going", "there"]),
      }),
    ),
    mayPlan: T.Boolean(),
  }),
});

export const keepFromRotation = operation({
  id: "library.keep-from-rotation",
  method: "POST",
  path: "/api/desk/between/rotations/:id/kept",
  summary: "A copy is taken out of a plan by hand",
  params: one,
  body: T.Object({ itemId: RowId }),
  answer: Empty,
});

export const stepRotation = operation({
  id: "library.step-rotation",
  method: "POST",
  path: "/api/desk/between/rotations/:id/step",
  summary: "A plan is pulled from now on, or ends",
  params: one,
  body: T.Object({ step: T.Enum(["pull", "end"]) }),
  answer: Empty,
});

export const listFloating = operation({
  id: "library.floating",
  method: "GET",
  path: "/api/desk/between/floating",
  summary: "Groups of places among which copies stay where they were returned",
  answer: T.Object({
    groups: T.Array(
      T.Object({
        id: Id,
        name: T.String(),
        types: T.Array(T.String()),
        madeOn: DayShape,
        endedOn: Nullable(DayShape),
        places: T.Array(T.Object({ ...Brief.properties, shelf: T.String() })),
        mayWrite: T.Boolean(),
      }),
    ),
    places: T.Array(Brief),
    houses: T.Array(Brief),
  }),
});

export const beginFloating = operation({
  id: "library.begin-floating",
  method: "POST",
  path: "/api/desk/between/floating",
  summary: "From now on copies of these places stay where they were returned among them",
  body: T.Object({
    organisationId: Id,
    name: Line(60),
    types: T.Array(Code, { maxItems: 20 }),
    places: T.Array(T.Object({ placeId: Id, shelf: Text(60) }), { minItems: 2, maxItems: 100 }),
  }),
  answer: one,
});

export const endFloating = operation({
  id: "library.end-floating",
  method: "POST",
  path: "/api/desk/between/floating/:id/end",
  summary: "Copies of these places travel home again",
  params: one,
  body: Empty,
  answer: Empty,
});

const Month = T.String({ pattern: "^2[0-9]{3}-(0[1-9]|1[0-2])$" });
const Count = T.Integer({ maximum: mostInteger });

const LineView = T.Object({
  house: Brief,
  other: Brief,
  lentOfTheirs: Count,
  lentOfOurs: Count,
  returnedOfTheirs: Count,
  returnedOfOurs: Count,
  boxesSent: Count,
  boxesCame: Count,
  copiesSent: Count,
  copiesCame: Count,
  lost: Count,
  balance: Count,
});

const statementQuery = T.Object({ month: T.Optional(Month), house: T.Optional(Id) });

export const getStatement = operation({
  id: "library.statement",
  method: "GET",
  path: "/api/desk/between/statements",
  summary: "What your houses and others did for one another in a month, pair by pair",
  query: statementQuery,
  answer: T.Object({
    month: T.String(),
    /** It is over: nothing of it changes any more. */
    isOver: T.Boolean(),
    houses: T.Array(Brief),
    house: Nullable(Brief),
    lines: T.Array(LineView),
  }),
});

export const statementSheet = operation({
  id: "library.statement-sheet",
  method: "GET",
  path: "/api/desk/between/statements.csv",
  summary: "The same as a table",
  query: statementQuery,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});

export const listMembers = operation({
  id: "library.network-members",
  method: "GET",
  path: "/api/desk/between/members",
  summary: "The organisations that lend as one, with their ISIL, and the network's terms",
  answer: T.Object({
    members: T.Array(
      T.Object({
        ...Brief.properties,
        isil: Nullable(T.String()),
        isCentre: T.Boolean(),
        joinedOn: DayShape,
        leftOn: Nullable(DayShape),
      }),
    ),
    daysOnWay: T.Integer(),
    mayDecide: T.Boolean(),
    /** Houses that could join. */
    houses: T.Array(Brief),
  }),
});

export const joinNetwork = operation({
  id: "library.join-network",
  method: "POST",
  path: "/api/desk/between/members",
  summary:
    "An organisation joins with its ISIL; told is how many of its barcodes and card numbers others have too",
  body: T.Object({
    organisationId: Id,
    isil: T.String({ pattern: "^[A-Z]{1,4}-[0-9A-Z:/-]{1,14}$", maxLength: 16 }),
    isCentre: T.Boolean(),
  }),
  answer: T.Object({ barcodes: Count, cards: Count }),
});

export const leaveNetwork = operation({
  id: "library.leave-network",
  method: "POST",
  path: "/api/desk/between/members/:id/leave",
  summary: "An organisation leaves, when nothing of it is with others and nothing of others with it",
  params: one,
  body: Empty,
  answer: Empty,
});

export const putNetworkTerms = operation({
  id: "library.network-terms",
  method: "PUT",
  path: "/api/desk/between/terms",
  summary: "After how many days a copy is too long on its way",
  body: T.Object({ daysOnWay: T.Integer({ minimum: 1, maximum: 90 }) }),
  answer: Empty,
});
