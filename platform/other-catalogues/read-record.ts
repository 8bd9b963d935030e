/** A record as somebody else's catalogue sent it, read by the rules for all records. */
import { Iso2709Reader, type Read, readMarcXml } from "#libs/marc";

/** The first record in these bytes; null where there is none. */
export async function readRecord(bytes: Uint8Array, form: "iso-2709" | "xml"): Promise<Read | null> {
  const reads: Read[] = [];
  if (form === "xml") for await (const some of readMarcXml([bytes])) reads.push(...some);
  else {
    const reader = new Iso2709Reader();
    reads.push(...reader.push(bytes), ...reader.end());
  }
  return reads.find(({ kind }) => kind !== "noise") ?? null;
}
