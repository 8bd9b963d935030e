/** What was done at a till of this browser and the city does not have yet, and who stands there meanwhile. */
import { done, drawersOf } from "#web/drawers.ts";
import type { Found, Mode, Step, UndoScan } from "./steps.ts";

export interface KeptStep {
  id: string;
  placeId: string;
  step: Step | UndoScan;
  found: Found | null;
  /** Milliseconds, finer than one: the order in which they were done. */
  at: number;
}

export interface Standing {
  placeId: string;
  subject: string | null;
  agent?: string | null;
  mode: Mode;
  at: number;
}

const steps = "steps";
const standings = "standings";
const within = drawersOf("wenmai-till", (db) => {
  db.createObjectStore(steps, { keyPath: "id" });
  db.createObjectStore(standings, { keyPath: "placeId" });
});

/** In the order in which they were done. */
export async function keptSteps(placeId: string): Promise<KeptStep[]> {
  const all = await within([steps], "readonly", (tx) => done<KeptStep[]>(tx.objectStore(steps).getAll()));
  return all.filter((one) => one.placeId === placeId).sort((a, b) => a.at - b.at);
}

export async function keepStep(one: KeptStep): Promise<void> {
  await within([steps], "readwrite", (tx) => done(tx.objectStore(steps).put(one)));
}

export async function dropSteps(some: readonly KeptStep[]): Promise<void> {
  await within([steps], "readwrite", async (tx) => {
    await Promise.all(some.map(({ id }) => done(tx.objectStore(steps).delete(id))));
  });
}

export function keptStanding(placeId: string): Promise<Standing | undefined> {
  return within([standings], "readonly", (tx) =>
    done<Standing | undefined>(tx.objectStore(standings).get(placeId)),
  );
}

export async function keepStanding(standing: Standing): Promise<void> {
  await within([standings], "readwrite", (tx) => done(tx.objectStore(standings).put(standing)));
}
