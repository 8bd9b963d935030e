/** The list of catalogues, read when the city starts. */
import { readFileSync } from "node:fs";
import { readTargets, type Target } from "./target.ts";

/** Without a file nobody is asked. A list with mistakes stops the start and tells them all. */
export function openOtherCatalogues(path: string | undefined): readonly Target[] {
  if (path === undefined) return [];
  const targets = readTargets(readFileSync(path, "utf8"));
  if (Array.isArray(targets)) return targets;
  throw new Error(`OTHER_CATALOGUES (${path}):\n${targets.faults.map((fault) => `  ${fault}`).join("\n")}`);
}
