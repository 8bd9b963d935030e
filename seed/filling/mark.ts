/** The mark of a filling: begun on an empty city, done when all of it is in. What lies between is nobody's city yet. */
import { type Ctx, inTx } from "#platform/ctx";
import { type Database, type Db, locks, migrate, migrationFolders, sql } from "#platform/db";
import type { Scale } from "../demo/types.ts";

/** Every change of a filling is audited under this request. */
export const fillingRequest = "fill-demo";

/** `own`: somebody's own city, whatever is in it. `unfinished`: a filling was interrupted. */
export type Filling = "none" | "own" | "unfinished" | "done";

/** How far the filling of this city is. */
export async function fillingOf(db: Db): Promise<Filling> {
  const { begun, done, empty } = await db.one<{ begun: boolean; done: boolean; empty: boolean }>`
    select exists (select from platform.demo_filling) as begun,
           exists (select from platform.demo_filling where done_at is not null) as done,
           not exists (select from places.organisation) as empty`;
  if (begun) return done ? "done" : "unfinished";
  return empty ? "none" : "own";
}

/** Which demo was brought in here, or null. */
export async function filledScale(db: Db): Promise<Scale | null> {
  return (await db.maybeOne<{ scale: Scale }>`select scale from platform.demo_filling`)?.scale ?? null;
}

/** Marks the beginning. Refuses a city in which a filling was begun before. */
export async function beginFilling(ctx: Ctx, scale: Scale): Promise<void> {
  await ctx.db.run`insert into platform.demo_filling (begun_at, scale) values (${ctx.clock()}, ${scale})`;
}

/** Marks that everything is in. */
export async function endFilling(ctx: Ctx): Promise<void> {
  await ctx.db.run`update platform.demo_filling set done_at = ${ctx.clock()}`;
}

/**
 * Takes away what an interrupted filling has left, tables and all, and makes the tables anew. False, and nothing taken away, when
 * anybody but the filling has changed something or signed in since: every change is audited with its request.
 */
export async function takeAwayUnfinished(ctx: Ctx, url: string): Promise<boolean> {
  const gone = await inTx(ctx, async ({ db }) => {
    await db.run`lock table platform.demo_filling, platform.audit, platform.session in exclusive mode`;
    const { ours } = await db.one<{ ours: boolean }>`
      select exists (select from platform.demo_filling where done_at is null)
             and not exists (select from platform.audit where request_id <> ${fillingRequest})
             and not exists (select from platform.session)
             and not exists (select from places.organisation where not demo)
             and not exists (select from places.facility where not demo) as ours`;
    if (!ours) return false;
    const schemas = [...migrationFolders().map(({ module }) => module), "graphile_worker"];
    await db.run`drop schema if exists ${sql.join(schemas.map((name) => sql.id(name)))} cascade`;
    return true;
  });
  if (gone) await migrate(url);
  return gone;
}

/** Does the work while no other process fills this city; waits for the one that does. */
export async function fillingAlone<R>(db: Database, work: () => Promise<R>): Promise<R> {
  const client = await db.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [locks.cityFilling]);
    return await work();
  } finally {
    // Ending the connection gives the lock back, whatever became of it.
    client.release(true);
  }
}
