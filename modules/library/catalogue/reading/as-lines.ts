/** A record as lines that somebody can mend: `LDR …`, `001 …`, `245 10$a…$b…`. Pure. */
import type { MarcRecord } from "#libs/marc";

export interface FieldLine {
  tag: string;
  /** Of a control field. */
  value?: string;
  indicators?: readonly [string, string];
  subfields?: { code: string; value: string }[];
}

export interface Lines {
  leader: string;
  fields: FieldLine[];
}

/** `$` begins a subfield; one that is text stands twice. */
const escaped = (text: string) => text.replaceAll("$", "$$$$");

export function linesOf(record: MarcRecord): string {
  const fields = [...record.fields()].map(({ tag, value, indicators, subfields }) =>
    lineOf({ tag, indicators, subfields: [...subfields], ...(value !== null && { value }) }),
  );
  return [`LDR ${record.leader}`, ...fields].join("\n");
}

/** What `recordInLines` read, as lines again. */
export const inLines = ({ leader, fields }: Lines): string =>
  [`LDR ${leader}`, ...fields.map(lineOf)].join("\n");

export function lineOf({ tag, value, indicators = [" ", " "], subfields = [] }: FieldLine): string {
  if (value !== undefined) return `${tag} ${value}`;
  return `${tag} ${indicators.join("")}${subfields.map((one) => `$${one.code}${escaped(one.value)}`).join("")}`;
}

export interface LineFault {
  line: number;
  id: "leader" | "tag" | "subfields";
}

/** The record of these lines, or the first line that cannot be read. Empty lines are passed over. */
export function recordInLines(text: string): Lines | LineFault {
  const lines: Lines = { leader: "", fields: [] };
  const all = text.split(/\r?\n/);
  for (const [at, line] of all.entries()) {
    if (line.trim() === "") continue;
    const fault = (id: LineFault["id"]): LineFault => ({ line: at + 1, id });
    if (/^LDR /.test(line)) {
      if (line.length !== 28) return fault("leader");
      lines.leader = line.slice(4);
      continue;
    }
    const [, tag, rest = ""] = /^([0-9A-Za-z-]{3}) (.*)$/.exec(line) ?? [];
    if (tag === undefined) return fault("tag");
    if (tag.startsWith("00")) lines.fields.push({ tag, value: rest });
    else {
      const subfields = subfieldsIn(rest.slice(2));
      if (subfields === null) return fault("subfields");
      lines.fields.push({ tag, indicators: [rest.charAt(0), rest.charAt(1)], subfields });
    }
  }
  return lines.leader === "" ? { line: 1, id: "leader" } : lines;
}

function subfieldsIn(text: string): { code: string; value: string }[] | null {
  const subfields: { code: string; value: string }[] = [];
  for (const [piece] of text.matchAll(/\$\$|\$[^$]|[^$]+|\$/gu)) {
    const last = subfields.at(-1);
    if (piece === "$") return null;
    if (piece !== "$$" && piece.startsWith("$")) subfields.push({ code: piece.charAt(1), value: "" });
    else if (last) last.value += piece === "$$" ? "$" : piece;
    else return null;
  }
  return subfields.length > 0 ? subfields : null;
}

const fieldEnd = "\x1e";
const delimiter = "\x1f";

/** What can be read of bytes that were refused, as lines; where tags are lost `???` stands. Null where they are no ISO 2709 at all. */
export function looseLines(source: Uint8Array): string | null {
  const text = textOf(source);
  const [head = "", ...bodies] = text.replaceAll("\x1d", "").split(fieldEnd);
  if (bodies.length === 0) return null;
  const tags = [...head.slice(24).matchAll(/(.{3}).{9}/gsu)].map(([, tag = ""]) => tag);
  const fields = bodies
    .filter((body) => body !== "")
    .map((body, at) => {
      const tag = /^[0-9A-Za-z]{3}$/.test(tags[at] ?? "") ? (tags[at] ?? "") : "???";
      if (!body.includes(delimiter)) return `${tag} ${seen(body)}`;
      const [indicators = "", ...subfields] = body.split(delimiter);
      const two = seen(indicators).padEnd(2).slice(0, 2);
      return `${tag} ${two}${subfields.map((one) => `$${escaped(seen(one))}`).join("")}`;
    });
  return [`LDR ${seen(head.slice(0, 24)).padEnd(24)}`, ...fields].join("\n");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: in a line they would not be seen.
const seen = (text: string) => text.replace(/[\0-\x1f\x7f-\x9f]/g, " ");

/** UTF-8 where it is; else GB18030, which Chinese records of before are in. */
function textOf(source: Uint8Array): string {
  for (const charset of ["utf-8", "gb18030"])
    try {
      return new TextDecoder(charset, { fatal: true }).decode(source);
    } catch {
      // The next one.
    }
  return new TextDecoder("latin1").decode(source);
}
