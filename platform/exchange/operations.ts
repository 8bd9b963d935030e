/** HTTP of exchange, for the tables of all modules: permission, one use case, its answer. */

import { audit } from "../audit/index.ts";
import { type Ctx, inTx, today } from "../ctx/index.ts";
import { found, invalid, refused } from "../errors/index.ts";
import type { AnswerOf } from "../http/contract.ts";
import { by, FileAnswer, type Implemented, implement } from "../http/index.ts";
import { type Text, texts } from "../i18n/index.ts";
import * as contract from "./contract.ts";
import {
  changesFile,
  exportFile,
  type Format,
  mediaOf,
  reportFile,
  sentenceOf,
  templateFile,
} from "./files.ts";
import type { RowFault } from "./land.ts";
import { may } from "./may.ts";
import { nameOf } from "./read-rows.ts";
import * as store from "./run-store.ts";
import { area, begin, drop, isLeft, land, stop, takeUp } from "./runs.ts";
import type { Table } from "./table.ts";

// texts: exchange.*

/** Faults, and changes, shown at once. */
const shownAtOnce = 100;

export function exchangeOperations(tables: readonly Table[]): Implemented[] {
  const called = (name: string) =>
    found(
      tables.find((table) => table.name === name),
      "table",
      name,
    );
  const ownRun = async (ctx: Ctx, { params }: { params: { id: string } }) =>
    found(await store.runOf(ctx.db, params.id), "import", params.id);
  const own = () => by(may, "import.own", ownRun);
  return [
    implement(contract.listTables, {
      may: by(may, "exchange.use", () => ({ tables })),
      run: async (ctx) => ({ items: tables.flatMap((table) => tableView(ctx, table)) }),
    }),
    implement(contract.getTemplate, {
      may: by(may, "exchange.bring", (_, { params }) => called(params.table)),
      run: async (ctx, { params, query }) => {
        const table = called(params.table);
        const format = query.format ?? "xlsx";
        const text = textFor(ctx);
        const name = `${text(`exchange.${table.name}`)}-${text("exchange.template")}.${format}`;
        return asAnswer(new FileAnswer(name, mediaOf[format], templateFile(table, format, labels(ctx))));
      },
    }),
    implement(contract.exportTable, {
      may: by(may, "exchange.take", (_, { params }) => called(params.table)),
      run: async (ctx, { params, query: { format = "csv", ...filter } }) => {
        const table = called(params.table);
        const wanted = filterFor(table, filter);
        if (format === "geojson" && !table.points)
          throw invalid([{ field: "/query/format", id: "not-offered" }]);
        // Taking away is told too: it is the one reading that leaves the house.
        await inTx(ctx, (inner) =>
          audit(inner, {
            what: "exchange.exported",
            on: { kind: "table", id: table.name },
            detail: { format, ...wanted },
          }),
        );
        const name = `${textFor(ctx)(`exchange.${table.name}`)}-${today(ctx)}.${format}`;
        return asAnswer(
          new FileAnswer(
            name,
            mediaOf[format satisfies Format],
            exportFile(table, table.rowsOf(ctx, wanted), format, labels(ctx)),
          ),
        );
      },
    }),
    implement(contract.beginImport, {
      may: by(may, "exchange.bring", (_, { body }) => called(body.table)),
      run: async (ctx, { body: { table, file, content, sha256, encoding } }) => {
        if ((content === undefined) === (sha256 === undefined))
          throw invalid([{ field: "/body/file", id: "missing" }]);
        const hash = content === undefined ? sha256 : await keep(ctx, content);
        return begin(ctx, called(table), { name: file, sha256: hash ?? "", encoding });
      },
    }),
    implement(contract.listImports, {
      may: by(may, "exchange.use", () => ({ tables })),
      run: async (ctx) => {
        const runs = ctx.actor.subject ? await store.runsOf(ctx.db, ctx.actor.subject) : [];
        return { items: runs.map((run) => importView(ctx, run)) };
      },
    }),
    implement(contract.getImport, {
      may: own(),
      run: async (ctx, input) => {
        const run = await ownRun(ctx, input);
        const table = called(run.tableName);
        const { after = 0, changesAfter = 0 } = input.query;
        const limit = shownAtOnce + 1;
        const faults = await store.faultsAfter(ctx.db, run.id, { after, limit });
        const changes =
          run.state === "checked"
            ? await store.changesAfter(ctx.db, run.id, { after: changesAfter, limit })
            : [];
        const { cells, emptied } = await store.countChanges(ctx.db, run.id);
        const shown = faults.slice(0, shownAtOnce);
        const shownChanges = changes.slice(0, shownAtOnce);
        const text = textFor(ctx);
        return {
          ...importView(ctx, run),
          broken: run.broken && { id: run.broken.id, reason: sentenceOf(run.broken, text) },
          unknownColumns: run.unknown,
          faults: shown.map((fault) => faultView(table, fault, text)),
          faultCount: await store.countFaults(ctx.db, run.id),
          next: faults.length > shownAtOnce ? (shown.at(-1)?.seq ?? null) : null,
          changes: shownChanges.map(({ row, column, was, becomes }) => ({
            row,
            column: text(nameOf(table, column)),
            was,
            becomes,
          })),
          changeCount: cells,
          emptied,
          nextChanges: changes.length > shownAtOnce ? (shownChanges.at(-1)?.seq ?? null) : null,
        };
      },
    }),
    implement(contract.importReport, {
      may: own(),
      run: async (ctx, input) => {
        const run = await ownRun(ctx, input);
        const text = textFor(ctx);
        const name = `${run.file.replace(/\.\w+$/, "")}-${text("exchange.report")}.csv`;
        const faults = every((page) => store.faultsAfter(ctx.db, run.id, page));
        const pieces = reportFile(called(run.tableName), run.file, faults, labels(ctx));
        return asAnswer(new FileAnswer(name, mediaOf.csv, pieces));
      },
    }),
    implement(contract.importChanges, {
      may: own(),
      run: async (ctx, input) => {
        const run = await ownRun(ctx, input);
        const name = `${run.file.replace(/\.\w+$/, "")}-${textFor(ctx)("exchange.changes")}.csv`;
        const changes = every((page) => store.changesAfter(ctx.db, run.id, page));
        const pieces = changesFile(called(run.tableName), run.file, changes, labels(ctx));
        return asAnswer(new FileAnswer(name, mediaOf.csv, pieces));
      },
    }),
    implement(contract.landImport, {
      may: own(),
      run: async (ctx, input) => {
        const run = await ownRun(ctx, input);
        if (run.state === "landing" || run.state === "checking") {
          if (isLeft(ctx, run)) await takeUp(ctx, run.id);
          else if (run.state === "checking") throw refused("exchange.not-checked", { state: run.state });
        } else await land(ctx, run.id);
        return {};
      },
    }),
    implement(contract.stopImport, {
      may: own(),
      run: async (ctx, { params }) => {
        await stop(ctx, params.id);
        return {};
      },
    }),
    implement(contract.dropImport, {
      may: own(),
      run: async (ctx, { params }) => {
        await drop(ctx, params.id);
        return {};
      },
    }),
  ];
}

/** The operation says that its answer is a file; its type, like that of any answer that is no JSON, is a text. */
const asAnswer = (file: FileAnswer) => file as unknown as string;

const textFor = ({ locale }: Ctx) => texts(locale);
const labels = (ctx: Ctx) => ({ text: textFor(ctx), demo: ctx.city.demo });

async function keep(ctx: Ctx, content: string): Promise<string> {
  const bytes = Buffer.from(content, "base64");
  if (bytes.length === 0) throw invalid([{ field: "/body/content", id: "missing" }]);
  return (await (await ctx.storage(area)).put(bytes)).sha256;
}

function filterFor(table: Table, said: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(said).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const strange = given.filter(([name]) => !table.filters.includes(name));
  if (strange.length > 0)
    throw invalid(strange.map(([name]) => ({ field: `/query/${name}`, id: "unknown" })));
  return Object.fromEntries(given);
}

function tableView(ctx: Ctx, table: Table): AnswerOf<typeof contract.listTables>["items"] {
  const text = textFor(ctx);
  const can = (["bring", "take"] as const).filter((what) => table.may[what](ctx.actor));
  if (can.length === 0) return [];
  return [
    {
      name: table.name,
      title: text(`exchange.${table.name}`),
      can,
      filters: [...table.filters],
      formats: table.points ? ["csv", "xlsx", "geojson"] : ["csv", "xlsx"],
      columns: Object.entries(table.columns).map(([key, { example, filled }]) => ({
        key,
        title: text(nameOf(table, key)),
        about: text(`${nameOf(table, key)}.about`),
        example,
        needed: filled,
      })),
    },
  ];
}

function importView(ctx: Ctx, run: store.Run): AnswerOf<typeof contract.listImports>["items"][number] {
  const { id, tableName, file, bytes, state, added, changed, unchanged, refused: bad, total } = run;
  return {
    id,
    table: { name: tableName, title: textFor(ctx)(`exchange.${tableName}`) },
    file,
    bytes,
    state,
    added,
    changed,
    unchanged,
    refused: bad,
    total,
    stopping: run.stopAsked,
    madeAt: run.madeAt.toString(),
    endedAt: run.endedAt?.toString() ?? null,
    can: canDo(ctx, run),
  };
}

function canDo(ctx: Ctx, run: store.Run): AnswerOf<typeof contract.getImport>["can"] {
  switch (run.state) {
    case "checking":
    case "landing":
      return isLeft(ctx, run) ? ["take-up"] : run.stopAsked ? [] : ["stop"];
    case "checked":
      return run.added + run.changed > 0 ? ["land", "drop"] : ["drop"];
    case "stopped":
      return ["resume", "drop"];
    default:
      return [];
  }
}

function faultView(table: Table, fault: RowFault, text: Text) {
  const { row, column, id } = fault;
  return { row, column: column ? text(nameOf(table, column)) : null, id, reason: sentenceOf(fault, text) };
}

/** All of what is asked for page by page. */
async function* every<R extends { seq: number }>(
  ask: (page: { after: number; limit: number }) => Promise<R[]>,
): AsyncGenerator<R> {
  let after = 0;
  for (;;) {
    const some = await ask({ after, limit: 1000 });
    const last = some.at(-1);
    if (!last) return;
    yield* some;
    after = last.seq;
  }
}
