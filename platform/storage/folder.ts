/** Storage in a folder: `ab/cd/abcd…`. A file appears under its name only when it is whole and on the disk. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { nullWhenAbsent, openSpool, spool } from "./spool.ts";
import { checkContent, checkedName, missing, type Storage, type Stored, spanOf } from "./storage.ts";

/** Opens the folder, and makes it when it is new. */
export async function folderStorage(root: string): Promise<Storage> {
  const incoming = join(root, "incoming");
  await openSpool(incoming);

  function pathOf(sha256: string): string {
    const name = checkedName(sha256);
    return join(root, name.slice(0, 2), name.slice(2, 4), name);
  }

  async function found(sha256: string): Promise<Stored | null> {
    const info = await stat(pathOf(sha256)).catch(nullWhenAbsent);
    return info && { sha256, bytes: info.size };
  }

  return {
    async put(content, { sha256, signal } = {}) {
      if (sha256 !== undefined) checkedName(sha256);
      const half = join(incoming, randomUUID());
      const stored = await spool(half, content, signal);
      try {
        checkContent(stored.sha256, sha256);
        const before = await found(stored.sha256);
        // A whole file is left alone; one that a failing disk cut short is replaced.
        if (before?.bytes === stored.bytes) return stored;
        await settle(half, pathOf(stored.sha256), root);
        return stored;
      } finally {
        await rm(half, { force: true });
      }
    },

    async open(sha256, range) {
      const file = await open(pathOf(sha256), "r").catch(nullWhenAbsent);
      if (!file) throw missing(sha256);
      try {
        if (!range) return file.createReadStream();
        const span = spanOf(range, (await file.stat()).size);
        if (span) return file.createReadStream({ start: span.first, end: span.last });
      } catch (error) {
        await file.close();
        throw error;
      }
      await file.close();
      return Readable.from([]);
    },

    stat: found,
    has: async (sha256) => (await found(sha256)) !== null,
    async remove(sha256) {
      const path = pathOf(sha256);
      await rm(path, { force: true });
      // What was to be erased must not come back after a power cut.
      await sync(dirname(path)).catch(nullWhenAbsent);
    },
  };
}

/** Moves a whole file to its name and makes the move itself survive a power cut. */
async function settle(from: string, to: string, root: string): Promise<void> {
  const shard = dirname(to);
  await mkdir(shard, { recursive: true });
  await rename(from, to);
  for (const folder of [shard, dirname(shard), root]) await sync(folder);
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
