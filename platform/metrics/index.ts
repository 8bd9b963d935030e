/** Figures for Prometheus. */
import type { Database } from "../db/index.ts";
import { readBacklog } from "./backlog.ts";
import { registry, watchProcess } from "./registry.ts";

export { countRequest } from "./requests.ts";

/** The answer of `/metrics` in the text format 0.0.4. */
export async function metricsText(db: Database): Promise<string> {
  watchProcess();
  await readBacklog(db);
  return registry.metrics();
}
