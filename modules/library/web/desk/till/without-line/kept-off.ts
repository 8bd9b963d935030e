/** What a till keeps in this browser for when its line is gone: what it may know ahead, and what it did until the city has it. */
import type { AnswerOf, InputOf } from "#contract";
import { done, drawersOf } from "#web/drawers.ts";
import type { prepareOffline, sendOffline } from "../../../../circulation/offline/contract.ts";

type SentStep = InputOf<typeof sendOffline>["body"]["steps"][number];

export interface Known {
  /** Of this browser. */
  device: string;
  ahead: AnswerOf<typeof prepareOffline>;
  /** Seconds by which the city's clock is ahead, and when it was last heard, by the city's clock. */
  clockAhead: number;
  onlineAt: string;
}

export type KeptOff = SentStep & {
  placeId: string;
  /** In the order in which they were done, whatever the clock says. */
  order: number;
};

const [state, steps] = ["state", "steps"] as const;
const within = drawersOf("wenmai-till-off", (db) => {
  db.createObjectStore(state);
  db.createObjectStore(steps, { keyPath: "id" });
});

export const readKnown = (): Promise<Known | undefined> =>
  within([state], "readonly", (tx) => done<Known | undefined>(tx.objectStore(state).get("now")));

export async function keepKnown(known: Known): Promise<void> {
  await within([state], "readwrite", (tx) => done(tx.objectStore(state).put(known, "now")));
}

/** Whose card lies on the table. */
export interface StandingOff {
  card: string | null;
  at: number;
}

export const readStanding = (): Promise<StandingOff | undefined> =>
  within([state], "readonly", (tx) => done<StandingOff | undefined>(tx.objectStore(state).get("standing")));

export async function keepStandingOff(standing: StandingOff): Promise<void> {
  await within([state], "readwrite", (tx) => done(tx.objectStore(state).put(standing, "standing")));
}

/** In the order in which they were done. */
export async function readOff(): Promise<KeptOff[]> {
  const all = await within([steps], "readonly", (tx) => done<KeptOff[]>(tx.objectStore(steps).getAll()));
  return all.sort((a, b) => a.order - b.order);
}

/**
 * Written down before anybody is told that it is done, with its number. This browser counts on for ever: what it sent before, and what another of its
 * pages did, came before. `after`: what this page counted last, should the browser keep nothing.
 */
export async function keepOff(step: Omit<KeptOff, "order">, after: number): Promise<number> {
  return within([state, steps], "readwrite", async (tx) => {
    const counted = await done<number | undefined>(tx.objectStore(state).get("order"));
    const order = Math.max(counted ?? 0, after) + 1;
    await done(tx.objectStore(state).put(order, "order"));
    await done(tx.objectStore(steps).put({ ...step, order }));
    return order;
  });
}

export async function dropOff(ids: readonly string[]): Promise<void> {
  await within([steps], "readwrite", async (tx) => {
    await Promise.all(ids.map((id) => done(tx.objectStore(steps).delete(id))));
  });
}
