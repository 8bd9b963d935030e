/** modules/order.json: the modules in calling order, and whom each may call. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface ModuleLine {
  zh: string;
  calls: string[];
  /** Its folders in the order in which they may be read: one needs only those before it, and those it stands together with. */
  parts?: string[][];
}
export type Order = Record<string, ModuleLine>;

export function readOrder(root: string): Order {
  return JSON.parse(readFileSync(join(root, "modules/order.json"), "utf8"));
}

/** What is wrong with the order itself: a call upwards, or a folder without a line. */
export function faultsOfOrder(root: string, order: Order): string[] {
  const names = Object.keys(order);
  const upward = names.flatMap((name, place) =>
    (order[name]?.calls ?? [])
      .filter((called) => !names.slice(0, place).includes(called))
      .map((called) => `modules/order.json: ${name} may not call ${called}, which does not stand above it`),
  );
  const folders = readdirSync(join(root, "modules")).filter((name) =>
    statSync(join(root, "modules", name)).isDirectory(),
  );
  const unknown = folders
    .filter((folder) => !names.includes(folder))
    .map((folder) => `modules/${folder}: has no line in modules/order.json`);
  return [...upward, ...unknown];
}
