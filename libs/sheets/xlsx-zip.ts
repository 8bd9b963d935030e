/** The parts of an XLSX file (a ZIP of XML, ISO/IEC 29500-2), unpacked as a stream and never further than the limits. */
import { openZip, ZipFault } from "#libs/zip";
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
  const zip = await openZip(file, { unpacked: mostUnpacked, parts: mostParts }).catch(refuse);
  const names = new Set(zip.names);
  return {
    has: (name) => names.has(name),
    async *text(name, limit = mostUnpacked) {
      const part = zip.part(name);
      if (!part) throw new SheetFault("sheet.not-xlsx", { part: name });
      const decoder = new TextDecoder("utf-8");
      let bytes = 0;
      try {
        for await (const chunk of part) {
          bytes += chunk.length;
          if (bytes > limit) throw new SheetFault("sheet.too-large", { limit });
          yield decoder.decode(chunk, { stream: true });
        }
      } catch (error) {
        refuse(error);
      }
    },
  };
}

function refuse(error: unknown): never {
  if (!(error instanceof ZipFault)) throw error;
  if (error.reason === "too-large") throw new SheetFault("sheet.too-large", { limit: mostUnpacked });
  // What a package says of it is English for programmers.
  throw new SheetFault("sheet.not-xlsx", { part: "ZIP" }, { cause: error });
}
