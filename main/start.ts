/** `npm start`: a whole city on one machine — database, pages, demo, server and worker in this process. */
import { parseArgs } from "node:util";
import { readConfig } from "#platform/config";
import { openCluster } from "../platform/db/cluster.ts";
import { startPump } from "#platform/events";
import { runJobs } from "#platform/jobs";
import { fillDemoCity } from "../seed/fill.ts";
import { ensurePages } from "../tools/setup/pages.ts";
import { openCity } from "./city.ts";
import { cityServer } from "./server.ts";

const { values: given } = parseArgs({
  options: {
    city: { type: "string" },
    scale: { type: "string", default: "small" },
    port: { type: "string" },
    https: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});
