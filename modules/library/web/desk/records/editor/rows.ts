/** A record in the hands of somebody who types: its fields in order, each with a key that stays with it. Pure. */
import {
  type FieldLine,
  inLines,
  type Lines,
  recordInLines,
} from "../../../../catalogue/editing/contract.ts";

export type Row = FieldLine & { key: number };

export interface Draft {
  leader: string;
  rows: Row[];
  /** Of the next row. */
  next: number;
}

/** Null where a line cannot be read. */
export function draftOf(text: string): Draft | null {
  const lines = recordInLines(text);
  if ("line" in lines) return null;
  return {
    leader: lines.leader,
    rows: lines.fields.map((field, key) => ({ ...field, key })),
    next: lines.fields.length,
  };
}

export const linesIn = ({ leader, rows }: Draft): Lines => ({
  leader,
  fields: rows.map(({ key: _, ...field }) => field),
});
export const textIn = (draft: Draft): string => inLines(linesIn(draft));

/** So many fields are drawn at once; more when somebody asks. */
export const drawnAtOnce = 200;

/** Which rows are drawn: the first so many, and those that somebody has added since. The others are told as lines. */
export function drawn(
  { rows }: Draft,
  { most, added }: { most: number; added: number },
): { shown: { row: Row; at: number }[]; rest: { row: Row; at: number }[] } {
  const all = rows.map((row, at) => ({ row, at }));
  const isShown = ({ row, at }: { row: Row; at: number }) => at < most || row.key >= added;
  return { shown: all.filter(isShown), rest: all.filter((one) => !isShown(one)) };
}

/** Where somebody begins to type: the first subfield that waits for something. */
export function firstEmpty({ rows }: Draft): { key: number; at: number } | null {
  for (const { key, subfields = [] } of rows) {
    const at = subfields.findIndex(({ value }) => value === "");
    if (at >= 0) return { key, at };
  }
  return null;
}

export const withRow = (draft: Draft, row: Row): Draft => ({
  ...draft,
  rows: draft.rows.map((one) => (one.key === row.key ? row : one)),
});

export const withoutRow = (draft: Draft, key: number): Draft => ({
  ...draft,
  rows: draft.rows.filter((one) => one.key !== key),
});

/** One up (-1) or down (1); at the end it stays. */
export function moved(draft: Draft, key: number, step: -1 | 1): Draft {
  const at = draft.rows.findIndex((one) => one.key === key);
  const [row, other] = [draft.rows[at], draft.rows[at + step]];
  if (!row || !other) return draft;
  return { ...draft, rows: draft.rows.with(at, other).with(at + step, row) };
}

/** A new field behind those of lower tags and of its own. */
export function withField(draft: Draft, field: FieldLine): Draft {
  const at = draft.rows.findLastIndex(({ tag }) => tag <= field.tag) + 1;
  return { ...draft, rows: draft.rows.toSpliced(at, 0, { ...field, key: draft.next }), next: draft.next + 1 };
}

/** As it is typed: one subfield says something else. */
export const withSubfield = (row: Row, at: number, value: string): Row => ({
  ...row,
  subfields: (row.subfields ?? []).map((one, n) => (n === at ? { ...one, value } : one)),
});

export const withoutSubfield = (row: Row, at: number): Row => ({
  ...row,
  subfields: (row.subfields ?? []).toSpliced(at, 1),
});

/** What stands in these places of a text in code, which is as long as it has to be. */
export function coded(text: string, length: number, { at, value }: { at: number; value: string }): string {
  const whole = text.padEnd(length).slice(0, length);
  return whole.slice(0, at) + value + whole.slice(at + value.length);
}
