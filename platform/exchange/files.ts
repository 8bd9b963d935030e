/** Files that we give away: templates to fill in, exports, reports of what was wrong. */
import { type PointFeature, type Spot, writeCsv, writeGeoJson, writeXlsx } from "#libs/sheets";
import type { Text } from "#libs/texts";
import type { ChangedCell } from "./changed-cells.ts";
import type { RowFault } from "./land-rows.ts";
import { nameOf } from "./read-rows.ts";
import type { Columns, Sentence, Table, Values } from "./table.ts";

// texts: exchange.* invalid.* refusal.*

export const formats = ["csv", "xlsx", "geojson"] as const;
export type Format = (typeof formats)[number];

export const mediaOf: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  geojson: "application/geo+json; charset=utf-8",
};

export interface Labels {
  text: Text;
  /** Not real: said in every file. */
  demo: boolean;
}

type Rows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/** A file to fill in: the names of the columns, what each is, and an example. Both rows are notes that an import passes over. */
export function templateFile(
  table: Table,
  format: "csv" | "xlsx",
  { text }: Labels,
): AsyncIterable<Uint8Array> {
  const columns = Object.entries(table.columns);
  const about = columns.map(([key, { filled, words }]) => {
    const said = text(`${nameOf(table, key)}.about`);
    const full = filled ? text("exchange.needed", { about: said }) : said;
    return words
      ? text("exchange.one-of", {
          about: full,
          words: Object.values(words)
            .map((word) => text(word))
            .join("、"),
        })
      : full;
  });
  const rows = [
    columns.map(([key]) => text(nameOf(table, key))),
    noted(about),
    noted(columns.map(([, { example }]) => example)),
  ];
  return sheet(rows, format, { title: text(`exchange.${table.name}`), head: 1 });
}

/** A row that people read and an import does not. */
const noted = ([first = "", ...rest]: readonly string[]) => [`# ${first}`, ...rest];

/** All rows as a file. A demo city says so in the first row, or at the top of GeoJSON. */
export function exportFile(
  table: Table,
  values: AsyncIterable<Values<Columns>>,
  format: Format,
  labels: Labels,
): AsyncIterable<Uint8Array> {
  const { text, demo } = labels;
  const columns = Object.entries(table.columns);
  if (format === "geojson") {
    const members = {
      title: text(`exchange.${table.name}`),
      ...(demo && { demo: true, note: text("exchange.demo") }),
    };
    return bytes(writeGeoJson(featuresOf(table, values, text), members));
  }
  const rows = async function* () {
    if (demo) yield noted([text("exchange.demo")]);
    yield columns.map(([key]) => text(nameOf(table, key)));
    for await (const one of values) yield columns.map(([key]) => cellOf(table, key, one, text));
  };
  return sheet(rows(), format, { title: text(`exchange.${table.name}`), head: demo ? 2 : 1 });
}

/** A value as it stands in the cell of a file. */
export function cellOf(table: Table, key: string, values: Values<Columns>, text: Text): string {
  const value = values[key];
  return value === null || value === undefined ? "" : (table.columns[key]?.write(value, text) ?? "");
}

async function* featuresOf(
  table: Table,
  values: AsyncIterable<Values<Columns>>,
  text: Text,
): AsyncGenerator<PointFeature> {
  const [id] = table.key;
  for await (const one of values) {
    const properties = Object.keys(table.columns)
      .filter((key) => !["lon", "lat", "coordinate_system"].includes(key))
      .map((key) => [key, cellOf(table, key, one, text)] as const)
      .filter(([, cell]) => cell !== "");
    yield {
      id: id ? cellOf(table, id, one, text) : null,
      position: spotIn(one),
      properties: Object.fromEntries(properties),
    };
  }
}

/** A table with `points` has these three columns. */
function spotIn({ coordinate_system: system, lon, lat }: Values<Columns>): Spot | null {
  return typeof lon === "number" && typeof lat === "number" && typeof system === "string"
    ? { system: system as Spot["system"], lon, lat }
    : null;
}

/** What was wrong, a row for each fault: file, row, column, a stable id and a sentence; then what does not agree, without a row. */
export function reportFile(
  table: Table,
  file: string,
  faults: AsyncIterable<RowFault> | Iterable<RowFault>,
  { text }: Labels,
  reconciled: readonly Sentence[] = [],
): AsyncIterable<Uint8Array> {
  const rows = async function* () {
    yield ["file", "row", "column", "id", "reason"].map((name) => text(`exchange.report.${name}`));
    for await (const fault of faults) {
      yield [
        file,
        String(fault.row),
        fault.column ? text(nameOf(table, fault.column)) : "",
        fault.id,
        sentenceOf(fault, text),
      ];
    }
    for (const { key, data } of reconciled) yield [file, "", "", key, text(key, data)];
  };
  return sheet(rows(), "csv", { title: file, head: 1 });
}

/** What a file would change, a row for each cell: file, row, column, what stands there and what would. */
export function changesFile(
  table: Table,
  file: string,
  changes: AsyncIterable<ChangedCell> | Iterable<ChangedCell>,
  { text }: Labels,
): AsyncIterable<Uint8Array> {
  const rows = async function* () {
    yield ["file", "row", "column", "was", "becomes"].map((name) => text(`exchange.report.${name}`));
    for await (const { row, column, was, becomes } of changes) {
      yield [file, String(row), text(nameOf(table, column)), was, becomes];
    }
  };
  return sheet(rows(), "csv", { title: file, head: 1 });
}

/** What is wrong, in words. */
export function sentenceOf({ id, data = {} }: Pick<RowFault, "id" | "data">, text: Text): string {
  return text(id.startsWith("refusal.") ? id : `invalid.${id}`, data);
}

function sheet(
  rows: Rows,
  format: "csv" | "xlsx",
  options: { title: string; head: number },
): AsyncIterable<Uint8Array> {
  return format === "csv" ? bytes(writeCsv(rows)) : writeXlsx(rows, options);
}

async function* bytes(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
