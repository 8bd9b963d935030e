/** Content-addressed storage: a file's name is the SHA-256 of its bytes, so equal files are one and none can change. */
import type { Readable } from "node:stream";

export interface Stored {
  /** Lower-case hexadecimal. */
  sha256: string;
  bytes: number;
}

/** Half-open range of bytes [from, to); without `to` up to the end. */
export interface ByteRange {
  from: number;
  to?: number;
}

export interface PutOptions {
  /** Refuses with `StorageFault` "other-content" unless the bytes have this hash; nothing is kept then. */
  sha256?: string;
  /** Stops the writing; nothing is kept then. */
  signal?: AbortSignal;
}

export interface Storage {
  /** Stores all or nothing, in bounded memory. What is there already is not written again. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, options?: PutOptions): Promise<Stored>;
  /** The bytes, or a range of them. Faults: "missing", "bad-range". */
  open(sha256: string, range?: ByteRange): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** Null when it is not there. */
  stat(sha256: string): Promise<Stored | null>;
  /** Afterwards it is gone, whether it was there or not. */
  remove(sha256: string): Promise<void>;
}

export type StorageFaultId = "missing" | "other-content" | "bad-range" | "bad-name";

/** The storage cannot do what was asked for; anything else thrown is the disk's or the network's own error. */
export class StorageFault extends Error {
  readonly id: StorageFaultId;
  constructor(id: StorageFaultId, message: string) {
    super(message);
    this.name = "StorageFault";
    this.id = id;
  }
}

/** For `open(…).catch`: null where there is no such file; a disk or network that is away is none of that. */
export function nullWhenMissing(error: unknown): null {
  if (error instanceof StorageFault && error.id === "missing") return null;
  throw error;
}

/** The name itself, or a fault: no other text may become a path or a key. */
export function checkedName(sha256: string): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new StorageFault(
    "bad-name",
    `"${sha256.slice(0, 80)}" is not a SHA-256 in 64 lower-case hexadecimal digits`,
  );
}

/** First and last byte of a range in a file of this size; null for the empty range. Faults: "bad-range". */
export function spanOf(range: ByteRange, bytes: number): { first: number; last: number } | null {
  const { from, to = bytes } = range;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= bytes)) {
    throw new StorageFault("bad-range", `bytes ${from} to ${to} do not lie in a file of ${bytes}`);
  }
  return from === to ? null : { first: from, last: to - 1 };
}

/** Compares what came with what was promised. Faults: "other-content". */
export function checkContent(got: string, promised: string | undefined): void {
  if (promised !== undefined && got !== promised) {
    throw new StorageFault("other-content", `the bytes have SHA-256 ${got}, not ${promised}`);
  }
}

export function missing(sha256: string): StorageFault {
  return new StorageFault("missing", `nothing is stored under ${sha256}`);
}
