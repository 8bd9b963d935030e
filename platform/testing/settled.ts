import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../db/index.ts";

/**
 * Waits until every transaction begun before now has ended, in all databases of the server: what reads "only what is
 * surely committed" (events, audit blocks) sees our last write then, whatever a neighbouring test file is doing.
 */
export async function settled(db: Db): Promise<void> {
  const { mine } = await db.one<{ mine: string }>`select pg_current_xact_id()::text as mine`;
  for (let waited = 0; waited < 30_000; waited += 10) {
    const { past } = await db.one<{ past: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${mine}::xid8 as past`;
    if (past) return;
    await sleep(10);
  }
  throw new Error("a transaction of this server stays open; does this test hold one?");
}

/** Waits until a transaction of this database waits for a lock that another one holds. */
export async function somebodyWaits(db: Db): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 10) {
    const { waits } = await db.one<{ waits: boolean }>`
      select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`;
    if (waits) return;
    await sleep(10);
  }
  throw new Error("nobody waits for a lock: what was to be held up went through");
}
