/** Pictures handed in, kept, shown in several sizes, made again and erased. Which thing shows them is the modules' business. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { Static } from "typebox";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import { type Db, newId } from "../db/index.ts";
import { found, invalid, refused } from "../errors/index.ts";
import type { ImageShape } from "../http/shapes.ts";
import { enqueue, type Job } from "../jobs/index.ts";
import { type Derived, derive } from "./derive.ts";
import { isFault, type Master, readImage } from "./read-image.ts";
import * as store from "./store.ts";

/** The part of the city's storage that is ours: what we drop there nobody else needs. */
export const imageArea = "images";

export type ShownImage = Static<typeof ImageShape>;

/** One after the other in this process: a large picture takes a core and a hundred megabytes. */
let turn: Promise<unknown> = Promise.resolve();
let inHand = 0;
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  inHand += 1;
  const mine = turn.then(work, work).finally(() => {
    inHand -= 1;
  });
  turn = mine.catch(() => undefined);
  return mine;
}

/** Pictures handed in that may wait while one is at work: each holds a connection to the database until it has had its turn. */
const mostWaiting = 2;
const retryAfter = 10;

/** A picture in all its sizes, to be kept. */
interface ReadyImage {
  master: Master;
  derived: Derived[];
}

/**
 * Makes of a picture what is kept of it: checked, upright, without metadata, in all its sizes. `field` is where the form
 * says what is wrong with it. Takes seconds: called before anything is locked. Refuses while too many wait.
 */
export async function readyImage(bytes: Uint8Array, field: string): Promise<ReadyImage> {
  if (inHand > mostWaiting) throw refused("images.busy", { retryAfter }, { status: 503 });
  return inTurn(async () => {
    const read = await readImage(bytes);
    if (isFault(read)) throw invalid([{ field, id: read.id, ...(read.data && { data: read.data }) }]);
    return { master: read, derived: await derive(read.bytes) };
  });
}

/** Keeps a picture made ready and answers its id. Everything that could refuse the thing it belongs to comes before this call. */
export async function keepImage(ctx: TxCtx, { master, derived }: ReadyImage): Promise<{ id: string }> {
  const id = newId();
  const kept = hashOf(master.bytes);
  const rows = derived.map(rowOf);
  await store.lockHashes(ctx.db, [kept, ...rows.map(({ sha256 }) => sha256)]);
  const { width, height } = master;
  await store.insertImage(ctx.db, { id, width, height, master: kept, madeAt: ctx.clock() });
  await store.putFiles(ctx.db, id, rows);
  // Last of all: a refusal before this leaves no file behind.
  const storage = await ctx.storage(imageArea);
  for (const file of [master, ...derived]) await storage.put(file.bytes);
  return { id };
}

/** The images as pages show them, by id. Unknown ids are missing from the answer. */
export async function shownImages(db: Db, ids: readonly string[]): Promise<Map<string, ShownImage>> {
  const [rows, files] = await Promise.all([store.imageRows(db, ids), store.filesOf(db, ids)]);
  const byImage = Map.groupBy(files, ({ image }) => image);
  return new Map(
    rows.map(({ id, width, height }) => [
      id,
      {
        width,
        height,
        files: (byImage.get(id) ?? []).map((file) => ({
          media: file.media,
          width: file.width,
          height: file.height,
          href: addressOf(file),
        })),
      },
    ]),
  );
}

/** The picture as a JPEG at least so wide, or as wide as it is: for what we draw with it. Null: no such picture. */
export async function jpegOf(ctx: Ctx, id: string, width: number): Promise<Buffer | null> {
  const files = (await store.filesOf(ctx.db, [id])).filter(({ media }) => media === "image/jpeg");
  const file = files.find((one) => one.width >= width) ?? files.at(-1);
  if (!file) return null;
  return buffer(await (await ctx.storage(imageArea)).open(file.sha256));
}

/** Erases the picture: nothing shows it from the commit on, and its files go right after. */
export async function forgetImage(ctx: TxCtx, id: string): Promise<void> {
  const image = await store.lockImage(ctx.db, id);
  if (!image) return;
  const files = await store.filesOf(ctx.db, [id]);
  await store.deleteImage(ctx.db, id);
  await enqueueDrop(ctx, [image.master, ...files.map(({ sha256 }) => sha256)]);
}

/** Makes everything an image is shown as again from its master. */
export async function remakeImage(ctx: TxCtx, id: string): Promise<void> {
  const image = found(await store.lockImage(ctx.db, id), "image", id);
  const storage = await ctx.storage(imageArea);
  const master = await buffer(await storage.open(image.master));
  const derived = await inTurn(() => derive(master));
  const rows = derived.map(rowOf);
  const before = await store.filesOf(ctx.db, [id]);
  await store.lockHashes(
    ctx.db,
    rows.map(({ sha256 }) => sha256),
  );
  await store.putFiles(ctx.db, id, rows);
  for (const { bytes } of derived) await storage.put(bytes);
  await enqueueDrop(
    ctx,
    before.map(({ sha256 }) => sha256),
  );
}

/** Ids of all images after one, oldest first: to walk through them. */
export const imagesAfter = store.imagesAfter;

const dropJob = "platform.drop-image-files";

const enqueueDrop = (ctx: TxCtx, hashes: readonly string[]) => enqueue(ctx, dropJob, { hashes });

export const imageJobs: Job[] = [
  {
    name: dropJob,
    run: async (ctx, { hashes }) => {
      // Written by enqueueDrop alone.
      await dropFiles(ctx, hashes as string[]);
    },
  },
];

/** Removes files that no image needs. Two uploads of one picture share its files. */
export function dropFiles(ctx: Ctx, hashes: readonly string[]): Promise<string[]> {
  return inTx(ctx, async (inner) => {
    await store.lockHashes(inner.db, hashes);
    const dropped = await store.unneeded(inner.db, hashes);
    const storage = await inner.storage(imageArea);
    for (const sha256 of dropped) await storage.remove(sha256);
    return dropped;
  });
}

const endings: Record<store.FileRow["media"], string> = { "image/webp": "webp", "image/jpeg": "jpg" };

/** The address names the content, so browsers keep it for ever. */
function addressOf({ sha256, media }: Pick<store.FileRow, "sha256" | "media">): string {
  return `/images/${sha256}.${endings[media]}`;
}

function rowOf({ bytes, ...file }: Derived): store.FileRow {
  return { ...file, sha256: hashOf(bytes), bytes: bytes.byteLength };
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
