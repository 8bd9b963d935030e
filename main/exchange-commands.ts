/** Tables in and out from the command line: the same reading, landing and writing as at the desk, carried out by the city itself. */
import { createReadStream, createWriteStream } from "node:fs";
import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { refused } from "#platform/errors";
import {
  exportFile,
  type Format,
  formats,
  type Landed,
  landSheet,
  Reconciling,
  type RowFault,
  reportFile,
  rowsIn,
  rowsOfFile,
  type Sentence,
  sentenceOf,
  type Table,
} from "#platform/exchange";
import { texts } from "#platform/i18n";
import { progress, progressWriter } from "#platform/progress";
import type { City } from "./city.ts";
import type { Command, Outcome } from "./commands.ts";
import { hashOf } from "./hash-of.ts";
import { importMarc } from "./import-marc.ts";

/** Faults that are told one by one; the report has more of them, the counts all. */
const shownFaults = 20;
const keptFaults = 100_000;

export const exchangeCommands: Command[] = [
  {
    name: "import",
    args: "TABLE FILE [--dry-run] [--encoding UTF-8|GB18030] [--report FILE]",
    does: "lands the rows of a CSV, XLSX or GeoJSON file; bad rows are told and stop nothing",
    run: importFile,
  },
  {
    name: "import marc",
    args: "FILE --organisation ID [--profile NAME] [--place ID] [--agency NAME] [--dry-run]",
    does: "lands the records of an ISO 2709, MARCXML or MARC-in-JSON file in the catalogue; goes on where it was stopped",
    run: importMarc,
  },
  {
    name: "export",
    args: "TABLE FILE [--organisation ID] [--division CODE] [--kind CODE] [--level CODE]",
    does: "writes a table as .csv, .xlsx or .geojson",
    run: exportTable,
  },
];

async function importFile(city: City, args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "dry-run": { type: "boolean" }, encoding: { type: "string" }, report: { type: "string" } },
  });
  const [name = "", path = ""] = positionals;
  const table = tableCalled(city, name);
  const dryRun = values["dry-run"] === true;
  const file = { name: basename(path), sha256: (await hashOf(path)).sha256 };
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once("SIGINT", onInterrupt);
  const faults: RowFault[] = [];
  const reconciling = new Reconciling(table);
  const told = progress(`import ${name}`, { tell: progressWriter(), signal: stop.signal });
  const ctx = city.ctx("import");
  try {
    const landed = await landSheet(
      ctx,
      table,
      rowsOfFile(createReadStream(path), {
        ...encodingOf(values.encoding),
        name: file.name,
        zone: ctx.city.zone,
        now: ctx.clock(),
      }),
      {
        file,
        dryRun,
        signal: stop.signal,
        done: async (_, batch) => {
          faults.push(...batch.faults.slice(0, keptFaults - faults.length));
          reconciling.add(batch);
          told.add(rowsIn(batch.tally));
        },
      },
    );
    told.end();
    const reconciled = await reconciling.sentences(ctx);
    if (values.report) await writeReport(values.report, table, { file: file.name, faults, reconciled });
    return outcomeOf(table, file.name, { landed, faults, reconciled, dryRun });
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

async function writeReport(
  path: string,
  table: Table,
  {
    file,
    faults,
    reconciled,
  }: { file: string; faults: readonly RowFault[]; reconciled: readonly Sentence[] },
): Promise<void> {
  const labels = { text: texts("zh-CN"), demo: false };
  await pipeline(Readable.from(reportFile(table, file, faults, labels, reconciled)), createWriteStream(path));
}

function encodingOf(said: string | undefined): { encoding?: "UTF-8" | "GB18030" } {
  if (said === undefined) return {};
  const encoding = said
    .toUpperCase()
    .replace(/^UTF8$/, "UTF-8")
    .replace(/^GBK?$|^GB2312$/, "GB18030");
  if (encoding !== "UTF-8" && encoding !== "GB18030") throw refused("exchange.encoding", { said });
  return { encoding };
}

function outcomeOf(
  table: Table,
  file: string,
  {
    landed,
    faults,
    reconciled,
    dryRun,
  }: { landed: Landed; faults: RowFault[]; reconciled: readonly Sentence[]; dryRun: boolean },
): Outcome {
  const text = texts("zh-CN");
  const { tally, unknown, stopped, broken } = landed;
  const column = (key: string | undefined) => (key ? text(`exchange.${table.name}.${key}`) : "");
  const lines = [
    text(dryRun ? "exchange.cli.dry-run" : "exchange.cli.landed", { file, ...tally }),
    ...(tally.added + tally.changed + tally.refused === 0 && !broken
      ? [text("exchange.cli.nothing-new")]
      : []),
    ...(unknown.length > 0 ? [text("exchange.cli.unknown-columns", { columns: unknown.join("、") })] : []),
    ...(stopped ? [text("exchange.cli.stopped")] : []),
    ...(broken ? [sentenceOf(broken, text)] : []),
    ...faults.slice(0, shownFaults).map((fault) =>
      text("exchange.cli.fault", {
        file,
        row: fault.row,
        column: column(fault.column),
        reason: sentenceOf(fault, text),
      }),
    ),
    ...(faults.length > shownFaults
      ? [text("exchange.cli.more-faults", { count: faults.length - shownFaults })]
      : []),
    ...reconciled.map(({ key, data }) => text(key, data)),
  ];
  const good = tally.added + tally.changed + tally.unchanged;
  const whole = tally.refused === 0 && unknown.length === 0 && !stopped && !broken;
  return {
    status: whole ? 0 : good === 0 ? 2 : 1,
    lines,
    data: {
      table: table.name,
      file,
      dryRun,
      ...tally,
      unknownColumns: unknown,
      stopped,
      broken: broken && { id: broken.id, data: broken.data, reason: sentenceOf(broken, text) },
      faults: faults.map((fault) => ({ file, ...fault, reason: sentenceOf(fault, text) })),
      ...(reconciled.length > 0 && {
        reconciled: reconciled.map(({ key, data }) => ({ id: key, ...data, sentence: text(key, data) })),
      }),
    },
  };
}

async function exportTable(city: City, args: string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: "string" },
      division: { type: "string" },
      kind: { type: "string" },
      level: { type: "string" },
    },
  });
  const [name = "", path = ""] = positionals;
  const table = tableCalled(city, name);
  const format = formatOf(path, table);
  const filter = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const text = texts("zh-CN");
  let rows = 0;
  const counted = async function* () {
    for await (const row of table.rowsOf(city.ctx("export"), filter)) {
      rows++;
      yield row;
    }
  };
  const pieces = exportFile(table, counted(), format, { text, demo: city.base.city.demo });
  await pipeline(Readable.from(pieces), createWriteStream(path));
  return {
    status: 0,
    lines: [text("exchange.cli.exported", { file: path, rows })],
    data: { table: name, file: path, rows },
  };
}

function formatOf(path: string, table: Table): Format {
  const format = formats.find((one) => extname(path) === `.${one}`);
  if (!format || (format === "geojson" && !table.points))
    throw refused("exchange.format", { said: extname(path) });
  return format;
}

function tableCalled(city: City, name: string): Table {
  const table = city.tables.find((one) => one.name === name);
  if (!table)
    throw refused("exchange.no-table", { said: name, tables: city.tables.map((one) => one.name).join(", ") });
  return table;
}
