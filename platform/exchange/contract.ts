/** JSON in and out of exchange: tables, templates, exports, and files on their way in. */
import { Empty, Id, InstantShape, Line, mostInteger, Nullable, operation, T } from "../http/contract.ts";

const TableName = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });
const Sha256 = T.String({ pattern: "^[0-9a-f]{64}$" });
const media = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  geojson: "application/geo+json; charset=utf-8",
} as const;
/** Bytes of a file that comes inside a request; a form of the desk brings larger ones. */
const mostInside = 8 * 1024 * 1024;

const Count = T.Integer({ minimum: 0 });
const After = T.Integer({ minimum: 0, maximum: mostInteger });
const Fault = T.Object({
  /** As a spreadsheet program numbers it. */
  row: T.Integer(),
  /** Title of the column; null when it is the row. */
  column: Nullable(T.String()),
  /** Stable, for machines. */
  id: T.String(),
  reason: T.String(),
});

const Change = T.Object({
  row: T.Integer(),
  /** Title of the column. */
  column: T.String(),
  was: T.String(),
  /** Empty: the cell is emptied. */
  becomes: T.String(),
});

const states = ["checking", "checked", "landing", "landed", "stopped", "refused", "dropped"] as const;
const ImportView = T.Object({
  id: Id,
  table: T.Object({ name: T.String(), title: T.String() }),
  file: T.String(),
  bytes: Count,
  state: T.Enum([...states]),
  /** Counts of a check while it is one, of what has landed afterwards. */
  added: Count,
  changed: Count,
  unchanged: Count,
  refused: Count,
  /** Rows there are; null until it has been checked. */
  total: Nullable(Count),
  /** Somebody has asked it to stop. */
  stopping: T.Boolean(),
  madeAt: InstantShape,
  endedAt: Nullable(InstantShape),
  can: T.Array(T.Enum(["land", "stop", "resume", "take-up", "drop"])),
});

export const listTables = operation({
  id: "exchange.tables",
  method: "GET",
  path: "/api/exchange/tables",
  summary: "Tables you may bring in or take away, with their columns",
  answer: T.Object({
    items: T.Array(
      T.Object({
        name: T.String(),
        title: T.String(),
        can: T.Array(T.Enum(["bring", "take"])),
        /** What an export can be narrowed by. */
        filters: T.Array(T.String()),
        formats: T.Array(T.Enum(["csv", "xlsx", "geojson"])),
        columns: T.Array(
          T.Object({
            key: T.String(),
            title: T.String(),
            about: T.String(),
            example: T.String(),
            needed: T.Boolean(),
          }),
        ),
      }),
    ),
  }),
});

export const getTemplate = operation({
  id: "exchange.template",
  method: "GET",
  path: "/api/exchange/tables/:table/template",
  summary: "An empty table to fill in, with what each column is and an example",
  params: T.Object({ table: TableName }),
  query: T.Object({ format: T.Optional(T.Enum(["csv", "xlsx"])) }),
  files: [media.csv, media.xlsx],
  answer: T.String(),
});

export const exportTable = operation({
  id: "exchange.export",
  method: "GET",
  path: "/api/exchange/tables/:table/rows",
  summary: "The rows of a table that you manage, as CSV, XLSX or GeoJSON",
  params: T.Object({ table: TableName }),
  query: T.Object({
    format: T.Optional(T.Enum(["csv", "xlsx", "geojson"])),
    organisation: T.Optional(Id),
    division: T.Optional(T.String({ minLength: 2, maxLength: 12, pattern: "^[0-9]*$" })),
    kind: T.Optional(T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 })),
    level: T.Optional(T.Enum(["city", "district", "street", "community"])),
  }),
  files: [media.csv, media.xlsx, media.geojson],
  answer: T.String(),
});

export const beginImport = operation({
  id: "exchange.begin",
  method: "POST",
  path: "/api/exchange/imports",
  summary: "Have a file checked: nothing is written until you say so",
  body: T.Object({
    table: TableName,
    /** What the file is called. */
    file: Line(200),
    /** The file in base64, up to 8 MiB; or the hash of one that a form has brought. */
    content: T.Optional(T.String({ maxLength: Math.ceil(mostInside / 3) * 4 })),
    sha256: T.Optional(Sha256),
    encoding: T.Optional(T.Enum(["UTF-8", "GB18030"])),
  }),
  bodyLimit: Math.ceil(mostInside * 1.4),
  answer: T.Object({ id: Id }),
});

export const listImports = operation({
  id: "exchange.imports",
  method: "GET",
  path: "/api/exchange/imports",
  summary: "Files you have sent lately, newest first",
  answer: T.Object({ items: T.Array(ImportView) }),
});

const one = T.Object({ id: Id });

export const getImport = operation({
  id: "exchange.import",
  method: "GET",
  path: "/api/exchange/imports/:id",
  summary: "How far a file is, what it would change or has changed, and what is wrong with its rows",
  params: one,
  query: T.Object({
    after: T.Optional(After),
    changesAfter: T.Optional(After),
  }),
  answer: T.Object({
    ...ImportView.properties,
    /** Why the file could not be read, or not to its end. */
    broken: Nullable(T.Object({ id: T.String(), reason: T.String() })),
    /** What new rows are when they have landed, where that is not plain. */
    landsAs: Nullable(T.String()),
    unknownColumns: T.Array(T.String()),
    faults: T.Array(Fault),
    /** Faults kept; `refused` counts rows. */
    faultCount: Count,
    next: Nullable(T.Integer()),
    /** Of a checked file: cells that would say something else, but not of tables about persons. */
    changes: T.Array(Change),
    /** All of them; the first 20,000 can be looked at. */
    changeCount: Count,
    /** How many of them would be emptied. */
    emptied: Count,
    /** Of a file that has landed: what does not agree now, in sentences. */
    disagreements: T.Array(T.String()),
    nextChanges: Nullable(T.Integer()),
  }),
});

export const importReport = operation({
  id: "exchange.report",
  method: "GET",
  path: "/api/exchange/imports/:id/report",
  summary: "What is wrong with the rows of a file: file, row, column, id and reason, as CSV",
  params: one,
  files: [media.csv],
  answer: T.String(),
});

export const importChanges = operation({
  id: "exchange.changes",
  method: "GET",
  path: "/api/exchange/imports/:id/changes",
  summary: "What a checked file would change: file, row, column, what stands there and what would, as CSV",
  params: one,
  files: [media.csv],
  answer: T.String(),
});

export const landImport = operation({
  id: "exchange.land",
  method: "POST",
  path: "/api/exchange/imports/:id/land",
  summary: "Write the good rows of a checked file, or go on where it was stopped or left",
  params: one,
  answer: Empty,
});

export const stopImport = operation({
  id: "exchange.stop",
  method: "POST",
  path: "/api/exchange/imports/:id/stop",
  summary: "Stop after the rows at hand; what has landed stays",
  params: one,
  answer: Empty,
});

export const dropImport = operation({
  id: "exchange.drop",
  method: "DELETE",
  path: "/api/exchange/imports/:id",
  summary: "Leave a file that is not being worked on, and delete it",
  params: one,
  answer: Empty,
});
