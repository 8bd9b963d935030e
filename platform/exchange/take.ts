/** Taking a table away as a file. */
import { audit } from "../audit/index.ts";
import { type Ctx, inTx, textFor, today } from "../ctx/index.ts";
import { invalid } from "../errors/index.ts";
import { FileAnswer } from "../http/index.ts";
import { exportFile, type Format, mediaOf } from "./files.ts";
import type { Filter, Table } from "./table.ts";

// texts: exchange.*

/** The rows that the asker may have, as a file. Refuses filters and formats that the table does not know. */
export async function take(
  ctx: Ctx,
  table: Table,
  { format = "csv", ...said }: { format?: Format } & Record<string, string | undefined>,
): Promise<FileAnswer> {
  const wanted = filterFor(table, said);
  if (format === "geojson" && !table.points) throw invalid([{ field: "/query/format", id: "not-offered" }]);
  // Taking away is told too: it is the one reading that leaves the house.
  await inTx(ctx, (inner) =>
    audit(inner, {
      what: "exchange.exported",
      on: { kind: "table", id: table.name },
      detail: { format, ...wanted },
    }),
  );
  const text = textFor(ctx);
  const name = `${text(`exchange.${table.name}`)}-${today(ctx)}.${format}`;
  const labels = { text, demo: ctx.city.demo };
  return new FileAnswer(name, mediaOf[format], exportFile(table, table.rowsOf(ctx, wanted), format, labels));
}

function filterFor(table: Table, said: Record<string, string | undefined>): Filter {
  const given = Object.entries(said).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const strange = given.filter(([name]) => !table.filters.includes(name));
  if (strange.length > 0)
    throw invalid(strange.map(([name]) => ({ field: `/query/${name}`, id: "unknown" })));
  return Object.fromEntries(given);
}
