/** A record that was refused: opened, mended and landed, or dropped. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, notFound, refused } from "#platform/errors";
import * as findings from "../keeping/finding-store.ts";
import * as records from "../keeping/record-store.ts";
import { type LineFault, recordInLines } from "../reading/as-lines.ts";
import { jsonOf, recordOfLines } from "../reading/from-lines.ts";
import { type Prepared, prepare } from "../reading/prepare.ts";
import * as store from "./batch-store.ts";
import { landRecords } from "./land-records.ts";

export interface RefusedAt {
  id: string;
  number: number;
  byte: number;
}

/** Lands the record of these lines in the place of the bytes that were refused, which stay its original. */
export async function landMended(
  ctx: TxCtx,
  { id, number, byte, lines }: RefusedAt & { lines: string },
): Promise<{ recordId: number }> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  const at = await taken(ctx, { id, number, byte });
  if (batch.state !== "landed" && batch.state !== "stopped") throw refused("batch.not-landed");
  const parts = recordInLines(lines);
  if ("line" in parts) throw invalid([lineFault(parts)]);
  const record = recordOfLines(parts, {
    number,
    byte,
    source: at.source,
    flavour: batch.profile.flavour,
    places: [],
    told: [],
    byteOf: () => byte,
  });
  // What a file may not bring nobody types either.
  if (parts.fields.length === 0) throw refused("batch.not-mended", { finding: "marc.record-empty" });
  const prepared: Prepared = { ...prepare(record, batch), content: await jsonOf(record) };
  if (prepared.entry === null)
    throw refused("batch.not-mended", { finding: prepared.findings.at(-1)?.finding ?? "" });
  if (prepared.entry.titleKey === "") throw refused("batch.not-mended", { finding: "library.no-title" });
  const { controlKey, titleKey } = prepared.entry;
  const other = controlKey && (await records.otherOfNumber(ctx.db, id, { controlKey, titleKey }));
  if (other)
    throw refused(
      "batch.number-twice",
      { title: other.title },
      { next: `/desk/catalogue/records/${other.id}/edit` },
    );
  const { ids, tally, told, outcomes } = await landRecords(ctx, batch, { prepared: [prepared], others: [] });
  await findings.settleRecord(ctx.db, id, { number, how: "landed", now: ctx.clock() });
  await findings.insertFindings(ctx.db, id, told);
  await store.noteMended(ctx.db, id, { tally, outcomes });
  await audit(ctx, {
    what: "batch.record-mended",
    on: { kind: "batch", id },
    detail: { record: number, byte },
  });
  return { recordId: found(ids[0], "record", `${number}`) };
}

/** Of two who deal with it the second is told that somebody has. */
async function taken({ db: tx }: TxCtx, { id, number, byte }: RefusedAt): Promise<{ source: Buffer }> {
  const at = await findings.takeRefused(tx, id, { number, byte });
  if (at) return at;
  return gone(await findings.findingsAt(tx, id, number), { id, number });
}

/** Somebody has dealt with it, or it never was. */
export function gone(
  told: readonly findings.FindingView[],
  { id, number }: Pick<RefusedAt, "id" | "number">,
): never {
  if (told.some(({ settledHow }) => settledHow === "landed" || settledHow === "dropped"))
    throw refused("batch.dealt-with", { record: number }, { next: `/desk/catalogue/batches/${id}` });
  throw notFound("refused-record", `${number}`);
}

/** Nobody will land it: its bytes go, the finding stays and says so. */
export async function dropRefused(ctx: TxCtx, { id, number, byte }: RefusedAt): Promise<void> {
  await taken(ctx, { id, number, byte });
  await findings.settleRecord(ctx.db, id, { number, how: "dropped", now: ctx.clock() });
  await audit(ctx, {
    what: "batch.record-dropped",
    on: { kind: "batch", id },
    detail: { record: number, byte },
  });
}

/** Nobody will land any of those that are still refused. */
export async function dropAllOfBatch(ctx: TxCtx, id: string): Promise<number> {
  const batch = found(await store.batchOf(ctx.db, id), "batch", id);
  if (batch.state !== "landed" && batch.state !== "stopped") throw refused("batch.not-landed");
  const dropped = await findings.dropAllRefused(ctx.db, id, ctx.clock());
  if (dropped > 0)
    await audit(ctx, { what: "batch.records-dropped", on: { kind: "batch", id }, detail: { dropped } });
  return dropped;
}

const lineFault = ({ line, id }: LineFault) => ({
  field: "/body/lines",
  id: `library.line-${id}`,
  data: { line },
});
