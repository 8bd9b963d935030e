/** What reading gives, whatever the format: records, and what is not among them. */
import type { Charset } from "./decode.ts";
import type { Finding } from "./finding.ts";
import type { Flavour } from "./flavour.ts";
import type { MarcRecord } from "./record.ts";

export interface NotARecord {
  /** A record that cannot be taken, with the reason last among its findings; or what is none: terminators alone, and what stands behind the last. */
  kind: "refused" | "noise";
  /** In the file, from 1; what is no record is not counted. */
  number: number;
  /** Offset in the file, from 0. */
  byte: number;
  /** Byte for byte as it came; of one that is too long only the beginning. */
  source: Uint8Array;
  findings: readonly Finding[];
}

export type Read = MarcRecord | NotARecord;

export interface ReadOptions {
  /** Null: found out for each record. */
  flavour?: Flavour | null;
  /** What the sender says all records are in; null: found out for each. */
  charset?: Charset | null;
  /** Records pass by: those of ISO 2709 are good until the next are asked for, and then their memory is used again. */
  passing?: boolean;
}

/** Far more than the 99,999 bytes a leader can tell. A file in which no record ends must not fill the memory. */
export const mostBytes = 8 * 1024 * 1024;

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** As they are read: some at a time. */
export type Records = AsyncIterable<readonly MarcRecord[]> | Iterable<readonly MarcRecord[]>;

/** The records alone; what is none goes to `other`. */
export async function* recordsOf(
  reads: AsyncIterable<readonly Read[]>,
  other: (read: NotARecord) => void,
): AsyncGenerator<MarcRecord[], void, undefined> {
  for await (const some of reads)
    yield some.filter((read) => {
      if (read.kind !== "record") other(read);
      return read.kind === "record";
    });
}
