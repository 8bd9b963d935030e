/** Reads MARCXML from a stream: a record that is not well-formed is refused by itself, with its place. */
import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { Finding, Told } from "./finding.ts";
import { type FieldParts, makeRecord } from "./make.ts";
import { type Chunks, mostBytes, type NotARecord, type Read, type ReadOptions } from "./read.ts";
import { type Piece, XmlCutter } from "./xml-cut.ts";
import { inUtf8 } from "./xml-text.ts";

/**
 * Records and what is none, as the chunks come. Elements go by their local names, whatever their namespace: MARC 21 slim, MarcXchange, and
 * what others made up. Offsets are those of the text in UTF-8.
 */
export async function* readMarcXml(
  chunks: Chunks,
  options: ReadOptions = {},
): AsyncGenerator<Read[], void, undefined> {
  const cutter = new XmlCutter(mostBytes);
  let number = 0;
  const read = (piece: Piece) => readPiece(piece, ++number, options);
  for await (const chunk of inUtf8(chunks)) yield cutter.push(chunk).map(read);
  yield cutter.end().map(read);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const bytesIn = (text: string) => encoder.encode(text).length;

function readPiece(piece: Piece, number: number, { flavour = null }: ReadOptions): Read {
  const { byte, bytes } = piece;
  const notTaken = (id: Finding["id"], at: number, data?: Finding["data"]): NotARecord => ({
    kind: "refused",
    number,
    byte,
    source: bytes,
    findings: [{ id, record: number, field: null, byte: at, done: "refused", ...(data && { data }) }],
  });
  if (piece.kind === "too-long") return notTaken("marc.record-too-long", byte);
  if (piece.kind === "lost")
    return notTaken("marc.xml", byte, { why: "fields outside a whole record element" });
  const text = decoder.decode(bytes);
  const element = new RecordElement(text);
  const fault = element.read();
  if (fault) return notTaken("marc.xml", byte + bytesIn(text.slice(0, fault.at)), { why: fault.why });
  const { leader, fields, places, told } = element;
  if (fields.length === 0) return notTaken("marc.record-empty", byte);
  const byteOf = (at: number) => byte + bytesIn(text.slice(0, at));
  return makeRecord(
    { leader: leader ?? "", fields },
    { number, byte, source: bytes, flavour, places, told, byteOf },
  );
}

/** The parser would go on, and tell of every character. */
class Malformed extends Error {}

/** One record element, walked through. Places are indexes in its text. */
class RecordElement {
  leader: string | null = null;
  readonly fields: FieldParts[] = [];
  /** Of each field. */
  readonly places: number[] = [];
  readonly told: Told[] = [];
  readonly #text: string;
  readonly #parser = new SaxesParser();
  /** Of the elements that are open. */
  readonly #names: string[] = [];
  #value = "";

  constructor(text: string) {
    this.#text = text;
  }

  /** Answers why it is not well-formed, or null. */
  read(): { at: number; why: string } | null {
    const parser = this.#parser;
    parser.on("error", ({ message }) => {
      throw new Malformed(message.slice(0, 200));
    });
    parser.on("opentag", (tag) => this.#begin(tag));
    parser.on("text", (text) => this.#add(text));
    parser.on("cdata", (text) => this.#add(text));
    parser.on("closetag", (tag) => this.#finish(tag));
    try {
      parser.write(this.#text).close();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return { at: Math.min(parser.position, this.#text.length), why: error.message };
    }
    if (this.#text.includes("\ufffd"))
      this.told.push({ id: "marc.text-bytes", at: this.#text.indexOf("\ufffd"), done: "kept" });
    return null;
  }

  #begin({ name, attributes }: SaxesTagPlain): void {
    const at = this.#text.lastIndexOf("<", this.#parser.position - 1);
    const local = localName(name);
    const within = this.#names.at(-1);
    this.#names.push(local);
    this.#value = "";
    const { tag = "", ind1 = " ", ind2 = " " } = attributes;
    if (local === "controlfield" && within === "record") {
      this.places.push(at);
      this.fields.push({ tag, value: "" });
    } else if (local === "datafield" && within === "record") {
      this.places.push(at);
      this.fields.push({ tag, indicators: [ind1, ind2], subfields: [] });
      if (!attributes.ind1 || !attributes.ind2)
        this.told.push({ id: "marc.indicators-missing", at, field: tag, done: "repaired" });
    } else if (
      !(local === "leader" && within === "record") &&
      !(local === "subfield" && within === "datafield") &&
      within
    )
      this.told.push({ id: "marc.xml-part", at, done: "left-out", data: { element: name.slice(0, 100) } });
  }

  #add(text: string): void {
    const within = this.#names.at(-1);
    if (within === "leader" || within === "controlfield" || within === "subfield") this.#value += text;
    else if (text.trim() !== "")
      this.told.push({
        id: "marc.xml-part",
        // What ended the text has been read too.
        at: Math.max(0, this.#parser.position - 1 - text.length),
        done: "left-out",
        data: { text: text.trim().slice(0, 100) },
      });
  }

  #finish({ name, attributes }: SaxesTagPlain): void {
    const local = localName(name);
    this.#names.pop();
    const within = this.#names.at(-1);
    const field = this.fields.at(-1);
    if (local === "leader" && within === "record") this.leader = this.#value;
    else if (local === "controlfield" && field && "value" in field) field.value = this.#value;
    else if (local === "subfield" && within === "datafield" && field && "subfields" in field)
      field.subfields.push({ code: attributes.code ?? "?", value: this.#value });
    this.#value = "";
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
