/** The metrics of this process. One, as Prometheus asks one question of one process. */
import { collectDefaultMetrics, Registry } from "prom-client";

export const registry = new Registry();

let watched = false;
/** Memory, CPU, event loop and garbage collection of Node itself, from the first question on. */
export function watchProcess(): void {
  if (watched) return;
  watched = true;
  collectDefaultMetrics({ register: registry });
}
