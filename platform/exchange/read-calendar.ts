/** Reads a calendar file in a thread of its own: one that asks for too much memory or time stops nothing but itself. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type FaultData, SheetFault, type SheetRow } from "#libs/sheets";
import type { CalendarOptions } from "./calendar-rows.ts";

/** Many times what the largest real calendar needs. */
const most = { megabytes: 1024, seconds: 60 };

/** The rows of `calendarRows`. Refuses what needs more than `limits`. */
export async function readCalendarRows(
  file: Uint8Array,
  { zone, now }: CalendarOptions,
  limits = most,
): Promise<SheetRow[]> {
  const thread = new Worker(new URL("./calendar-thread.ts", import.meta.url), {
    workerData: { file, zone, now: now.toString() },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  try {
    const [told] = (await once(thread, "message", {
      signal: AbortSignal.timeout(1000 * limits.seconds),
    })) as [{ rows: SheetRow[] } | { fault: { id: string; data: FaultData } }];
    if ("rows" in told) return told.rows;
    throw new SheetFault(told.fault.id, told.fault.data);
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    if (code === "ERR_WORKER_OUT_OF_MEMORY" || name === "AbortError") throw new SheetFault("ics.too-large");
    throw error;
  } finally {
    await thread.terminate();
  }
}
