/** A record over the bytes it came in: where its fields stand is known and checked, text is made only of what somebody reads. */
import { latin, packedTag } from "./bytes.ts";
import type { Charset } from "./decode.ts";
import { Field } from "./field.ts";
import type { Finding } from "./finding.ts";
import { type Flavour, flavourOf } from "./flavour.ts";
import { type Place, width } from "./place.ts";

/** What reading found of a record. Most records have one in common. */
export interface Nature {
  charset: Charset;
  /** Every field has the form the standard wants. */
  isRegular: boolean;
  /** Every byte of text is good UTF-8 and may be taken over as such. */
  isUtf8: boolean;
  /** The bytes are ISO 2709 in which leader and directory are right. */
  isSound: boolean;
  findings: readonly Finding[];
}

export const isUnicode = (charset: Charset) => charset === "ascii" || charset === "utf-8";

const soundNatures = new Map<Charset, Nature>();

/** Of a record against which there is nothing. */
export function soundNature(charset: Charset): Nature {
  let nature = soundNatures.get(charset);
  if (!nature) {
    nature = { charset, isRegular: true, isUtf8: isUnicode(charset), isSound: true, findings: [] };
    soundNatures.set(charset, nature);
  }
  return nature;
}

export class MarcRecord {
  readonly kind = "record";
  readonly place: Place;
  readonly nature: Nature;
  readonly #source: Uint8Array | null;
  #flavour: Flavour | null;

  /** `source`: the bytes it was read from, where these are others than those of the place. */
  constructor(place: Place, nature: Nature, flavour: Flavour | null, source: Uint8Array | null = null) {
    this.place = place;
    this.nature = nature;
    this.#flavour = flavour;
    this.#source = source;
  }

  /** In the file, from 1. */
  get number(): number {
    return this.place.number;
  }

  /** Offset in the file, from 0. */
  get byte(): number {
    return this.place.byte;
  }

  /** The record byte for byte as it came. */
  get source(): Uint8Array {
    return this.#source ?? this.place.bytes.subarray(this.place.start, this.place.end);
  }

  /** 24 characters; where hyphens stand for blanks, the blanks. */
  get leader(): string {
    return latin(this.place.bytes, this.place.start, this.place.start + 24).replaceAll("-", " ");
  }

  get flavour(): Flavour {
    this.#flavour ??= flavourOf(this.place);
    return this.#flavour;
  }

  get charset(): Charset {
    return this.nature.charset;
  }

  get findings(): readonly Finding[] {
    return this.nature.findings;
  }

  /** Fields in the order of the directory; of one tag, where it is given. */
  *fields(tag?: string): Generator<Field, void, undefined> {
    const wanted = tag === undefined ? -1 : packedTag(tag);
    const { index, indexAt, count } = this.place;
    for (let at = indexAt; at < indexAt + width * count; at += width)
      if (wanted < 0 || index[at] === wanted) yield new Field(this, at);
  }

  /** The first subfield of that tag and code, or the value of a control field. */
  text(tag: string, code?: string): string | null {
    for (const field of this.fields(tag)) {
      const text = code === undefined ? field.value : field.get(code);
      if (text !== null) return text;
    }
    return null;
  }
}
