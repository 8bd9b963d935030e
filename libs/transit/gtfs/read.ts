/** A feed read whole: GTFS Schedule Reference, revision of 2024-08-16. */
import { openZip, ZipFault } from "#libs/zip";
import { readServices } from "./calendar.ts";
import type { Feed } from "./feed.ts";
import { type Finding, Findings } from "./finding.ts";
import { readAgencies, readInfo, readRoutes, readStops, readTrips } from "./network.ts";
import { readFrequencies, readTransfers } from "./rules.ts";
import { readStopTimes } from "./stop-times.ts";
import type { Source } from "./table.ts";

/** The feed of a country unpacks to less. */
const most = { unpacked: 4 * 1024 * 1024 * 1024, parts: 1_000 };

export interface FeedRead {
  /** Null when an error is among the findings. */
  feed: Feed | null;
  findings: readonly Finding[];
  /** Findings like those in the list that it leaves out. */
  more: number;
}

/** Reads the ZIP file of a feed. Never throws for what is in it: what is wrong is told with file, line and field. */
export async function readGtfs(file: Uint8Array): Promise<FeedRead> {
  const findings = new Findings();
  const feed = await readZip(file, findings).catch((error: unknown) => {
    if (!(error instanceof ZipFault)) throw error;
    const id = error.reason === "unreadable" ? "gtfs.not-zip" : "gtfs.too-large";
    findings.error(id, { file: "", line: null, field: null });
    return null;
  });
  return { feed: findings.hasErrors ? null : feed, findings: findings.list, more: findings.more };
}

async function readZip(file: Uint8Array, findings: Findings): Promise<Feed> {
  const zip = await openZip(file, most);
  // Some pack the folder instead of the files in it.
  const stops = zip.names.find((name) => /(^|\/)stops\.txt$/.test(name)) ?? "";
  const folder = stops.slice(0, -"stops.txt".length);
  if (folder !== "")
    findings.warning("gtfs.in-folder", { file: stops, line: null, field: null, value: folder });
  return readFeed({ part: (name) => zip.part(folder + name) }, findings);
}

async function readFeed(source: Source, findings: Findings): Promise<Feed> {
  const from = { source, findings };
  const { zone, agencies } = await readAgencies(from);
  const info = await readInfo(from);
  const { stops, stopIds } = await readStops(from);
  const { routes, routeIds } = await readRoutes(from, agencies);
  const { services, serviceIds } = await readServices(from);
  const { trips, tripIds } = await readTrips(from, { routeIds, serviceIds });
  const stopTimes = await readStopTimes(from, { stops, stopIds, trips, tripIds });
  const frequencies = await readFrequencies(from, tripIds);
  const transfers = await readTransfers(from, stopIds);
  return { zone, ...info, stops, routes, services, trips, stopTimes, frequencies, transfers };
}
