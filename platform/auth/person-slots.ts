/** What every module that knows persons must answer for them. Here, because modules before `people` hold data too. */
import type { Temporal } from "temporal-polyfill";
import { slot } from "../slots/index.ts";
import type { Grant } from "./actor.ts";

export interface Person {
  account: string;
  subject: string;
}

/** One section of the file a person gets about themself. */
export interface PersonSection {
  module: string;
  title: string;
  rows: Record<string, unknown>[];
  /** By column whose values are words of ours, the prefix of their texts: `{ state: "claim.state" }`. */
  words?: Record<string, string>;
}

/** Two accounts that turned out to be one person: `from` ends, `into` stays. */
export interface Joining {
  from: Person;
  into: Person;
}

/** What a module moved from the one to the other. */
export interface Moved {
  module: string;
  /** Message key of what it is. */
  what: string;
  rows: number;
  /** What both had, one sentence each: what it is, and which stays by which rule. */
  settled: { text: string; values: Record<string, string | number | Temporal.Instant> }[];
}

export const personExport = slot<Person, PersonSection>("person.export");
/** Removes what names the person and answers how many rows were removed or loosened. */
export const personErase = slot<Person, { module: string; rows: number }>("person.erase");

/** One thing that is kept about people: why, on what ground, how long, and who sees it. */
export interface PersonalField {
  /** Names it in messages: `field.<id>` and `field.<id>.why`. */
  id: string;
  /** The ground, as in `privacy.basis.<basis>`. */
  basis: string;
  /** How long, as in `privacy.kept.<kept>`. */
  kept: string;
  /** Who sees it, each as in `privacy.seen.<viewer>`. */
  seenBy: readonly string[];
  /** `schema.table.column`. A table that tells of people is named with all its columns. */
  columns: readonly string[];
}

/** The register of personal data: every module names what it keeps. main/privacy.test.ts compares it with all tables. */
export const personalFields = slot<object, PersonalField>("person.fields");

/** A member of staff who leaves, with the roles held until then. */
export interface LeavingPerson extends Person {
  grants: readonly Grant[];
}

/** One thing they have in hand, for whoever takes over. */
export interface LeavingLine {
  /** Names the thing for good: `event 0198…`. */
  ref: string;
  /** Message key of the sentence and its values. */
  key: string;
  values: Record<string, string | number | Temporal.Instant | Temporal.PlainDate>;
  /** Its page at the desk. */
  href: string | null;
}

/** What somebody who leaves has in hand: drafts, occasions, closures. */
export const staffLeaving = slot<LeavingPerson, LeavingLine>("staff.leaving");
/**
 * Moves everything a module keeps under the subject key or account that ends to the one that stays, and settles what both
 * have. What would move is shown beforehand by doing it and undoing it: a fill writes through `ctx.db` and nowhere else.
 */
export const personMerge = slot<Joining, Moved>("person.merge");
