/** frequencies.txt and transfers.txt. */
import type { Frequency, Transfer } from "./feed.ts";
import type { Findings } from "./finding.ts";
import { type Row, readTable, type Source } from "./table.ts";
import { Values } from "./values.ts";

interface From {
  source: Source;
  findings: Findings;
}

export async function readFrequencies(
  from: From,
  tripIds: ReadonlyMap<string, number>,
): Promise<Frequency[]> {
  const file = "frequencies.txt";
  const values = new Values(file, from.findings);
  const all: (Frequency & { line: number })[] = [];
  const columns = ["trip_id", "start_time", "end_time", "headway_secs"];
  await readTable(from, { file, columns, mayBeMissing: true }, (row) => {
    const trip = values.reference(row, "trip_id", tripIds);
    values.required(row, "start_time");
    values.required(row, "end_time");
    const start = values.time(row, "start_time") ?? -1;
    const end = values.time(row, "end_time") ?? -1;
    const headway = values.whole(row, "headway_secs", [1, 86_400]);
    const exact = values.choice(row, "exact_times", [0, 1]) === 1;
    if (start >= 0 && end >= 0 && end <= start) values.error("gtfs.times-reversed", row, "end_time");
    if (trip !== null && headway !== null && start >= 0 && end > start)
      all.push({ trip, start, end, headway, exact, line: row.line });
  });
  const sorted = all.toSorted((a, b) => a.trip - b.trip || a.start - b.start);
  for (const [n, { trip, end }] of sorted.entries()) {
    const next = sorted[n + 1];
    if (next?.trip === trip && next.start < end)
      from.findings.warning("gtfs.windows-overlap", { file, line: next.line, field: "start_time" });
  }
  return sorted.map(({ line: _, ...frequency }) => frequency);
}

/** Rules between two stops. Those for single routes or trips, and staying seated, are told and not used. */
export async function readTransfers(from: From, stopIds: ReadonlyMap<string, number>): Promise<Transfer[]> {
  const file = "transfers.txt";
  const values = new Values(file, from.findings);
  const transfers: Transfer[] = [];
  const narrower = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"];
  const take = (row: Row) => {
    const type = values.choice(row, "transfer_type", [0, 1, 2, 3, 4, 5]);
    const special = narrower.find((field) => row.text(field) !== "");
    if (type > 3 || special) {
      values.warning("gtfs.transfer-not-used", row, special ?? "transfer_type");
      return;
    }
    const ends = [
      values.reference(row, "from_stop_id", stopIds),
      values.reference(row, "to_stop_id", stopIds),
    ] as const;
    const seconds = type === 2 ? values.whole(row, "min_transfer_time", [0, 86_400]) : 0;
    const [start, end] = ends;
    if (start !== null && end !== null && seconds !== null)
      transfers.push({ from: start, to: end, type, seconds });
  };
  await readTable(from, { file, columns: [], mayBeMissing: true }, take);
  return transfers;
}
