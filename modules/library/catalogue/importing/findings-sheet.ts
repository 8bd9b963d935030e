/** What was found of a file as a table, for who works through it on paper or asks whoever made the file. */
import { writeCsv } from "#libs/sheets";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { FileAnswer } from "#platform/http";
import * as findings from "../keeping/finding-store.ts";
import { batchOf } from "./batch-store.ts";
import { saidBy } from "./show-batch.ts";

/** More than anybody reads; what is read at once. */
const most = 200_000;
const atOnce = 1000;

// texts: batch.done.* batch.settled.*
export async function findingsSheet(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { file } = found(await batchOf(ctx.db, id), "batch", id);
  return new FileAnswer(`${file}.csv`, "text/csv; charset=utf-8", bytesOf(writeCsv(rowsOf(ctx, id))));
}

async function* rowsOf(ctx: Ctx, id: string): AsyncGenerator<string[], void, undefined> {
  const t = textFor(ctx);
  yield [
    t("batch.record"),
    t("batch.record.title"),
    t("batch.field"),
    t("batch.byte"),
    t("batch.reason"),
    t("batch.said"),
    t("batch.done"),
    t("batch.settled"),
    t("batch.record.id"),
  ];
  for (let [after, count] = [0, 0]; count < most; ) {
    const some = await findings.findingsAfter(ctx.db, id, { after, limit: atOnce });
    for (const one of some) {
      const { recordNumber, title, field, byte, finding, done, settledHow, recordId } = one;
      yield [
        String(recordNumber),
        title,
        field ?? "",
        String(byte),
        t(`finding.${finding}`),
        saidBy(one),
        t(`batch.done.${done}`),
        t(`batch.settled.${settledHow ?? "open"}`),
        recordId === null ? "" : String(recordId),
      ];
    }
    const last = some.at(-1);
    if (!last || some.length < atOnce) return;
    after = last.id;
    count += some.length;
  }
}

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) yield Buffer.from(piece, "utf8");
}
