/** A fact in a few words, for the refusal that says what somebody else wrote meanwhile. */
import type { FactName, Facts } from "./facts.ts";

/** The value of one fact as a line of at most 200 characters. */
export function tellFact(facts: Facts, name: FactName): string {
  const value = facts[name];
  if (value === null || value === "") return "—";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(", ") || "—";
  if (name === "position" && facts.position)
    return `${facts.position.system} ${facts.position.lon}, ${facts.position.lat}`;
  return Object.values(value).map(String).join(", ").slice(0, 200) || "—";
}
