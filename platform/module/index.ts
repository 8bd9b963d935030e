/** A module as main/ sees it. */

import type { ListenerSpec } from "../events/index.ts";
import type { Table } from "../exchange/index.ts";
import type { Implemented } from "../http/implement.ts";
import type { Job } from "../jobs/index.ts";
import type { Fill } from "../slots/index.ts";

export interface Module {
  name: string;
  operations?: Implemented[];
  listeners?: ListenerSpec;
  jobs?: Job[];
  slots?: Fill[];
  /** What goes in and out as a file. */
  tables?: Table[];
}

export function defineModule(module: Module): Module {
  return module;
}
