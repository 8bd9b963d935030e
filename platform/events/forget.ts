/** Forgets old news, so that the outbox does not grow with the years. */
import type { Temporal } from "temporal-polyfill";
import type { TxCtx } from "../ctx/index.ts";

export interface OldNews {
  /** News from before this moment. */
  before: Temporal.Instant;
  /** Names of the listeners there are. */
  listeners: readonly string[];
}

/** Rows one statement takes at most, so that it never holds many locks for long. */
const most = 5_000;

/**
 * Deletes at most 5000 of the oldest news that every listener has passed; answers how many, so that the caller goes on while there
 * may be more. Kept is what somebody has not heard, what waits for another try, and what is dead until a person has seen to it. A
 * listener that never began holds everything; one that no longer exists holds it only until it was silent as long as news is kept.
 */
export async function forgetNews(
  ctx: TxCtx,
  { before, listeners }: OldNews,
): Promise<{ forgotten: number; more: boolean }> {
  const forgotten = await ctx.db.run`
    with cursors as (
      select xid, seq from platform.listener where name = any(${[...listeners]}::text[]) or updated_at >= ${before}::timestamptz
    ), slowest as (
      select xid, seq from cursors
       where (select count(*) from platform.listener where name = any(${[...listeners]}::text[])) = ${listeners.length}::int
       order by xid, seq limit 1
    )
    delete from platform.outbox where id in (
      select o.id from platform.outbox o join slowest s on (o.xid, o.seq) <= (s.xid, s.seq)
       where o.at < ${before}::timestamptz and not exists (select from platform.delivery d where d.event = o.id)
       order by o.xid, o.seq limit ${most})`;
  return { forgotten, more: forgotten === most };
}
