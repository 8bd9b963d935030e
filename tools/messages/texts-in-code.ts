export interface SourceFile {
  file: string;
  source: string;
}

export interface Use {
  key: string;
  where: string;
}

export interface TextsInCode {
  /** Keys that must exist. */
  keys: Use[];
  /** Beginnings under which at least one key must exist, with the dot: "place.kind.". */
  prefixes: Use[];
  /** Every key-shaped string in the code: such a key may be meant, so it counts as used. */
  mentioned: Set<string>;
  /** Every key-shaped beginning of a template, likewise. */
  mentionedPrefixes: Set<string>;
  /** Sentences built from pieces. */
  glued: string[];
}

const keyShape = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+$/;
const quoted = /(["'`])([a-z][a-z0-9_.-]*)\1/g;
const templateStart = /`((?:[a-z0-9_-]+\.)+)\$\{/g;
const sayKey = /\bk=\{?(?=["'`]|[^"'`{}]*\?)/g;
const declared = /\/\/ texts: (.+)$/gm;
const textCall = /(?<![\w$])(?:t|text)\(/g;
const refusedCall = /(?<![\w$])refused\(/g;
const invalidCall = /(?<![\w$])invalid\(\s*(?=\[)/g;
const choice = /[?:]\s*["']([a-z][a-z0-9_.-]*)["']/g;
const firstArgument = /\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)(`|\$\{))/y;
const idField = /\bid:\s*(?:"([^"]*)"|'([^']*)')/g;
const twoTextsInTemplate = /`[^`]*\$\{\s*(?:t|text)\([^`]*\$\{\s*(?:t|text)\([^`]*`/;

/** The one place that shows any refusal must not make all of them "used". */
const anyRefusal = ["refusal.", "invalid."];

/** Finds which texts a set of source files uses. A scan of the letters, not of the syntax tree: it must be fast. */
export function textsInCode(files: SourceFile[]): TextsInCode {
  const found: TextsInCode = {
    keys: [],
    prefixes: [],
    mentioned: new Set(),
    mentionedPrefixes: new Set(),
    glued: [],
  };
  for (const { file, source } of files) {
    readDeclarations(source, file, found);
    const code = withoutComments(source);
    for (const match of code.matchAll(quoted))
      if (keyShape.test(match[2] ?? "")) found.mentioned.add(match[2] ?? "");
    for (const [, prefix = ""] of code.matchAll(templateStart)) {
      if (!anyRefusal.includes(prefix)) found.mentionedPrefixes.add(prefix);
    }
    const at = (index: number) => `${file}:${code.slice(0, index).split("\n").length}`;
    for (const match of code.matchAll(textCall)) {
      if (code.startsWith("()", match.index + match[0].length - 1)) continue; // the text of a response
      const open = code.indexOf("(", match.index);
      readArgument(code, open + 1, at(match.index), (key) => [key], found);
      if (isGlued(code, match.index, open))
        found.glued.push(`${at(match.index)}: a sentence is built from pieces`);
    }
    // <Say k="place.open" />
    for (const match of code.matchAll(sayKey)) {
      readArgument(code, match.index + match[0].length, at(match.index), (key) => [key], found);
    }
    for (const match of code.matchAll(refusedCall)) {
      const open = code.indexOf("(", match.index);
      readArgument(code, open + 1, at(match.index), (id) => [`refusal.${id}`, `refusal.${id}.do`], found);
    }
    for (const match of code.matchAll(invalidCall)) {
      const open = code.indexOf("(", match.index);
      for (const id of code.slice(open, closingOf(code, open)).matchAll(idField)) {
        found.keys.push({ key: `invalid.${id[1] ?? id[2]}`, where: at(match.index) });
      }
    }
    const template = twoTextsInTemplate.exec(code);
    if (template)
      found.glued.push(`${at(template.index)}: two texts in one template; make it one text with {values}`);
  }
  return found;
}

function readDeclarations(source: string, file: string, found: TextsInCode): void {
  for (const match of source.matchAll(declared)) {
    const where = `${file}:${source.slice(0, match.index).split("\n").length}`;
    for (const item of (match[1] ?? "").split(/[,\s]+/).filter(Boolean)) {
      if (item.endsWith("*")) found.prefixes.push({ key: item.slice(0, -1), where });
      else found.keys.push({ key: item, where });
    }
  }
}

function readArgument(
  code: string,
  from: number,
  where: string,
  keysOf: (written: string) => string[],
  found: TextsInCode,
): void {
  firstArgument.lastIndex = from;
  const match = firstArgument.exec(code);
  if (!match) {
    for (const [, written = ""] of code.slice(from, endOfArgument(code, from)).matchAll(choice)) {
      if (keyShape.test(written)) for (const key of keysOf(written)) found.keys.push({ key, where });
    }
    return;
  }
  const written = match[1] ?? match[2] ?? match[3] ?? "";
  if (match[4] !== "${") {
    if (keyShape.test(written)) for (const key of keysOf(written)) found.keys.push({ key, where });
    return;
  }
  // A template with no fixed beginning says nothing.
  const [prefix = ""] = keysOf(written);
  if (written.includes(".") && !anyRefusal.includes(prefix)) found.prefixes.push({ key: prefix, where });
}

function isGlued(code: string, start: number, open: number): boolean {
  const after = code.slice(closingOf(code, open) + 1, closingOf(code, open) + 60);
  const before = code.slice(Math.max(0, start - 20), start).trimEnd();
  return /^\s*\+(?!\+)/.test(after) || /(?<!\+)\+$/.test(before) || /^\}[ ]?\{\s*(?:t|text)\(/.test(after);
}

/** Place of the bracket that closes the one at `open`; strings inside are stepped over. */
export function closingOf(code: string, open: number): number {
  for (let i = open + 1; i < code.length; i++) {
    i = endOfArgument(code, i);
    if (code[i] === ")") return i;
  }
  return code.length;
}

/** Place of the comma or bracket that ends the argument beginning at `from`. */
export function endOfArgument(code: string, from: number): number {
  let depth = 0;
  for (let i = from; i < code.length; i++) {
    const sign = code[i] ?? "";
    if ("([{".includes(sign)) depth++;
    else if (depth === 0 && ",)]}".includes(sign)) return i;
    else if (")]}".includes(sign)) depth--;
    else if ("\"'`".includes(sign)) {
      const end = code.indexOf(sign, i + 1);
      if (end === -1) return code.length;
      i = end;
    }
  }
  return code.length;
}

/** Blanks comments that begin a line or follow a space, and keeps every line where it was. */
export function withoutComments(source: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return source
    .replace(/^[ \t]*\{?\/\*[\s\S]*?\*\//gm, blank)
    .replace(/^[ \t]*\/\/.*$/gm, blank)
    .replace(/\s\/\/ .*$/gm, blank);
}
