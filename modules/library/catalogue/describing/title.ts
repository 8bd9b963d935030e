/** The title and who is said to be responsible: 245 of MARC 21, 200 of UNIMARC. */
import { type Field, type Flavour, soundedSubfields } from "#libs/marc";
import type { Written } from "./description.ts";
import type { Draft, Readers } from "./reading.ts";
import { articleless } from "./sort-title.ts";
import { isPinyin, isRomanised, trimmed } from "./texts.ts";

type Part = "proper" | "number" | "name" | "rest" | "parallel" | "contained" | "responsibility" | "form";

/** Subfields in order: `$b` of MARC 21 is a parallel title where an equals sign leads to it. */
const parts: Record<Flavour, Record<string, Part>> = {
  marc21: {
    a: "proper",
    n: "number",
    p: "name",
    b: "rest",
    c: "responsibility",
    f: "rest",
    g: "rest",
    h: "form",
    k: "rest",
    s: "rest",
  },
  unimarc: {
    a: "proper",
    h: "number",
    i: "name",
    e: "rest",
    d: "parallel",
    c: "contained",
    f: "responsibility",
    g: "responsibility",
    b: "form",
  },
};

/** ISBD (2011), A.3: what stands before each. */
const marks: Record<Part, string> = {
  proper: " ; ",
  number: ". ",
  name: ". ",
  rest: " : ",
  parallel: " = ",
  contained: ". ",
  responsibility: " ; ",
  form: "",
};

interface Piece {
  part: Part;
  text: string;
  raw: string;
  pinyin: string | null;
}

/** A title field read to its parts, of one script. */
interface Said {
  title: Piece[];
  proper: Piece[];
  responsibility: Piece[];
  form: Piece[];
  sortTitle: string;
}

export const titleReaders: Readers = { marc21: { "245": readTitle }, unimarc: { "200": readTitle } };

function readTitle(draft: Draft, field: Field, twin: Field | null): void {
  const first = saidIn(field, draft.flavour);
  const second = twin ? saidIn(twin, draft.flavour) : null;
  const [own, other] = inOrder(first, second);
  for (const { text } of own.form) draft.formSaid += ` ${text}`;
  draft.said.responsibility ??= written(own, other, "responsibility");
  const title = written(own, other, "title");
  if (!title) return;
  if (draft.said.title.text !== "") {
    draft.said.otherTitles.push({ kind: "variant", ...title });
    return;
  }
  draft.said.title = title;
  draft.said.titleProper = written(own, other, "proper") ?? title;
  draft.sortTitle = own.sortTitle;
  for (const { part, text, pinyin } of own.title.slice(1))
    if (part === "parallel") draft.said.otherTitles.push({ kind: "parallel", text, romanised: pinyin });
    else if (part === "contained" || part === "proper")
      draft.said.otherTitles.push({ kind: "contained", text, romanised: pinyin });
}

/** The one in the script of the thing itself, and the other if it has a title too. */
function inOrder(first: Said, second: Said | null): [own: Said, other: Said | null] {
  if (!second || second.title.length === 0) return [first, null];
  if (first.title.length === 0) return [second, null];
  return isRomanised(composed(second.title), composed(first.title)) ? [first, second] : [second, first];
}

function written(own: Said, other: Said | null, what: "title" | "proper" | "responsibility"): Written | null {
  const text = composed(own[what]);
  if (text === "") return null;
  return { text, romanised: composed(other ? other[what] : soundsOf(own[what])) || null };
}

/** What is written of the sound of these, in their order. */
const soundsOf = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => (isPinyin(piece.pinyin) ? [{ ...piece, text: trimmed(piece.pinyin) }] : []));

function saidIn(field: Field, flavour: Flavour): Said {
  const pieces = piecesOf(field, flavour);
  const title = pieces.filter(({ part }) => part !== "form" && part !== "responsibility");
  // The title proper goes on through numbers and names of parts.
  const end = title.findIndex(({ part }, n) => n > 0 && part !== "number" && part !== "name");
  const proper = end < 0 ? title : title.slice(0, end);
  const count = flavour === "marc21" ? field.indicators[1] : "0";
  return {
    title,
    proper,
    responsibility: pieces.filter(({ part }) => part === "responsibility"),
    form: pieces.filter(({ part }) => part === "form"),
    sortTitle: `${articleless(proper[0]?.raw ?? "", count)} ${composed(proper.slice(1))}`,
  };
}

function piecesOf(field: Field, flavour: Flavour): Piece[] {
  const pieces: Piece[] = [];
  let before = "";
  for (const { code, text: raw, pinyin } of subfieldsOf(field, flavour)) {
    const part = parts[flavour][code];
    const isParallel = part === "rest" && /=\s*$/.test(before);
    before = raw;
    if (!part) continue;
    const text = trimmed(raw);
    if (text !== "") pieces.push({ part: isParallel ? "parallel" : part, text, raw, pinyin });
  }
  return pieces;
}

function subfieldsOf(field: Field, flavour: Flavour) {
  return flavour === "unimarc"
    ? soundedSubfields(field)
    : field.subfields.map(({ code, value }) => ({ code, text: value, pinyin: null }));
}

function composed(pieces: readonly Piece[]): string {
  let text = "";
  let before: Part | null = null;
  for (const piece of pieces) {
    const mark = piece.part === "name" && before === "number" ? ", " : marks[piece.part];
    text += (text === "" ? "" : mark) + piece.text;
    before = piece.part;
  }
  return text;
}
