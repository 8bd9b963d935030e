/** What every module that knows persons must answer for them. Here, because modules before `people` hold data too. */
import { slot } from "../slots/index.ts";

export interface Person {
  account: string;
  subject: string;
}

/** One section of the file a person gets about themself. */
export interface PersonSection {
  module: string;
  title: string;
  rows: Record<string, unknown>[];
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
