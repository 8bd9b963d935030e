/** The parts of an XLSX file (a ZIP of XML, ISO/IEC 29500-2), unpacked as a stream and never further than the limits. */
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { SheetFault } from "./row.ts";

/** A sheet of a million rows unpacks to less; what is more is meant to fill the disk. */
const mostUnpacked = 1024 * 1024 * 1024;
const mostParts = 2_000;

export interface Parts {
  has(name: string): boolean;
  /** Pieces of the part's text. Refuses when more comes than `limit` bytes. */
  text(name: string, limit?: number): AsyncGenerator<string, void, undefined>;
}

/** Opens the file. Refuses what is no ZIP, what is locked by a password or old, and what unpacks beyond all measure. */
export async function openParts(file: Uint8Array): Promise<Parts> {
  // Compound files: .xls, and .xlsx with a password (MS-CFB §2.2).
  if (file[0] === 0xd0 && file[1] === 0xcf) throw new SheetFault("sheet.old-or-locked");
  const { zip, entries } = await entriesOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength)).catch(
    unreadable,
  );
  return {
    has: (name) => entries.has(name),
    async *text(name, limit = mostUnpacked) {
      const entry = entries.get(name);
      if (!entry) throw new SheetFault("sheet.not-xlsx", { part: name });
      const decoder = new TextDecoder("utf-8");
      let bytes = 0;
      try {
        const stream = await zip.openReadStreamPromise(entry);
        for await (const chunk of stream) {
          bytes += chunk.length;
          if (bytes > limit) throw new SheetFault("sheet.too-large", { limit });
          yield decoder.decode(chunk, { stream: true });
        }
      } catch (error) {
        unreadable(error);
      }
    },
  };
}

async function entriesOf(file: Buffer): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const zip = await fromBufferPromise(file, { lazyEntries: true });
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    // yauzl ends a stream that brings more than its entry says, so the sum is what can come.
    if (unpacked > mostUnpacked) throw new SheetFault("sheet.too-large", { limit: mostUnpacked });
    if (entries.size >= mostParts)
      throw new SheetFault("sheet.not-xlsx", { part: entry.fileName.slice(0, 80) });
    entries.set(entry.fileName, entry);
  }
  return { zip, entries };
}

function unreadable(error: unknown): never {
  if (error instanceof SheetFault) throw error;
  // What a package says of it is English for programmers.
  throw new SheetFault("sheet.not-xlsx", { part: "ZIP" }, { cause: error });
}
