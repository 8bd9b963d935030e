/** On which days services run, as sets of bits over the days of the feed. Services with the same days are one. */
import { TransitFault } from "../fault.ts";
import type { Service } from "../gtfs/feed.ts";
import { weekdayOf } from "../gtfs/values.ts";

export interface ServiceDays {
  /** Number of the first day that any service has. */
  firstDay: number;
  days: number;
  /** Words of 32 days a set. */
  words: number;
  bits: Uint32Array;
  /** Which set each service has. */
  setOf: Int32Array;
}

/** Refuses services that never run: a timetable without a day answers nothing. */
export function serviceDays(services: readonly Service[]): ServiceDays {
  const each = services.map(daysOf);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const days of each)
    for (const day of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  if (first > last) throw new TransitFault("transit.no-service");
  const days = last - first + 1;
  const words = Math.ceil(days / 32);
  const sets = new Map<string, number>();
  const setOf = new Int32Array(services.length);
  const bits: number[] = [];
  for (const [n, service] of each.entries()) {
    const own = new Uint32Array(words);
    for (const day of service)
      own[(day - first) >> 5] = (own[(day - first) >> 5] ?? 0) | (1 << ((day - first) & 31));
    const key = own.join();
    const set = sets.get(key) ?? sets.size;
    if (!sets.has(key)) bits.push(...own);
    sets.set(key, set);
    setOf[n] = set;
  }
  return { firstDay: first, days, words, bits: Uint32Array.from(bits), setOf };
}

function daysOf({ weekdays, first, last, added, removed }: Service): Set<number> {
  const days = new Set(added);
  const off = new Set(removed);
  for (let day = first; day <= last; day++)
    if ((weekdays >> weekdayOf(day)) & 1 && !off.has(day)) days.add(day);
  return days;
}

/** Whether two sets have a day in common. */
export function meet({ bits, words }: ServiceDays, a: number, b: number): boolean {
  for (let word = 0; word < words; word++)
    if (((bits[a * words + word] ?? 0) & (bits[b * words + word] ?? 0)) !== 0) return true;
  return false;
}
