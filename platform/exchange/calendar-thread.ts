/** The thread that reads one calendar file, and tells its rows or what is wrong with it as a whole. */
import { parentPort, workerData } from "node:worker_threads";
import { Temporal } from "temporal-polyfill";
import { SheetFault } from "#libs/sheets";
import { calendarRows } from "./calendar-rows.ts";

const { file, zone, now } = workerData;
try {
  const rows = calendarRows(file, { zone, now: Temporal.Instant.from(now) });
  parentPort?.postMessage({ rows });
} catch (error) {
  if (!(error instanceof SheetFault)) throw error;
  parentPort?.postMessage({ fault: { id: error.id, data: error.data } });
}
