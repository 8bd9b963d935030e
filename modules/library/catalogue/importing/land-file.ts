/** A file of records on its way in: some hundreds at a time, while the next are read. Killed, it goes on behind the last that landed. */
import { setImmediate } from "node:timers/promises";
import { type Chunks, type MarcRecord, type NotARecord, readMarc } from "#libs/marc";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { again, undone } from "#platform/exchange";
import { gatherWords } from "../keeping/record-store.ts";
import { type Landable, type Landed, landRecords } from "./land-records.ts";
import { numberOnce } from "./number-once.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { SaidBefore } from "./said-before.ts";

/** Of one transaction: it holds its locks no longer than a blink, and writing together is cheaper. */
const atOnce = 500;
/** Records that are read until the database's answer to the last step is heard. */
const atABreath = 4;
/** Bytes of records of one transaction, however few. */
const mostBytes = 4 * 1024 * 1024;

export interface Step extends Landed {
  /** Everything up to here is done. */
  upTo: { record: number; byte: number };
}

export interface LandOptions {
  /** Each step as in earnest, and then undone. */
  dryRun: boolean;
  /** Goes on behind this record: those before have landed. */
  after: number;
  /** Ends it after the step at hand. */
  signal: AbortSignal;
  /** With each step: in its transaction; in a dry run in one of its own, after the step was undone. */
  done(ctx: TxCtx, step: Step): Promise<void>;
}

interface Some {
  prepared: Prepared[];
  others: NotARecord[];
  keys: Set<string>;
  bytes: number;
  upTo: Step["upTo"];
}

/** Answers whether it was stopped. */
export async function landFile(
  ctx: Ctx,
  batch: Landable,
  chunks: Chunks,
  options: LandOptions,
): Promise<boolean> {
  const { flavour, charset } = batch.profile;
  let at: Promise<void> = Promise.resolve();
  let some = none();
  const numbers = new SaidBefore();
  const barcodes = options.dryRun ? new SaidBefore() : null;
  const land = async () => {
    const full = some;
    some = none();
    // One transaction at a time; meanwhile the next records are read.
    await at;
    at = landSome(ctx, batch, { ...full, barcodes }, options);
    // Told when the next one waits for it, or at the end.
    at.catch(() => undefined);
  };
  for await (const reads of readMarc(chunks, { flavour, charset })) {
    for (const read of reads) {
      const one = read.kind === "record" ? numberOnce(prepare(read, batch.profile), numbers) : null;
      if (read.number <= options.after) continue;
      if (options.signal.aborted) {
        await at;
        return true;
      }
      const key = one?.entry?.controlKey;
      // Two records of one number are not of one transaction: the second finds the first.
      if (isFull(some) || (key && some.keys.has(key))) await land();
      take(some, read, one);
      if (read.number % atABreath === 0) await setImmediate();
    }
  }
  if (some.prepared.length + some.others.length > 0) await land();
  await at;
  return options.signal.aborted;
}

const none = (): Some => ({
  prepared: [],
  others: [],
  keys: new Set(),
  bytes: 0,
  upTo: { record: 0, byte: 0 },
});

const isFull = ({ prepared, others, bytes }: Some) =>
  prepared.length + others.length >= atOnce || bytes >= mostBytes;

function take(some: Some, read: MarcRecord | NotARecord, prepared: Prepared | null): void {
  if (prepared) some.prepared.push(prepared);
  else if (read.kind !== "record") some.others.push(read);
  if (prepared?.entry?.controlKey) some.keys.add(prepared.entry.controlKey);
  some.bytes += read.source.length;
  some.upTo = { record: read.number, byte: read.byte + read.source.length };
}

async function landSome(
  ctx: Ctx,
  batch: Landable,
  { prepared, others, upTo, barcodes }: Some & { barcodes: SaidBefore | null },
  { dryRun, done }: LandOptions,
) {
  const landed = await again(() =>
    (dryRun ? undone : inTx)(ctx, async (inner: TxCtx) => {
      await gatherWords(inner.db);
      const some = await landRecords(inner, batch, { prepared, others, barcodes });
      if (!dryRun) await done(inner, { upTo, ...some });
      return some;
    }),
  );
  if (!dryRun) return;
  // The records it added are not there.
  const gone = new Set(landed.outcomes.flatMap(({ did, recordId }) => (did === "added" ? recordId : [])));
  const standing = <R extends { recordId: number | null }>(rows: readonly R[]) =>
    rows.map((one) => (gone.has(one.recordId) ? { ...one, recordId: null } : one));
  const [told, outcomes] = [standing(landed.told), standing(landed.outcomes)];
  await inTx(ctx, (inner) => done(inner, { upTo, ...landed, told, outcomes }));
}
