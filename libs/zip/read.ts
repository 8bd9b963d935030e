/** The parts of a ZIP file in memory, unpacked as a stream and never further than the limits. */
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";

/** No ZIP or a broken one (`unreadable`), one that unpacks beyond the limit (`too-large`), one of too many parts (`too-many-parts`). */
export class ZipFault extends Error {
  readonly reason: "unreadable" | "too-large" | "too-many-parts";
  constructor(reason: ZipFault["reason"], options?: ErrorOptions) {
    super(`zip ${reason}`, options);
    this.name = "ZipFault";
    this.reason = reason;
  }
}

export interface Zip {
  /** Paths of all parts, folders left out, in the order of the central directory. */
  readonly names: readonly string[];
  /** The part's bytes, piece by piece; null when there is none of that name. Refuses what is broken. */
  part(name: string): AsyncGenerator<Uint8Array, void, undefined> | null;
}

/** Opens the file. Refuses what is no ZIP, what has more than `parts` parts and what would unpack to more than `unpacked` bytes. */
export async function openZip(file: Uint8Array, most: { unpacked: number; parts: number }): Promise<Zip> {
  const { zip, entries } = await entriesOf(file, most).catch(unreadable);
  return {
    names: [...entries.keys()].filter((name) => !name.endsWith("/")),
    part(name) {
      const entry = entries.get(name);
      return entry ? bytesOf(zip, entry) : null;
    },
  };
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array, void, undefined> {
  // yauzl ends a stream that brings more than its entry says.
  const stream = await zip.openReadStreamPromise(entry).catch(unreadable);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    unreadable(error);
  }
}

async function entriesOf(
  file: Uint8Array,
  most: { unpacked: number; parts: number },
): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > most.unpacked) throw new ZipFault("too-large");
    if (entries.size >= most.parts) throw new ZipFault("too-many-parts");
    entries.set(entry.fileName, entry);
  }
  return { zip, entries };
}

function unreadable(error: unknown): never {
  if (error instanceof ZipFault) throw error;
  throw new ZipFault("unreadable", { cause: error });
}
