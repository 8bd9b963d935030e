/** JSON in and out of batches: files of records on their way in, what was found of them, and what was refused. */
import { Empty, Id, InstantShape, Line, mostInteger, Nullable, operation, Prose, T } from "#contract";
import { Count, one } from "../../shapes.ts";
import { codeMeanings } from "../items/status.ts";

/** Bytes and records of a file; an id of a row. */
const Place = T.Integer({ minimum: 0, maximum: mostInteger });
/** Bytes of a file that comes inside a request; a form of the desk brings larger ones. */
const mostInside = 8 * 1024 * 1024;
const doneShape = T.Enum(["kept", "repaired", "left-out", "refused"]);

const states = [
  "checking",
  "checked",
  "landing",
  "landed",
  "stopped",
  "refused",
  "undoing",
  "undone",
  "dropped",
] as const;

const BatchView = T.Object({
  id: Id,
  organisation: T.Object({ id: Id, name: T.String() }),
  file: T.String(),
  bytes: Count,
  profile: T.String(),
  state: T.Enum([...states]),
  /** Counts of a check while it is one, of what has landed afterwards. */
  added: Count,
  changed: Count,
  unchanged: Count,
  refused: Count,
  alike: Count,
  items: Count,
  itemsRefused: Count,
  findings: Count,
  /** Bytes of the file that have been read. */
  done: Count,
  stopping: T.Boolean(),
  recordsGone: Count,
  recordsRestored: Count,
  beganAt: InstantShape,
  endedAt: Nullable(InstantShape),
  can: T.Array(T.Enum(["land", "stop", "resume", "take-up", "drop", "undo", "undo-rest", "settle"])),
});

const FindingShape = T.Object({
  id: T.Integer(),
  /** Stable, for machines. */
  finding: T.String(),
  reason: T.String(),
  done: doneShape,
  /** Place of the record in the file, from 1; offset in the file, from 0. */
  record: T.Integer(),
  byte: T.Integer(),
  /** The tag, or `LDR`. */
  field: Nullable(T.String()),
  /** Of the record: as it stands here, else as the file says it. */
  title: T.String(),
  /** Once it has landed. */
  recordId: Nullable(T.Integer()),
  /** The value it is about: an ISBN, a barcode, a code. */
  said: T.String(),
  /** Whose the barcode or the number is already: a record that stands here, or the place of one in this file. */
  other: Nullable(T.Object({ id: Nullable(T.Integer()), title: T.String(), record: Nullable(T.Integer()) })),
  /** What can be put right in the list itself. */
  mend: Nullable(T.Enum(["isbn", "price"])),
});

/** Codes of a file that are listed and explained at once. */
export const mostCodes = 1000;
const CodeShape = T.Object({ said: T.String(), count: Count });
const Said = T.String({ minLength: 1, maxLength: 60 });

export const listBatches = operation({
  id: "library.batches",
  method: "GET",
  path: "/api/desk/catalogue/batches",
  summary: "Files of records that came to your organisations, newest first, and where you may send one",
  answer: T.Object({
    items: T.Array(BatchView),
    organisations: T.Array(T.Object({ id: Id, name: T.String() })),
    /** Where items may be at home that name no place. */
    places: T.Array(T.Object({ id: Id, name: T.String() })),
    profiles: T.Array(T.Object({ name: T.String(), title: T.String() })),
  }),
});

export const sendBatch = operation({
  id: "library.send-batch",
  method: "POST",
  path: "/api/desk/catalogue/batches",
  summary: "Have a file of records checked: nothing is written until you say so",
  body: T.Object({
    organisationId: Id,
    file: Line(200),
    /** The file in base64, up to 8 MiB; or the hash of one that a form has brought. */
    content: T.Optional(T.String({ maxLength: Math.ceil(mostInside / 3) * 4 })),
    sha256: T.Optional(T.String({ pattern: "^[0-9a-f]{64}$" })),
    profile: Line(60),
    /** Where items are that name no place. */
    place: T.Optional(Nullable(Id)),
    /** Who made the records, where they do not say it. */
    agency: T.Optional(Nullable(Line(40))),
    /** A record with the same number of the same agency: takes its place, or is left as it is. */
    same: T.Optional(Nullable(T.Enum(["replace", "keep"]))),
  }),
  bodyLimit: Math.ceil(mostInside * 1.4),
  answer: T.Object({ id: Id }),
});

export const getBatch = operation({
  id: "library.batch",
  method: "GET",
  path: "/api/desk/catalogue/batches/:id",
  summary:
    "How far a file of records is, what was found of it, what was refused, and what an undoing has left",
  params: one,
  query: T.Object({
    finding: T.Optional(Line(60)),
    after: T.Optional(Place),
    /** Of refused records: those behind this one. */
    refused: T.Optional(Place),
    refusedByte: T.Optional(Place),
  }),
  answer: T.Object({
    ...BatchView.properties,
    broken: Nullable(T.String()),
    kinds: T.Array(
      T.Object({
        finding: T.String(),
        title: T.String(),
        done: doneShape,
        count: Count,
        open: Count,
        /** Said to be right as they are: they can be opened again. */
        accepted: Count,
      }),
    ),
    /** Codes of places and statuses that nobody has explained, and what they may mean. */
    codes: T.Object({ places: T.Array(CodeShape), statuses: T.Array(CodeShape) }),
    places: T.Array(T.Object({ id: Id, name: T.String() })),
    /** Items that have no place: that would have none, as long as it is only checked. */
    nowhere: Count,
    open: T.Array(FindingShape),
    next: Nullable(T.Integer()),
    refusals: T.Array(
      T.Object({
        record: T.Integer(),
        byte: T.Integer(),
        bytes: T.Integer(),
        title: T.String(),
        reason: Nullable(T.String()),
      }),
    ),
    /** Behind which of them there are more. */
    nextRefusal: Nullable(T.Object({ record: T.Integer(), byte: T.Integer() })),
    left: T.Array(
      T.Object({
        id: T.Integer(),
        title: T.String(),
        why: T.Enum(["changed", "lent", "items", "merged"]),
        /** The later file that has to be undone first. */
        by: Nullable(T.Object({ id: Id, file: T.String() })),
      }),
    ),
  }),
});

export const landBatch = operation({
  id: "library.land-batch",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/land",
  summary: "Land the good records of a checked file, or go on where it was stopped or left",
  params: one,
  answer: Empty,
});

export const mapCodes = operation({
  id: "library.map-codes",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/codes",
  summary:
    "Say what codes of places and statuses mean and where the rest is: a checked file is checked again, of a landed one the items go where they belong",
  params: one,
  body: T.Object({
    places: T.Array(T.Object({ said: Said, placeId: Id }), { maxItems: mostCodes }),
    statuses: T.Array(T.Object({ said: Said, status: T.Enum([...codeMeanings]) }), {
      maxItems: mostCodes,
    }),
    /** Of a checked file: where items are whose place nobody knows. */
    place: T.Optional(Nullable(Id)),
  }),
  answer: Empty,
});

export const stopBatch = operation({
  id: "library.stop-batch",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/stop",
  summary: "Stop after the records at hand; what has landed stays",
  params: one,
  answer: Empty,
});

export const dropBatch = operation({
  id: "library.drop-batch",
  method: "DELETE",
  path: "/api/desk/catalogue/batches/:id",
  summary: "Leave a file, or the rest of it, and delete it",
  params: one,
  answer: Empty,
});

export const undoBatch = operation({
  id: "library.undo-batch",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/undo",
  summary:
    "Take back what a file added and put back what it changed, but for what somebody has changed or lent since: that is listed",
  params: one,
  answer: Empty,
});

export const settleFindings = operation({
  id: "library.settle-findings",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/settled",
  summary: "One finding, or all of a kind, are right as they are; refusals are landed or dropped instead",
  params: one,
  body: T.Object({ finding: Line(60), one: Nullable(Place) }),
  answer: T.Object({ settled: Count }),
});

export const reopenFindings = operation({
  id: "library.reopen-findings",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/reopened",
  summary: "Findings of a kind that were said to be right are open again",
  params: one,
  body: T.Object({ finding: Line(60) }),
  answer: T.Object({ reopened: Count }),
});

export const mendFinding = operation({
  id: "library.mend-finding",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/findings/:finding",
  summary: "Put the ISBN of a record or the price of an item right, where a finding says that it is wrong",
  params: T.Object({ id: Id, finding: Place }),
  body: T.Object({ value: Line(60) }),
  answer: Empty,
});

export const findingsSheet = operation({
  id: "library.findings-sheet",
  method: "GET",
  path: "/api/desk/catalogue/batches/:id/findings.csv",
  summary: "All that was found of a file, settled or not, as a table",
  params: one,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});

export const outcomes = ["added", "changed", "unchanged"] as const;

export const batchRecords = operation({
  id: "library.batch-records",
  method: "GET",
  path: "/api/desk/catalogue/batches/:id/records",
  summary:
    "Records of a file that are new, say something else or say the same; before it lands, those that would be",
  params: one,
  query: T.Object({ did: T.Enum([...outcomes]), after: T.Optional(Place) }),
  answer: T.Object({
    file: T.String(),
    organisation: T.String(),
    hasLanded: T.Boolean(),
    count: Count,
    items: T.Array(
      T.Object({
        /** Place in the file, from 1. */
        record: T.Integer(),
        title: T.String(),
        recordId: Nullable(T.Integer()),
      }),
    ),
    next: Nullable(T.Integer()),
  }),
});

export const dropAllRefused = operation({
  id: "library.drop-all-refused",
  method: "DELETE",
  path: "/api/desk/catalogue/batches/:id/refused",
  summary: "Leave all records of a file that are still refused",
  params: one,
  answer: T.Object({ dropped: Count }),
});

const at = T.Object({
  id: Id,
  number: T.Integer({ minimum: 1, maximum: mostInteger }),
  byte: Place,
});

export const getRefused = operation({
  id: "library.refused-record",
  method: "GET",
  path: "/api/desk/catalogue/batches/:id/refused/:number/:byte",
  summary: "A record that could not be taken: its bytes, why, and its fields where they can be read",
  params: at,
  answer: T.Object({
    record: T.Integer(),
    byte: T.Integer(),
    bytes: T.Integer(),
    /** The first of them in hexadecimal, sixteen a line, with what is seen of them. */
    dump: T.Array(T.Object({ at: T.Integer(), hex: T.String(), text: T.String() })),
    findings: T.Array(FindingShape),
    /** `LDR …`, `245 10$a…`; null where nothing can be read. */
    lines: Nullable(T.String()),
  }),
});

export const landRefused = operation({
  id: "library.land-refused",
  method: "POST",
  path: "/api/desk/catalogue/batches/:id/refused/:number/:byte",
  summary: "Land a refused record as it was mended; the bytes it came as stay its original",
  params: at,
  body: T.Object({ lines: Prose(200_000) }),
  bodyLimit: 1024 * 1024,
  answer: T.Object({ recordId: T.Integer() }),
});

export const dropRefused = operation({
  id: "library.drop-refused",
  method: "DELETE",
  path: "/api/desk/catalogue/batches/:id/refused/:number/:byte",
  summary: "Leave a refused record: nobody will land it",
  params: at,
  answer: Empty,
});
