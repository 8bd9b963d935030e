/** Values of a notice's sentence as they are stored, so that days and moments are written in the reader's language. */
import { Temporal } from "temporal-polyfill";

/** A person by subject key. No notice keeps a name: it is looked up when the notice is read, and gone when the person is erased. */
export interface Named {
  person: string;
}

export type NoticeValue = string | number | Temporal.Instant | Temporal.PlainDate | Named;
export type NoticeValues = Record<string, NoticeValue>;
export type StoredValues = Record<string, string | number | { at: string } | { day: string } | Named>;

export function storedValues(values: NoticeValues): StoredValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, stored(value)]));
}

/** Subject keys of everybody the values name. */
export function personsIn(values: StoredValues): string[] {
  return Object.values(values).flatMap((value) =>
    typeof value === "object" && "person" in value ? [value.person] : [],
  );
}

/** The values as a sentence takes them; persons by what `nameOf` calls them. */
export function readValues(
  values: StoredValues,
  nameOf: (subject: string) => string,
): Record<string, Exclude<NoticeValue, Named>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value, nameOf)]));
}

function stored(value: NoticeValue): StoredValues[string] {
  if (typeof value === "string" || typeof value === "number") return value;
  if ("person" in value) return { person: value.person };
  return value instanceof Temporal.Instant ? { at: value.toString() } : { day: value.toString() };
}

function read(value: StoredValues[string], nameOf: (subject: string) => string): Exclude<NoticeValue, Named> {
  if (typeof value === "string" || typeof value === "number") return value;
  if ("person" in value) return nameOf(value.person);
  return "at" in value ? Temporal.Instant.from(value.at) : Temporal.PlainDate.from(value.day);
}
