/** What is told about a file of records: nothing is mended, left out or refused in silence. */

/** What became of the place: it stands as it came, was read another way, is not in the record, or the record is not taken. */
export type Done = "kept" | "repaired" | "left-out" | "refused";

export type FindingId =
  | "marc.line-between"
  | "marc.bytes-between"
  | "marc.record-cut"
  | "marc.record-too-long"
  | "marc.record-end-inside"
  | "marc.record-empty"
  | "marc.leader-length"
  | "marc.leader-base"
  | "marc.leader-counts"
  | "marc.leader-bytes"
  | "marc.leader-hyphens"
  | "marc.directory-end"
  | "marc.directory-length"
  | "marc.directory-entries"
  | "marc.directory-unreadable"
  | "marc.tag"
  | "marc.bytes-of-no-field"
  | "marc.field-end-missing"
  | "marc.field-end-inside"
  | "marc.field-empty"
  | "marc.control-subfields"
  | "marc.indicators-missing"
  | "marc.indicator"
  | "marc.text-before-subfield"
  | "marc.subfield-code"
  | "marc.control-character"
  | "marc.charset-declared"
  | "marc.charset-unclear"
  | "marc.charset-unknown"
  | "marc.text-bytes"
  | "marc.xml"
  | "marc.xml-part"
  | "marc.json"
  | "marc.json-part"
  | "marc.json-key-twice"
  | "marc.link"
  | "marc.written-too-long"
  | "marc.written-character"
  | "marc.more";

export interface Finding {
  id: FindingId;
  /** Place of the record in the file, from 1. What stands between two belongs to the second. */
  record: number;
  /** The tag, or null where it is about the whole record. */
  field: string | null;
  /** Offset in the file, from 0. */
  byte: number;
  done: Done;
  data?: Record<string, string | number>;
}

/** One that has a place in the bytes, and not yet in the file. */
export interface Told {
  id: FindingId;
  at: number;
  done: Done;
  field?: string | null;
  data?: Finding["data"];
}

/** A record has so many at most; one more then says how many there were. A megabyte of noise must not become a gigabyte of words. */
const most = 100;

/** The findings of one record, as they are made. */
export class Findings {
  readonly list: Finding[];
  readonly record: number;
  readonly #byteOf: (at: number) => number;
  #more = 0;

  /** `byteOf`: the offset in the file of an index in the bytes that are looked at. */
  constructor(record: number, byteOf: (at: number) => number, before: readonly Finding[] = []) {
    this.record = record;
    this.#byteOf = byteOf;
    this.list = [...before];
  }

  add(id: FindingId, at: number, { done, field = null, data }: Omit<Told, "id" | "at">): void {
    // What refuses the record is always told.
    if (this.list.length >= most && done !== "refused") {
      this.#more += 1;
      const last = this.list.at(-1);
      if (last?.id === "marc.more") last.data = { count: this.#more };
      else
        this.#push({
          id: "marc.more",
          field: null,
          byte: this.#byteOf(at),
          done: "kept",
          data: { count: 1 },
        });
    } else this.#push({ id, field, byte: this.#byteOf(at), done, ...(data && { data }) });
  }

  /** Where the last finding is of bytes that end here, they become more of them; else answers no. */
  grow(id: FindingId, at: number, count: number): boolean {
    const last = this.list.at(-1);
    const before = Number(last?.data?.count ?? 0);
    if (last?.id !== id || last.byte + before !== this.#byteOf(at)) return false;
    last.data = { count: before + count };
    return true;
  }

  #push(finding: Omit<Finding, "record">): void {
    this.list.push({ ...finding, record: this.record });
  }
}
