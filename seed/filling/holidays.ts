/** Public holidays and make-up workdays of the country: facts, not demo. */
import { readFileSync } from "node:fs";
import { type HolidaysInput, putHolidays } from "#places/filling";
import type { TxCtx } from "#platform/ctx";

interface HolidayFile {
  notices: { year: number; source: string; status: "verified" | "unverified"; days: HolidaysInput["runs"] }[];
}

/** Enters the notices as the file has them, with their source and status. */
export async function fillHolidays(ctx: TxCtx): Promise<void> {
  const file: HolidayFile = JSON.parse(
    readFileSync(new URL("../china/holidays.json", import.meta.url), "utf8"),
  );
  for (const { year, source, status, days } of file.notices)
    await putHolidays(ctx, { runs: days, source, status, announces: year });
}
