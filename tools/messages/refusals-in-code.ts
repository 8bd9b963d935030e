/** Refusals as they are written in the code: which texts each of them needs, and with which values. */
import { closingOf, endOfArgument, type SourceFile, withoutComments } from "./texts-in-code.ts";

export interface RefusalInCode {
  id: string;
  where: string;
  /** Names of the values its texts are given; null where they cannot be read off. */
  values: string[] | null;
  /** A page that helps on goes with it, and has its words. */
  next: boolean;
}

const refusedCall = /(?<![\w$])(?<!function )(refused|new Problem)\(/g;
/** A reason against, which becomes a refusal elsewhere: `{ id: "rule.period", data: {…}, next: "/my" }`. */
const reason = /\{\s*id:\s*["'][a-z]/g;
const ids = /["']([a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+)["']/g;

/** Finds `refused("id", { values }, { next })` and reasons written as an object with `data` or `next`. */
export function refusalsInCode(files: SourceFile[]): RefusalInCode[] {
  return files.flatMap(({ file, source }) => {
    const code = withoutComments(source);
    const at = (index: number) => `${file}:${code.slice(0, index).split("\n").length}`;
    const calls = [...code.matchAll(refusedCall)].flatMap((match) => {
      const [id = "", ...rest] = partsOf(code, code.indexOf("(", match.index));
      // A Problem has its status before what it says.
      const [data = "{}", more = "{}"] = match[1] === "refused" ? rest : rest.slice(1);
      const next = givesNext(fieldsOf(more));
      return idsIn(id).map((one) => ({ id: one, where: at(match.index), values: namesOf(data), next }));
    });
    const reasons = [...code.matchAll(reason)].flatMap((match) => {
      const fields = fieldsOf(code.slice(match.index, closingOf(code, match.index) + 1));
      // What names a field is said at it, what says what was `done` is a finding of libs/marc.
      const isReason =
        (fields.has("data") || givesNext(fields)) && !fields.has("field") && !fields.has("done");
      if (!isReason) return [];
      // Who refuses adds values of its own.
      const more = { where: at(match.index), values: null, next: givesNext(fields) };
      return idsIn(fields.get("id") ?? "").map((one) => ({ id: one, ...more }));
    });
    return [...calls, ...reasons];
  });
}

const idsIn = (written: string) => [...written.matchAll(ids)].map(([, id = ""]) => id);

/** What stands between commas inside the brackets that open here. */
function partsOf(code: string, open: number): string[] {
  const parts: string[] = [];
  const close = closingOf(code, open);
  for (let from = open + 1; from < close; ) {
    const end = endOfArgument(code, from);
    parts.push(code.slice(from, end).trim());
    from = end + 1;
  }
  return parts.filter(Boolean);
}

/** The fields of an object as it is written, each with what it is set to; what is spread into it under its own words. */
function fieldsOf(written: string): Map<string, string> {
  if (!written.startsWith("{")) return new Map();
  return new Map(
    partsOf(written, 0).map((part) => {
      if (part.startsWith("...")) return [part, part];
      const [name = "", ...value] = part.split(":");
      return [name.trim(), value.join(":").trim()];
    }),
  );
}

/** By itself, or in what is spread: `...(own && { next: "/my" })`. */
function givesNext(fields: ReadonlyMap<string, string>): boolean {
  return [...fields.keys()].some((name) => name === "next" || /^\.\.\..*\{ next\b/s.test(name));
}

function namesOf(written: string): string[] | null {
  const names = [...fieldsOf(written).keys()];
  return written.startsWith("{") && !names.some((name) => name.startsWith("...")) ? names : null;
}
