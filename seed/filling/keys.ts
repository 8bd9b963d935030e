/** Ids that the city gave to what the plain data calls by keys. */
import { Temporal } from "temporal-polyfill";
import { actorFor } from "#people/filling";
import type { Actor } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import type { DemoCity } from "../demo/types.ts";

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
  /** Resources that can be reserved. */
  rooms: Map<string, string>;
  /** Offers of classes by the key of their course. */
  classes: Map<string, string>;
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
  rooms: new Map(),
  classes: new Map(),
});

/** The id behind a key; a key nobody made is a mistake of the data. */
export function idOf<T>(known: Map<string, T>, key: string): T {
  const id = known.get(key);
  if (id === undefined) throw new Error(`the demo data names "${key}", which does not exist`);
  return id;
}

/** Who a key is, as themself. */
export async function actorOf(ctx: Ctx, keys: Keys, key: string): Promise<Actor> {
  const { account } = keys.staff.get(key) ?? idOf(keys.residents, key);
  const found = await actorFor(ctx, { account, actingFor: null });
  if (!found) throw new Error(`${key} of the demo cannot act`);
  return found;
}

/** Adults for themselves, children by a guardian. */
export async function peopleOf(
  ctx: Ctx,
  city: DemoCity,
  keys: Keys,
): Promise<{ adults: Actor[]; children: Actor[] }> {
  const guardianOf = new Map(
    city.relations.filter(({ kind }) => kind === "guardian").map(({ ward, agent }) => [ward, agent]),
  );
  const people = { adults: [] as Actor[], children: [] as Actor[] };
  for (const { key } of city.residents) {
    const own = keys.residents.get(key);
    const guardian = guardianOf.get(key);
    const agent = guardian ? keys.residents.get(guardian) : undefined;
    if (!own || (guardian && !agent)) continue;
    const actor = await actorFor(ctx, {
      account: agent?.account ?? own.account,
      actingFor: agent ? own.account : null,
    });
    if (actor) people[agent ? "children" : "adults"].push(actor);
  }
  return people;
}

/** The same context at another moment, so that history has its own dates. */
export function at<C extends Ctx>(ctx: C, instant: string): C {
  const moment = Temporal.Instant.from(instant);
  return { ...ctx, clock: () => moment };
}
