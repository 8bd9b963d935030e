/** A file of records on its way in: some hundreds at a time, while the next are read. Killed, it goes on behind the last that landed. */
import { setImmediate } from "node:timers/promises";
import { type Chunks, type MarcRecord, type NotARecord, readMarc } from "#libs/marc";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { again, undone } from "#platform/exchange";
import { gatherWords } from "../keeping/record-store.ts";
import { type Prepared, prepare } from "../reading/prepare.ts";
import { type Landable, type Landed, landRecords, nothingYet } from "./land-records.ts";
import { foreignKind, headLength, type Looks, looksLike } from "./looks-like.ts";
import { numberOnce } from "./number-once.ts";
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
  /** Goes on from this byte: what stands before has landed. */
  from: number;
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

export interface Ended {
  stopped: boolean;
  /** What the file seems to be, where there was no record in it, good or bad. */
  instead: Looks | null;
}

export async function landFile(
  ctx: Ctx,
  batch: Landable,
  chunks: Chunks,
  options: LandOptions,
): Promise<Ended> {
  const { flavour, charset } = batch.profile;
  const seen: { head: Uint8Array; records: number } = { head: new Uint8Array(), records: 0 };
  let upTo = { record: 0, byte: 0 };
  let at: Promise<void> = Promise.resolve();
  let some = none();
  const numbers = new SaidBefore();
  const barcodes = options.dryRun ? new SaidBefore() : null;
  const land = async () => {
    const full = some;
    some = none();
    upTo = full.upTo;
    // One transaction at a time; meanwhile the next records are read.
    await at;
    at = landSome(ctx, batch, { ...full, barcodes }, options);
    // Told when the next one waits for it, or at the end.
    at.catch(() => undefined);
  };
  for await (const reads of readMarc(noting(chunks, seen), { flavour, charset })) {
    if (foreignKind(seen.head)) break;
    for (const read of reads) {
      if (read.kind !== "noise") seen.records += 1;
      const one = read.kind === "record" ? numberOnce(prepare(read, batch), numbers) : null;
      if (read.byte < options.from) continue;
      if (options.signal.aborted) {
        await at;
        return { stopped: true, instead: null };
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
  const stopped = options.signal.aborted;
  if (stopped || seen.records > 0) return { stopped, instead: null };
  const instead = looksLike(seen.head);
  await inTx(ctx, (inner) => options.done(inner, { upTo, ...nothingIn(instead) }));
  return { stopped, instead };
}

/** What is told of a file in which there is no record. */
const nothingIn = (looks: Looks): Landed => ({
  ids: [],
  tally: { ...nothingYet(), findings: 1 },
  outcomes: [],
  told: [
    {
      finding: "library.no-record",
      done: "refused",
      recordNumber: 0,
      recordId: null,
      field: null,
      byte: 0,
      data: { looks },
      title: "",
    },
  ],
  refused: [],
});

/** The chunks, and their beginning for who asks what it was. */
async function* noting(chunks: Chunks, seen: { head: Uint8Array }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (seen.head.length < headLength)
      seen.head = Buffer.concat([seen.head, chunk.subarray(0, headLength - seen.head.length)]);
    yield chunk;
  }
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
