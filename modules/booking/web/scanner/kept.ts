/** What a scanner keeps in the browser until the city has it, or the day is over. */
import type { CityPublicKey, SignedText } from "#browser/pass";
import { done, drawersOf } from "#web/drawers.ts";
import type { OwnScan } from "./stand.ts";

export interface Device {
  id: string;
  key: string;
}

/** Who this device is to the city, and the keys it knew the city by when it was made ready. */
export interface Kept {
  device: Device;
  keys: CityPublicKey[];
  /** The whole list, and what came after it, as the city signed them. */
  lists: SignedText[];
  /** The door it stands at now. */
  offerId: string | null;
  /** Milliseconds by which the city's clock is ahead. */
  ahead: number;
}

const [state, scans] = ["state", "scans"] as const;
const within = drawersOf("wenmai-scanner", (db) => {
  db.createObjectStore(state);
  db.createObjectStore(scans, { keyPath: "id" });
});

export async function readKept(): Promise<Kept | null> {
  return (
    (await within([state], "readonly", (tx) => done<Kept | undefined>(tx.objectStore(state).get("now")))) ??
    null
  );
}

export async function keep(kept: Kept): Promise<void> {
  await within([state], "readwrite", (tx) => done(tx.objectStore(state).put(kept, "now")));
}

/** Scans in the order in which they were made. */
export async function readScans(): Promise<OwnScan[]> {
  const all = await within([scans], "readonly", (tx) => done<OwnScan[]>(tx.objectStore(scans).getAll()));
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Writes a scan down before anybody is told that it is done. */
export async function keepScan(scan: OwnScan): Promise<void> {
  await within([scans], "readwrite", (tx) => done(tx.objectStore(scans).put(scan)));
}

export async function dropScans(ids: readonly string[]): Promise<void> {
  await within([scans], "readwrite", async (tx) => {
    await Promise.all(ids.map((id) => done(tx.objectStore(scans).delete(id))));
  });
}

/** Forgets list and key; and the scans as well, where the city takes none any more. */
export async function forget({ scansToo }: { scansToo: boolean }): Promise<void> {
  await within([state, scans], "readwrite", async (tx) => {
    await done(tx.objectStore(state).delete("now"));
    if (scansToo) await done(tx.objectStore(scans).clear());
  });
}
