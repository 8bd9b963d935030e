/** Ids that the city gave to what the plain data calls by keys. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";

export interface Keys {
  organisations: Map<string, { id: string; path: string }>;
  places: Map<string, string>;
  spaces: Map<string, string>;
  residents: Map<string, { account: string; subject: string }>;
  staff: Map<string, { account: string; grants: readonly { role: string; organisation: string }[] }>;
  series: Map<string, string>;
  events: Map<string, string>;
  /** Offers by the key of their session. */
  offers: Map<string, string>;
}

export const noKeys = (): Keys => ({
  organisations: new Map(),
  places: new Map(),
  spaces: new Map(),
  residents: new Map(),
  staff: new Map(),
  series: new Map(),
  events: new Map(),
  offers: new Map(),
});

/** The id behind a key; a key nobody made is a mistake of the data. */
export function idOf<T>(known: Map<string, T>, key: string): T {
  const id = known.get(key);
  if (id === undefined) throw new Error(`the demo data names "${key}", which does not exist`);
  return id;
}

/** The same context at another moment, so that history has its own dates. */
export function at<C extends Ctx>(ctx: C, instant: string): C {
  const moment = Temporal.Instant.from(instant);
  return { ...ctx, clock: () => moment };
}
