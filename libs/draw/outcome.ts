/** Freezing a list, drawing from it, and the file that is made public afterwards. */
import { assign, type Result } from "./assign.ts";
import {
  type DrawList,
  entryNumberText,
  hex32,
  instant,
  linesOf,
  listText,
  readList,
  version,
} from "./list.ts";
import { readValue, type ValueFault } from "./public-value.ts";
import { commitmentTo, inOrder, seedOf } from "./rank.ts";
import { bytesOf, hexOf, sha256 } from "./sha256.ts";
import { type Fault, fields, listOf, type Shape, textLike, whole } from "./shape.ts";

/** What the draw adds to the list. */
export interface Outcome {
  /** SHA-256 of the list's text, as it was announced. */
  listHash: string;
  secret: string;
  value: string;
  drawnAt: string;
  seed: string;
  /** By rank. */
  results: Result[];
}

/** The text to publish and to keep byte for byte, and its SHA-256 to announce; or everything that is wrong with the draft. */
export function freeze(
  draft: Omit<DrawList, "version">,
): { text: string; hash: string } | { faults: Fault[] } {
  const read = readList({ ...draft, version });
  if ("faults" in read) return read;
  const text = listText(read.list);
  return { text, hash: hashOf(text) };
}

/** SHA-256 of a text as UTF-8, in hexadecimal. */
function hashOf(text: string): string {
  return hexOf(sha256(bytesOf(text)));
}

export type DrawRefusal =
  | { id: "draw.not-a-list"; faults: Fault[] }
  | { id: "draw.another-secret" }
  | { id: "draw.value"; fault: ValueFault }
  | { id: "draw.too-early" };

/** Draws from a frozen list. The same list, secret and value always give the same results. Refuses what was not announced. */
export function draw(
  text: string,
  { secret, value, at }: { secret: string; value: string; at: string },
): { text: string; results: Result[] } | { refused: DrawRefusal } {
  const file = open(text);
  const { list, hash: listHash } = file;
  if (!list || !file.exact || file.outcome)
    return { refused: { id: "draw.not-a-list", faults: file.faults } };
  if (!/^[0-9a-f]{64}$/.test(secret) || commitmentTo(secret) !== list.commitment)
    return { refused: { id: "draw.another-secret" } };
  const read = readValue(list.value.form, value);
  if ("fault" in read) return { refused: { id: "draw.value", fault: read.fault } };
  if (!(Date.parse(at) >= Date.parse(list.value.knownFrom))) return { refused: { id: "draw.too-early" } };
  const seed = seedOf(secret, listHash, read.value);
  const results = assign(list, inOrder(list.entries, seed));
  const outcome: Outcome = { listHash, secret, value: read.value, drawnAt: at, seed, results };
  return { text: publishedText(text, outcome), results };
}

function publishedText(list: string, { results, ...head }: Outcome): string {
  const outcome = `${JSON.stringify(head).slice(0, -1)},"results":${linesOf(results)}}\n`;
  return `{"list":\n${list},"outcome":\n${outcome}}\n`;
}

/** A choice's result as it may stand in a file; whether it is right only drawing again can say. */
const choice = fields<{
  class: string;
  is: string;
  from?: string;
  turn?: number;
  left?: number;
  with?: string;
}>(
  {
    class: textLike(/^[a-z0-9-]{1,40}$/),
    is: textLike(/^(given|waiting|enough|overlaps)$/),
    from: textLike(/^[a-z0-9-]{1,40}$/),
    turn: whole(1, Number.MAX_SAFE_INTEGER),
    left: whole(0, 1_000_000),
    with: textLike(/^[a-z0-9-]{1,40}$/),
  },
  ["from", "turn", "left", "with"],
) as Shape<Result["choices"][number]>;

const outcomeShape = fields<Outcome>({
  listHash: hex32,
  secret: hex32,
  value: textLike(/^[0-9 +]{1,500}$/),
  drawnAt: instant,
  seed: hex32,
  results: listOf(
    fields<Result>({
      number: entryNumberText,
      rank: whole(1, Number.MAX_SAFE_INTEGER),
      choices: listOf(choice),
    }),
  ),
});

/** A file of a draw, before it (`outcome` null) or after it. */
export interface Opened {
  list: DrawList | null;
  /** SHA-256 of the list's text; empty without a list. */
  hash: string;
  outcome: Outcome | null;
  /** Written byte for byte as this version of the draw writes it. */
  exact: boolean;
  /** The text is no JSON at all. */
  broken: boolean;
  faults: Fault[];
}

/** Reads a file. A byte order mark and line ends of Windows, which editors and mail add by themselves, are no change. */
export function open(text: string): Opened {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const nothing = { list: null, hash: "", outcome: null, exact: false };
  let json: unknown;
  try {
    json = JSON.parse(plain);
  } catch {
    return { ...nothing, broken: true, faults: [] };
  }
  const published =
    typeof json === "object" && json !== null && "outcome" in json && "list" in json ? json : null;
  const read = readList(published ? published.list : json);
  if ("faults" in read) {
    const faults = read.faults.map(({ id, at }) => ({ id, at: published ? `/list${at}` : at }));
    return { ...nothing, broken: false, faults };
  }
  const { list } = read;
  const own = listText(list);
  const found = { list, hash: hashOf(own), outcome: null, exact: own === plain, broken: false, faults: [] };
  if (!published) return found;
  const faults: Fault[] = [];
  const outcome = outcomeShape(published.outcome, "/outcome", faults);
  if (faults.length > 0) return { ...found, exact: false, faults };
  return { ...found, outcome, exact: publishedText(own, outcome) === plain };
}
