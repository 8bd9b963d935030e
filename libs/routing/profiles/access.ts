import type { Tags } from "./profile.ts";

/** What a value of an access key means: wiki.openstreetmap.org/wiki/Key:access. What is not here says nothing. */
const meaning: Record<string, "open" | "closed"> = {
  yes: "open",
  designated: "open",
  official: "open",
  permissive: "open",
  // Whoever has business there may enter, and a resident or visitor has.
  destination: "open",
  customers: "open",
  // Pushing a bicycle is walking with it; profiles that ride look at it first.
  dismount: "open",
  limited: "open",
  no: "closed",
  private: "closed",
  // Lorries' business, farmers' and foresters' ways are nobody's walk to a library.
  delivery: "closed",
  agricultural: "closed",
  forestry: "closed",
  military: "closed",
  emergency: "closed",
};

/** What the most special key that says something says: `keys` from the special (foot) to the general (access). */
export function accessOf(tags: Tags, keys: readonly string[]): "open" | "closed" | null {
  for (const key of keys) {
    const said = meaning[tags.get(key) ?? ""];
    if (said) return said;
  }
  return null;
}

/** Not there yet, or no longer: wiki.openstreetmap.org/wiki/Lifecycle_prefix and Key:highway. */
export const notBuilt: ReadonlySet<string> = new Set([
  "construction",
  "proposed",
  "planned",
  "abandoned",
  "razed",
  "disused",
  "demolished",
  "removed",
  "dismantled",
]);

/** Barriers that close a way unless an access key opens them: wiki.openstreetmap.org/wiki/Key:barrier. */
const closedBarriers: ReadonlySet<string> = new Set(["wall", "fence", "hedge", "ditch", "debris"]);

/** May somebody pass this node? Locked gates and walls stop, an access key decides. */
export function passesBarrier(tags: Tags, keys: readonly string[]): boolean {
  const barrier = tags.get("barrier");
  if (!barrier) return true;
  const said = accessOf(tags, keys);
  if (said) return said === "open";
  return tags.get("locked") !== "yes" && !closedBarriers.has(barrier);
}
