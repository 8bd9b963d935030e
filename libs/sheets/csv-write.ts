/** CSV that Excel opens by a double click: UTF-8 with a mark, CRLF, formulas made harmless. */
import { stringify } from "csv-stringify/sync";
import { guard } from "./guard.ts";

type Rows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

const rowsAtOnce = 500;

/** Rows as pieces of a CSV file, some hundred rows a piece. */
export async function* writeCsv(rows: Rows): AsyncGenerator<string, void, undefined> {
  yield "\uFEFF";
  let kept: (readonly string[])[] = [];
  for await (const row of rows) {
    kept.push(row);
    if (kept.length === rowsAtOnce) {
      yield lines(kept);
      kept = [];
    }
  }
  if (kept.length > 0) yield lines(kept);
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(guard)),
    { record_delimiter: "windows", quoted_match: /[\r\n;\t]/ },
  );
}
