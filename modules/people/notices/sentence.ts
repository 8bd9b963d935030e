/** The sentences of notices in a reader's language, with the names that persons have at this moment. */
import type { Text } from "#libs/texts";
import type { Db } from "#platform/db";
import { namesOfSubjects } from "../account/account.ts";
import { personsIn, readValues, type StoredValues } from "./values.ts";

export interface Sayable {
  key: string;
  data: StoredValues;
}

/** What writes the sentences of these notices: one question to the database for all the persons they name. */
export async function sentencesOf(
  db: Db,
  notices: readonly Sayable[],
): Promise<(notice: Sayable, text: Text) => string> {
  const subjects = notices.flatMap(({ data }) => personsIn(data));
  const names = subjects.length > 0 ? await namesOfSubjects(db, subjects) : new Map<string, string>();
  return ({ key, data }, text) =>
    text(
      key,
      readValues(data, (subject) => names.get(subject) ?? text("notice.somebody")),
    );
}
