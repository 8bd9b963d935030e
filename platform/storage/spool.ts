/** Bytes of unknown length and name, hashed while they are written to a temporary file that nobody else sees. */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Stored } from "./storage.ts";

/** Milliseconds after which a half-written file is nobody's any more: no upload takes a day. */
const abandonedAfter = 24 * 3600 * 1000;

/** Makes the folder for files on their way, and clears away what processes left there that were killed. */
export async function openSpool(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const info = await stat(path).catch(nullWhenAbsent);
    if (info && Date.now() - info.mtimeMs > abandonedAfter) await rm(path, { force: true });
  }
}

/** Writes the content to a new file at `path`, synced to the disk. On any fault the file is removed. */
export async function spool(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Stored> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "wx", 0o640);
  try {
    for await (const chunk of stoppable(content, signal)) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await writeAll(file, chunk);
    }
    signal?.throwIfAborted();
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** A signal must end the waiting for a sender that sends nothing, not only the next write. */
async function* stoppable(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array || !signal) {
    yield* content instanceof Uint8Array ? [content] : content;
    return;
  }
  signal.throwIfAborted();
  const listening = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { signal: listening.signal });
  });
  const chunks = content[Symbol.asyncIterator]();
  let over = false;
  try {
    while (!over) {
      const next = await Promise.race([chunks.next(), stopped]);
      over = next.done === true;
      if (!next.done) yield next.value;
    }
  } finally {
    listening.abort();
    // Not awaited: a sender that is silent may never answer.
    if (!over) chunks.return?.().catch(() => {});
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    at += (await file.write(chunk, at, chunk.byteLength - at)).bytesWritten;
  }
}

/** For `.catch`: a file that is not there is an answer, not an error. */
export function nullWhenAbsent(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
