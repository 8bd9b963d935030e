/** What a recording is, by its first bytes, and which part of it a phone asks for. Pure. */

export type AudioMedia = "audio/mpeg" | "audio/mp4" | "audio/ogg";

/** So many bytes tell. */
export const headBytes = 12;

/** MP3 with or without ID3, MPEG-4 audio, Ogg; null for everything else. */
export function mediaOf(head: Uint8Array): AudioMedia | null {
  const text = Buffer.from(head.subarray(0, headBytes)).toString("latin1");
  if (text.startsWith("OggS")) return "audio/ogg";
  if (/^....ftyp(M4A |M4B |mp42|mp41|isom|iso2|dash)/s.test(text)) return "audio/mp4";
  const [first = 0, second = 0] = head;
  // A frame of layer III: eleven bits set, layer bits 01.
  const frame = first === 0xff && (second & 0xe6) === 0xe2;
  return text.startsWith("ID3") || frame ? "audio/mpeg" : null;
}

/** The bytes asked for (RFC 9110 §14.1.2), half-open; null: all of them; "outside": none that are there. Several ranges are answered whole. */
export function rangeOf(
  header: string | undefined,
  bytes: number,
): { from: number; to: number } | null | "outside" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (!first && !last) return null;
  const from = first ? Number(first) : Math.max(0, bytes - Number(last));
  const to = first && last ? Math.min(Number(last) + 1, bytes) : bytes;
  return from < to ? { from, to } : "outside";
}
