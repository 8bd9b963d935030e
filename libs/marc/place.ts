/** Where a record stands, and where its fields do. */
import type { Source } from "./bytes.ts";

/** Three numbers a field in the index: tag, where it begins, where its terminator stands. */
export const width = 3;

export interface Place extends Source {
  /** In the file, from 1. */
  number: number;
  /** Of the first byte in the file, from 0. */
  byte: number;
  /** Of the leader in `bytes`. */
  start: number;
  /** Behind the record in `bytes`. */
  end: number;
  index: Int32Array;
  /** Where the record's part of the index begins. */
  indexAt: number;
  count: number;
}
