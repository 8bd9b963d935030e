/** Published by itself at a time: who said so, and the clock that does it. */
import type { Temporal } from "temporal-polyfill";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import type { Db, Tx } from "../db/index.ts";
import type { PublicationKind } from "./history.ts";

export interface Scheduled {
  thing: string;
  due: Temporal.Instant;
  /** Who said so, by subject key. */
  by: string;
}

/** These things' times, by thing. */
export async function schedulesOf(
  db: Db,
  kind: PublicationKind,
  things: readonly string[],
): Promise<Map<string, Scheduled>> {
  const rows = await db.many<Scheduled>`
    select thing, due, by from platform.publication_schedule where kind = ${kind} and thing = any(${things}::uuid[])`;
  return new Map(rows.map((row) => [row.thing, row]));
}

/** What is to be published by itself because this person said so, by thing. */
export async function schedulesBy(
  db: Db,
  kind: PublicationKind,
  subject: string,
): Promise<Map<string, Scheduled>> {
  const rows = await db.many<Scheduled>`
    select thing, due, by from platform.publication_schedule where kind = ${kind} and by = ${subject}`;
  return new Map(rows.map((row) => [row.thing, row]));
}

/** Sets the time, or another one. */
export async function setSchedule(
  tx: Tx,
  kind: PublicationKind,
  { thing, due, by, now }: Scheduled & { now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into platform.publication_schedule (kind, thing, due, by, set_at) values (${kind}, ${thing}, ${due}, ${by}, ${now})
        on conflict (kind, thing) do update set due = excluded.due, by = excluded.by, set_at = excluded.set_at`;
}

/** The time is no more: done, called off, taken back or missed. */
export async function dropSchedule(tx: Tx, kind: PublicationKind, thing: string): Promise<void> {
  await tx.run`delete from platform.publication_schedule where kind = ${kind} and thing = ${thing}`;
}

/**
 * Publishes what is due, each in a transaction of its own; whoever comes late catches up, and two processes share the work. A thing
 * is done when `publish` returns: it drops the schedule. What throws stays due, is told in the log and tried again. Answers how many.
 */
export async function publishDue(
  ctx: Ctx,
  kind: PublicationKind,
  publish: (ctx: TxCtx, scheduled: Scheduled) => Promise<void>,
): Promise<number> {
  const due = await ctx.db.many<{ thing: string }>`
    select thing from platform.publication_schedule where kind = ${kind} and due <= ${ctx.clock()} order by due, thing`;
  let done = 0;
  for (const { thing } of due) {
    try {
      done += await inTx(ctx, (inner) => publishOne(inner, kind, thing, publish));
    } catch (error) {
      ctx.log.error({ kind, thing, error }, "not published at its time");
    }
  }
  return done;
}

async function publishOne(
  ctx: TxCtx,
  kind: PublicationKind,
  thing: string,
  publish: (ctx: TxCtx, scheduled: Scheduled) => Promise<void>,
): Promise<number> {
  const scheduled = await ctx.db.maybeOne<Scheduled>`
    select thing, due, by from platform.publication_schedule
     where kind = ${kind} and thing = ${thing} and due <= ${ctx.clock()} for update skip locked`;
  if (!scheduled) return 0;
  await publish(ctx, scheduled);
  return 1;
}
