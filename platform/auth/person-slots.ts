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
