/** What scanners keep about a person, as it is handed out. */
import type { PersonSection } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import * as store from "./store.ts";

// texts: export.scans
export async function exportScans(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const scans = await store.scansOfSubject(ctx.db, subject);
  return [
    {
      module: "booking",
      title: "export.scans",
      rows: scans.map(({ at, way, size }) => ({ at: at.toString(), direction: way, size })),
      words: { direction: "scanner.way" },
    },
  ];
}
