/** Scans of this browser that the city does not have yet. */
import { done, drawersOf } from "#web/drawers.ts";

export interface KeptScan {
  id: string;
  stocktake: string;
  /** As the scanner typed it. */
  said: string;
  /** Milliseconds, finer than one: the order in which they were scanned. */
  at: number;
  /** The key of the sending they went in first: sent again they go together, under the same. */
  parcel: string | null;
}

const scans = "scans";
const within = drawersOf("wenmai-stocktake", (db) => {
  db.createObjectStore(scans, { keyPath: "id" });
});

/** In the order in which they were made. */
export async function keptScans(stocktake: string): Promise<KeptScan[]> {
  const all = await within([scans], "readonly", (tx) => done<KeptScan[]>(tx.objectStore(scans).getAll()));
  return all.filter((one) => one.stocktake === stocktake).sort((a, b) => a.at - b.at);
}

export async function keepScans(some: readonly KeptScan[]): Promise<void> {
  await within([scans], "readwrite", async (tx) => {
    await Promise.all(some.map((one) => done(tx.objectStore(scans).put(one))));
  });
}

export async function dropScans(some: readonly KeptScan[]): Promise<void> {
  await within([scans], "readwrite", async (tx) => {
    await Promise.all(some.map(({ id }) => done(tx.objectStore(scans).delete(id))));
  });
}
