/** A record that is kept, read again: as it was changed here, else as it came. */
import { type Flavour, type MarcRecord, readMarc } from "#libs/marc";

export interface Kept {
  original: Uint8Array;
  originalCharset: string | null;
  flavour: Flavour;
  content: string | null;
}

/** Null only of bytes that were never a record. */
export async function readKept({
  original,
  originalCharset,
  flavour,
  content,
}: Kept): Promise<MarcRecord | null> {
  const bytes = content === null ? original : Buffer.from(content);
  // What was found out of the record itself is found out again; what its sender said of it is not in it.
  const charset = content === null && originalCharset !== "ascii" ? originalCharset : null;
  for await (const some of readMarc([bytes], { flavour, charset: charset as MarcRecord["charset"] | null }))
    for (const read of some) if (read.kind === "record") return read;
  return null;
}
