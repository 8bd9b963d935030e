/** Values of a notice's sentence as they are stored, so that days and moments are written in the reader's language. */
import { Temporal } from "temporal-polyfill";

export type NoticeValue = string | number | Temporal.Instant | Temporal.PlainDate;
export type NoticeValues = Record<string, NoticeValue>;
export type StoredValues = Record<string, string | number | { at: string } | { day: string }>;

export function storedValues(values: NoticeValues): StoredValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, stored(value)]));
}

export function readValues(values: StoredValues): NoticeValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value)]));
}

function stored(value: NoticeValue): StoredValues[string] {
  if (typeof value === "string" || typeof value === "number") return value;
  return value instanceof Temporal.Instant ? { at: value.toString() } : { day: value.toString() };
}

function read(value: StoredValues[string]): NoticeValue {
  if (typeof value === "string" || typeof value === "number") return value;
  return "at" in value ? Temporal.Instant.from(value.at) : Temporal.PlainDate.from(value.day);
}
