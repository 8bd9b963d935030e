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
  pieces: Piece[];
  title: string;
  proper: string;
  responsibility: string;
  sortTitle: string;
}

export const titleReaders: Readers = {
  marc21: { "245": (draft, field, twin) => readTitle(draft, field, twin) },
  unimarc: { "200": (draft, field, twin) => readTitle(draft, field, twin) },
};

function readTitle(draft: Draft, field: Field, twin: Field | null): void {
  const first = saidIn(field, draft.flavour);
  const second = twin ? saidIn(twin, draft.flavour) : null;
  const twice = second !== null && second.title !== "";
  const own = twice && (first.title === "" || !isRomanised(second.title, first.title)) ? second : first;
  const other = !twice ? null : own === first ? second : first;
  for (const { part, text } of own.pieces) if (part === "form") draft.formSaid += ` ${text}`;
  const responsibility = written(own, other, "responsibility", isResponsibility);
  if (responsibility) draft.responsibility ??= responsibility;
  const title = written(own, other, "title", isTitle);
  if (!title) return;
  if (draft.title) {
    draft.otherTitles.push({ kind: "variant", ...title });
    return;
  }
  draft.title = title;
  draft.titleProper = written(own, other, "proper", isProper) ?? title;
  draft.sortTitle = own.sortTitle;
  for (const { part, text, pinyin } of own.pieces.slice(1)) {
    if (part !== "parallel" && part !== "contained" && part !== "proper") continue;
    draft.otherTitles.push({ kind: part === "parallel" ? part : "contained", text, romanised: pinyin });
  }
}

const isTitle = ({ part }: Piece) => part !== "form" && part !== "responsibility";
const isResponsibility = ({ part }: Piece) => part === "responsibility";
/** The title proper goes on through numbers and names of parts until anything else comes. */
const isProper = ({ part }: Piece, n: number, all: readonly Piece[]) =>
  isTitle({ part } as Piece) &&
  all.slice(1, n + 1).every((one) => one.part === "number" || one.part === "name");

function written(
  own: Said,
  other: Said | null,
  what: "title" | "proper" | "responsibility",
  of: (piece: Piece, n: number, all: readonly Piece[]) => boolean,
): Written | null {
  const text = own[what];
  if (text === "") return null;
  if (other) return { text, romanised: other[what] || null };
  return { text, romanised: composed(soundsOf(own.pieces.filter(of))) || null };
}

/** Pinyin of the pieces, if all that are written in characters have it. */
function soundsOf(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) =>
    isPinyin(piece.pinyin) ? [{ ...piece, text: trimmed(piece.pinyin) }] : [],
  );
}

function saidIn(field: Field, flavour: Flavour): Said {
  const pieces = piecesOf(field, flavour);
  const proper = pieces.filter(isTitle).filter(isProper);
  const [first] = proper;
  const rest = composed(proper.slice(1));
  return {
    pieces,
    title: composed(pieces.filter(isTitle)),
    proper: composed(proper),
    responsibility: composed(pieces.filter(isResponsibility)),
    sortTitle: first
      ? `${articleless(first.raw, flavour === "marc21" ? field.indicators[1] : "0")} ${rest}`
      : "",
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
