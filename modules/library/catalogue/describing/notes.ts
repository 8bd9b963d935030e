/** Summary, contents, and the notes that say something to readers. */
import type { Reader, Readers } from "./reading.ts";
import { joined, writtenTwice } from "./texts.ts";

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

const text =
  (what: "summary" | "contents", codes: string): Reader =>
  (draft, field, twin) => {
    const said = writtenTwice(field, twin, (one) => plain(joined(one, codes)))?.text;
    if (said) draft.said[what] = draft.said[what] ? `${draft.said[what]}\n${said}` : said;
  };

const note: Reader = (draft, field, twin) => {
  const said = writtenTwice(field, twin, (one) => plain(joined(one, "abc")))?.text;
  if (said) draft.said.notes.push(said);
};

const all = (tags: string, reader: Reader): Record<string, Reader> =>
  Object.fromEntries(tags.split(" ").map((tag) => [tag, reader]));

export const noteReaders: Readers = {
  marc21: {
    ...all("500 501 502 504 508 511 518 521 534 538 545 546 550 580 586", note),
    "505": text("contents", "agrt"),
    "520": text("summary", "ab"),
  },
  unimarc: {
    ...all("300 304 305 306 307 308 310 311 312 314 316 320 324 325 326 328 333 337", note),
    "327": text("contents", "abc"),
    "330": text("summary", "a"),
  },
};
