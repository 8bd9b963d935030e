/** Reads MARC-in-JSON from a stream: an array of records, one on each line, or one behind the other. */
import { duplicateKey, TooDeep } from "#libs/json";
import type { Finding, Told } from "./finding.ts";
import { JsonCutter, type Piece } from "./json-cut.ts";
import { type FieldParts, makeRecord } from "./make.ts";
import { type Chunks, mostBytes, type NotARecord, type Read, type ReadOptions } from "./read.ts";

/** Records and what is none, as the chunks come. */
export async function* readMarcJson(
  chunks: Chunks,
  options: ReadOptions = {},
): AsyncGenerator<Read[], void, undefined> {
  const cutter = new JsonCutter(mostBytes);
  let number = 0;
  const read = (piece: Piece) => {
    if (piece.kind !== "noise") number += 1;
    return readPiece(piece, number, options);
  };
  for await (const chunk of chunks) yield cutter.push(chunk).map(read);
  yield cutter.end().map(read);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function readPiece({ kind, byte, bytes }: Piece, number: number, { flavour = null }: ReadOptions): Read {
  const notTaken = (id: Finding["id"], data?: Finding["data"]): NotARecord => ({
    kind: "refused",
    number,
    byte,
    source: bytes,
    findings: [{ id, record: number, field: null, byte, done: "refused", ...(data && { data }) }],
  });
  if (kind === "too-long") return notTaken("marc.record-too-long");
  if (kind === "noise") {
    const data = { count: bytes.length };
    const finding: Finding = {
      id: "marc.bytes-between",
      record: number + 1,
      field: null,
      byte,
      done: "left-out",
      data,
    };
    return { kind, number, byte, source: bytes, findings: [finding] };
  }
  const text = decoder.decode(bytes);
  const value = parsed(text);
  if (value instanceof Error) return notTaken("marc.json", { why: value.message.slice(0, 200) });
  const told: Told[] = [];
  const tell = (id: Finding["id"], data?: Finding["data"]) =>
    told.push({ id, at: byte, done: id === "marc.text-bytes" ? "kept" : "left-out", ...(data && { data }) });
  if (text.includes("\ufffd")) tell("marc.text-bytes");
  // JSON.parse keeps the last of two and says nothing.
  const twice = keyTwice(text);
  if (twice !== null) return notTaken("marc.json-key-twice", { at: twice });
  const { leader, fields, ...others } = value;
  if (!Array.isArray(fields)) return notTaken("marc.json", { why: "no fields" });
  for (const name of Object.keys(others)) tell("marc.json-part", { at: `/${name}`.slice(0, 100) });
  const parts = fields.flatMap((field: unknown, n) =>
    Object.entries(Object(field)).flatMap(([tag, content]) => {
      const part = fieldOf(tag, content);
      if (part === null) tell("marc.json-part", { at: `/fields/${n}/${tag}`.slice(0, 100) });
      return part ?? [];
    }),
  );
  if (parts.length === 0) return notTaken("marc.record-empty");
  return makeRecord(
    { leader: typeof leader === "string" ? leader : "", fields: parts },
    { number, byte, source: bytes, flavour, places: [], told, byteOf: () => byte },
  );
}

function parsed(text: string): Record<string, unknown> | Error {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function keyTwice(text: string): string | null {
  try {
    return duplicateKey(text);
  } catch (error) {
    if (error instanceof TooDeep) return "";
    throw error;
  }
}

/** Null: it has not the form of a field, of either kind. */
function fieldOf(tag: string, content: unknown): FieldParts | null {
  if (typeof content === "string") return { tag, value: content };
  const { ind1 = " ", ind2 = " ", subfields } = Object(content);
  if (typeof ind1 !== "string" || typeof ind2 !== "string" || !Array.isArray(subfields)) return null;
  const pairs = subfields.flatMap((one) => Object.entries(Object(one)));
  if (pairs.some(([, value]) => typeof value !== "string")) return null;
  return {
    tag,
    indicators: [ind1, ind2],
    subfields: pairs.map(([code, value]) => ({ code, value: String(value) })),
  };
}
