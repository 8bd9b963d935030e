/** Who may bring in and take away. Whose rows they may be, each table decides row by row; a file on its way is its sender's. */
import { type Actor, policy } from "../auth/index.ts";
import type { Table } from "./table.ts";

export const may = policy({
  "exchange.use": (who: Actor, { tables }: { tables: readonly Table[] }) =>
    tables.some((table) => table.may.bring(who) || table.may.take(who)),
  "exchange.bring": (who: Actor, table: Table) => table.may.bring(who),
  "exchange.take": (who: Actor, table: Table) => table.may.take(who),
  "import.own": (who: Actor, run: { askedBy: string }) => who.subject !== null && who.subject === run.askedBy,
});
