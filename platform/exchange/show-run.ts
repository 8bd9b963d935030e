/** A file on its way in, as whoever sent it sees it. */
import { type Ctx, textFor } from "../ctx/index.ts";
import type { AnswerOf } from "../http/contract.ts";
import type { Text } from "../i18n/index.ts";
import type { getImport, listImports } from "./contract.ts";
import { sentenceOf } from "./files.ts";
import type { RowFault } from "./land-rows.ts";
import { nameOf } from "./read-rows.ts";
import * as store from "./run-store.ts";
import { isLeft } from "./runs.ts";
import type { Sentence, Table } from "./table.ts";

// texts: exchange.*

/** Faults, and changes, shown at once. */
const shownAtOnce = 100;

/** How far it is, with a page of its faults and of the cells it would change. */
export async function showRun(
  ctx: Ctx,
  table: Table,
  run: store.Run,
  { after = 0, changesAfter = 0 }: { after?: number; changesAfter?: number },
): Promise<AnswerOf<typeof getImport>> {
  const limit = shownAtOnce + 1;
  const faults = await store.faultsAfter(ctx.db, run.id, { after, limit });
  const changes =
    run.state === "checked" ? await store.changesAfter(ctx.db, run.id, { after: changesAfter, limit }) : [];
  const shownFaults = faults.slice(0, shownAtOnce);
  const shownChanges = changes.slice(0, shownAtOnce);
  const text = textFor(ctx);
  return {
    ...importView(ctx, run),
    broken: run.broken && { id: run.broken.id, reason: sentenceOf(run.broken, text) },
    landsAs: text.has(`exchange.${table.name}.lands-as`) ? text(`exchange.${table.name}.lands-as`) : null,
    unknownColumns: run.unknown,
    faults: shownFaults.map((fault) => faultView(table, fault, text)),
    faultCount: await store.countFaults(ctx.db, run.id),
    next: faults.length > shownAtOnce ? (shownFaults.at(-1)?.seq ?? null) : null,
    changes: shownChanges.map(({ row, column, was, becomes }) => ({
      row,
      column: text(nameOf(table, column)),
      was,
      becomes,
    })),
    changeCount: run.cells,
    emptied: run.emptied,
    disagreements: (await disagreementsOf(ctx, table, run)).map(({ key, data }) => text(key, data)),
    nextChanges: changes.length > shownAtOnce ? (shownChanges.at(-1)?.seq ?? null) : null,
  };
}

async function disagreementsOf(ctx: Ctx, { reconcile }: Table, run: store.Run): Promise<Sentence[]> {
  if (!reconcile || run.state !== "landed") return [];
  return reconcile.disagreements(ctx, await store.faultKinds(ctx.db, run.id));
}

/** How far it is, for a list. */
export function importView(ctx: Ctx, run: store.Run): AnswerOf<typeof listImports>["items"][number] {
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

function canDo(ctx: Ctx, run: store.Run): AnswerOf<typeof getImport>["can"] {
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
