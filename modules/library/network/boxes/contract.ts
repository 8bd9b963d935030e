/** JSON of what goes between a place and others: boxes, scans, and what was wrong. */
import { DayShape, Empty, Id, InstantShape, Line, Nullable, operation, T } from "#contract";
import { Brief, one, RowId, Text } from "../../shapes.ts";

/** Characters of a scan: a tag names its owner before the number. */
export const longestScan = 200;

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
