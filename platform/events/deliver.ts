/** Delivers the outbox. One cursor a listener over (transaction id, sequence), so that late commits are never skipped. */
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import type { Event, ListenerSpec } from "./index.ts";

const batchSize = 500;
/** After the last of these waits a delivery is dead and waits for a person. */
const waits = [1, 5, 30, 300, 3600];

export interface Delivered {
  read: number;
  failed: number;
}

interface OutboxRow extends Event {
  xid: string;
  seq: number;
}

/** Delivers what is new for this listener, one batch. A second process finds the cursor locked and answers nothing. */
export function deliver(ctx: Ctx, listener: ListenerSpec): Promise<Delivered> {
  return inTx(ctx, async (inner) => {
    await inner.db.run`insert into platform.listener (name) values (${listener.name}) on conflict do nothing`;
    const cursor = await inner.db.maybeOne<{ xid: string; seq: number }>`
      select xid::text, seq from platform.listener where name = ${listener.name} for update skip locked`;
    if (!cursor) return { read: 0, failed: 0 };
    const failedAgain = await retryDue(inner, listener);
    // Transactions that may still be open are left for the next round: their rows could sort before ours.
    const rows = await inner.db.many<OutboxRow>`
      select o.id, o.type, o.at, o.payload, o.xid::text, o.seq from platform.outbox o
       where (o.xid, o.seq) > (${cursor.xid}::xid8, ${cursor.seq}::bigint) and o.xid < pg_snapshot_xmin(pg_current_snapshot())
       order by o.xid, o.seq limit ${batchSize}`;
    const end = rows.at(-1);
    if (!end) return { read: 0, failed: failedAgain };
    const wanted = rows.filter(({ type }) => listener.types.includes(type));
    const failed = await hearAll(inner, listener, wanted);
    await inner.db.run`
      update platform.listener set xid = ${end.xid}::xid8, seq = ${end.seq}, updated_at = ${inner.clock()}
       where name = ${listener.name}`;
    return { read: rows.length, failed: failed + failedAgain };
  });
}

/** The whole batch at once; when that fails, one by one, so that one bad event stops nobody else. */
async function hearAll(ctx: TxCtx, listener: ListenerSpec, events: Event[]): Promise<number> {
  if (events.length === 0) return 0;
  try {
    await ctx.db.attempt((db) => listener.hear({ ...ctx, db }, events));
    return 0;
  } catch (error) {
    if (events.length > 1) {
      let failed = 0;
      for (const event of events) failed += await hearAll(ctx, listener, [event]);
      return failed;
    }
    await recordFailure(ctx, listener, events[0], error);
    return 1;
  }
}

async function recordFailure(
  ctx: TxCtx,
  listener: ListenerSpec,
  event: Event | undefined,
  error: unknown,
): Promise<void> {
  if (!event) return;
  const text = error instanceof Error ? error.message : String(error);
  ctx.log.warn(
    { listener: listener.name, event: event.id, type: event.type, error: text },
    "delivery failed",
  );
  await ctx.db.run`
    insert into platform.delivery (listener, event, attempts, next_at, error)
    values (${listener.name}, ${event.id}, 1, ${ctx.clock().add({ seconds: waits[0] ?? 1 })}, ${text})
    on conflict (listener, event) do update
       set attempts = platform.delivery.attempts + 1, error = excluded.error,
           next_at = ${ctx.clock()}::timestamptz + make_interval(secs => (${waits}::int[])[platform.delivery.attempts + 1])`;
}

async function retryDue(ctx: TxCtx, listener: ListenerSpec): Promise<number> {
  const due = await ctx.db.many<Event>`
    select o.id, o.type, o.at, o.payload from platform.delivery d join platform.outbox o on o.id = d.event
     where d.listener = ${listener.name} and d.next_at <= ${ctx.clock()} order by d.next_at limit 100`;
  let failed = 0;
  for (const event of due) {
    if ((await hearAll(ctx, listener, [event])) > 0) failed += 1;
    else
      await ctx.db
        .run`delete from platform.delivery where listener = ${listener.name} and event = ${event.id}`;
  }
  return failed;
}

export interface DeadLetter {
  listener: string;
  event: string;
  type: string;
  attempts: number;
  error: string;
}

/** Deliveries that nobody will try again by themselves. */
export function deadLetters(ctx: Ctx): Promise<DeadLetter[]> {
  return ctx.db.many<DeadLetter>`
    select d.listener, d.event, o.type, d.attempts, d.error from platform.delivery d join platform.outbox o on o.id = d.event
     where d.next_at is null order by o.at limit 500`;
}

/** Gives a dead delivery a new life; answers whether there was one. */
export async function redeliver(ctx: TxCtx, listener: string, event: string): Promise<boolean> {
  const changed = await ctx.db.run`
    update platform.delivery set next_at = ${ctx.clock()}, attempts = 0
     where listener = ${listener} and event = ${event} and next_at is null`;
  return changed === 1;
}
