/** HTTP of exchange, for the tables of all modules: permission, one use case, its answer. */

import { type Ctx, textFor } from "../ctx/index.ts";
import { found, invalid, refused } from "../errors/index.ts";
import type { AnswerOf } from "../http/contract.ts";
import { by, FileAnswer, type Implemented, implement } from "../http/index.ts";
import * as contract from "./contract.ts";
import { changesFile, mediaOf, reportFile, templateFile } from "./files.ts";
import { may } from "./may.ts";
import { nameOf } from "./read-rows.ts";
import * as store from "./run-store.ts";
import { area, begin, drop, isLeft, land, stop, takeUp } from "./runs.ts";
import { importView, showRun } from "./show-run.ts";
import type { Table } from "./table.ts";
import { take } from "./take.ts";

// texts: exchange.*

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
        return new FileAnswer(name, mediaOf[format], templateFile(table, format, labels(ctx))).asAnswer();
      },
    }),
    implement(contract.exportTable, {
      may: by(may, "exchange.take", (_, { params }) => called(params.table)),
      run: async (ctx, { params, query }) => (await take(ctx, called(params.table), query)).asAnswer(),
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
        return showRun(ctx, called(run.tableName), run, input.query);
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
        return new FileAnswer(name, mediaOf.csv, pieces).asAnswer();
      },
    }),
    implement(contract.importChanges, {
      may: own(),
      run: async (ctx, input) => {
        const run = await ownRun(ctx, input);
        const name = `${run.file.replace(/\.\w+$/, "")}-${textFor(ctx)("exchange.changes")}.csv`;
        const changes = every((page) => store.changesAfter(ctx.db, run.id, page));
        const pieces = changesFile(called(run.tableName), run.file, changes, labels(ctx));
        return new FileAnswer(name, mediaOf.csv, pieces).asAnswer();
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

const labels = (ctx: Ctx) => ({ text: textFor(ctx), demo: ctx.city.demo });

async function keep(ctx: Ctx, content: string): Promise<string> {
  const bytes = Buffer.from(content, "base64");
  if (bytes.length === 0) throw invalid([{ field: "/body/content", id: "missing" }]);
  return (await (await ctx.storage(area)).put(bytes)).sha256;
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
