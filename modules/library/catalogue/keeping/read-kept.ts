/** A record is read again from what is kept of it: as it came, or as it was changed here. */
import { type MarcRecord, readMarc, readMarcJson, recordsOf } from "#libs/marc";

export interface Kept {
  flavour: MarcRecord["flavour"];
  original: Uint8Array;
  originalCharset: string | null;
  content: string | null;
}

/** It was readable when it was taken: that it is not any more is a fault of ours. */
export async function readKept({ flavour, original, originalCharset, content }: Kept): Promise<MarcRecord> {
  const reads =
    content === null
      ? // Written by ourselves when it landed.
        readMarc([original], { flavour, charset: originalCharset as MarcRecord["charset"] | null })
      : readMarcJson([Buffer.from(content)], { flavour });
  for await (const [record] of recordsOf(reads, () => undefined)) if (record) return record;
  throw new Error("a record that is kept cannot be read");
}
