/** What came of asking one catalogue: records, and what went wrong, which may be both. */
import type { Read } from "#libs/marc";
import type { Target } from "./target.ts";

export interface Answered {
  target: Target;
  /** How many it has; null where it did not say. */
  found: number | null;
  records: FoundRecord[];
  troubles: Trouble[];
}

export interface FoundRecord {
  /** Among those found there, from 1. */
  position: number;
  /** Read from what was sent: a record, or why it is none. */
  read: Read;
}

export interface Trouble {
  /**
   * `unreachable`: no connection, or it broke off. `late`: no answer in the time given. `too-long`: more bytes than are read. `refused`: it
   * does not let us in. `not-understood`: what it sent is not of its protocol. `diagnostic`: it says itself what is wrong. `no-marc`: a
   * record in a form that is none of ours.
   */
  id: "unreachable" | "late" | "too-long" | "refused" | "not-understood" | "diagnostic" | "no-marc";
  /** In English, for who has to find out. */
  detail: string;
  /** Of the record it is about. */
  position?: number;
}

/** Thrown where nothing more can come. */
export class NoAnswer extends Error {
  readonly trouble: Trouble;

  constructor(id: Trouble["id"], detail: string) {
    super(`${id}: ${detail}`);
    this.trouble = { id, detail };
  }
}

/** Time and bytes that one catalogue has for everything it is asked. */
export interface Limits {
  ms: number;
  bytes: number;
}

/** Node's code for what went wrong with a connection, e.g. ECONNREFUSED. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no connection";
}
