/** What a file is in which there is no record: told by its first bytes, for whoever sent it. */

/** As many of a file's bytes as are looked at. */
export const headLength = 1024;

export type Looks =
  | "empty"
  | "pdf"
  | "archive"
  | "office"
  | "picture"
  | "utf-16"
  | "marc-lines"
  | "html"
  | "xml"
  | "text"
  | "other";

/** First bytes that no file of records has, as text of one byte a character. */
const signatures: [Looks, string[]][] = [
  ["pdf", ["%PDF-"]],
  // Excel's and Word's files of today are such too.
  ["archive", ["PK\x03\x04", "\x1f\x8b", "7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07"]],
  ["office", ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]],
  ["picture", ["\x89PNG", "\xff\xd8\xff", "GIF8"]],
];

/** A kind of file that is known by its signature and never holds records; null of any other. What looks like a record in it is chance. */
export function foreignKind(head: Uint8Array): Looks | null {
  const beginning = Buffer.from(head.subarray(0, 8)).toString("latin1");
  return signatures.find(([, ways]) => ways.some((way) => beginning.startsWith(way)))?.[0] ?? null;
}

/** A record in lines, as programs show it: `=LDR`, `LEADER`, `LDR`, `000`, with or without the system's number before. */
const lines = /^(?:\d{6,} +)?(?:=LDR|LDR|LEADER|000)\s*[\d ]{4}/m;

/** Letters in two bytes each, most of the alphabet. */
const isEverySecond = (head: Uint8Array, zeros: number) =>
  zeros * 3 > head.length &&
  (head.every((byte, at) => byte !== 0 || at % 2 === 0) ||
    head.every((byte, at) => byte !== 0 || at % 2 === 1));

/** `head`: the first bytes of a file without a record. */
export function looksLike(head: Uint8Array): Looks {
  if (head.length === 0) return "empty";
  const foreign = foreignKind(head);
  if (foreign) return foreign;
  const zeros = head.filter((byte) => byte === 0).length;
  const [first, second] = head;
  if (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    isEverySecond(head, zeros)
  )
    return "utf-16";
  if (zeros > 0) return "other";
  const text = Buffer.from(head).toString("latin1").replace(/\r\n?/g, "\n");
  if (/^[^<]{0,3}\s*<(!doctype html|html)/i.test(text)) return "html";
  if (/^[^<]{0,3}\s*</.test(text)) return "xml";
  if (lines.test(text)) return "marc-lines";
  // Text has no signs of control but those that part lines and columns.
  return head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20)) ? "other" : "text";
}
