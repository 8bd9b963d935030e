/** Who did what, for whom, through which door: written in the transaction of the change, chained in blocks afterwards. */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import type { Channel } from "../auth/actor.ts";
import { sealForSubject } from "../auth/subjects.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import { type Db, locks, newId, sql, type Tx } from "../db/index.ts";

export interface AuditEntry {
  /** Past fact, as in the outbox: `event.published`. */
  what: string;
  on: { kind: string; id: string };
  /** The person concerned, if it is not the actor. */
  subject?: string | null;
  /** Nothing personal: it is stored in the clear. */
  detail?: Record<string, unknown>;
  /** Personal detail; stored sealed with the subject's key. Needs `subject`. */
  personal?: Record<string, unknown>;
}

/** Writes one audit row. */
export async function audit(ctx: TxCtx, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  const subject = entry.subject ?? null;
  if (entry.personal && !subject) throw new Error(`audit ${entry.what}: personal detail needs a subject`);
  const sealed =
    entry.personal && subject
      ? await sealForSubject(ctx.db, subject, Buffer.from(JSON.stringify(entry.personal)))
      : null;
  await ctx.db.prepared.run`
    insert into platform.audit (id, at, actor_kind, actor, on_behalf_of, cover, cover_for, channel, request_id, what, kind, target,
                                subject, detail, sealed)
    values (${newId()}, ${ctx.clock()}, ${actor.kind}, ${actor.subject}, ${actor.onBehalfOf?.subject ?? null},
            ${actor.underCover?.id ?? null}, ${actor.underCover?.subject ?? null}, ${ctx.channel},
            ${ctx.requestId}, ${entry.what}, ${entry.on.kind}, ${entry.on.id}, ${subject},
            ${entry.detail ? JSON.stringify(entry.detail) : null}, ${sealed})`;
}

/** Writes many audit rows in one statement; nothing personal, persons only by their keys. */
export function auditAll(ctx: TxCtx, entries: readonly Omit<AuditEntry, "personal">[]): Promise<void> {
  return auditEach(
    ctx.db,
    entries.map((entry) => ({ ctx, entry })),
  );
}

/** Writes what different people did in one transaction, at one moment and in one statement; nothing personal, persons only by their keys. */
export async function auditEach(
  tx: Tx,
  acts: readonly { ctx: Ctx; entry: Omit<AuditEntry, "personal"> }[],
): Promise<void> {
  const [first] = acts;
  if (!first) return;
  const of = <T>(value: (act: (typeof acts)[number]) => T) => acts.map(value);
  await tx.prepared.run`
    insert into platform.audit (id, at, actor_kind, actor, on_behalf_of, cover, cover_for, channel, request_id, what, kind, target,
                                subject, detail)
    select n.id, ${first.ctx.clock()}::timestamptz, n.actor_kind, n.actor, n.on_behalf_of, n.cover, n.cover_for, n.channel, n.request_id, n.what, n.kind, n.target,
           n.subject, n.detail::jsonb
      from unnest(${of(() => newId())}::uuid[], ${of(({ ctx }) => ctx.actor.kind)}::text[], ${of(({ ctx }) => ctx.actor.subject)}::uuid[],
                  ${of(({ ctx }) => ctx.actor.onBehalfOf?.subject ?? null)}::uuid[],
                  ${of(({ ctx }) => ctx.actor.underCover?.id ?? null)}::uuid[],
                  ${of(({ ctx }) => ctx.actor.underCover?.subject ?? null)}::uuid[],
                  ${of(({ ctx }) => ctx.channel)}::text[], ${of(({ ctx }) => ctx.requestId)}::text[],
                  ${of(({ entry }) => entry.what)}::text[], ${of(({ entry }) => entry.on.kind)}::text[],
                  ${of(({ entry }) => entry.on.id)}::text[], ${of(({ entry }) => entry.subject ?? null)}::uuid[],
                  ${of(({ entry }) => entry.detail && JSON.stringify(entry.detail))}::text[])
           as n(id, actor_kind, actor, on_behalf_of, cover, cover_for, channel, request_id, what, kind, target, subject, detail)`;
}

export interface ActRow {
  seq: number;
  id: string;
  at: Temporal.Instant;
  /** Subject key of who did it. */
  actor: string | null;
  channel: Channel;
  what: string;
}

/** What others did on behalf of a person, under any key they have had, newest first. For the person's own eyes. */
export function actsFor(
  db: Db,
  subjects: string[],
  { before, limit }: { before: number | null; limit: number },
): Promise<ActRow[]> {
  return db.many<ActRow>`
    select seq, id, at, actor, channel, what from platform.audit
     where on_behalf_of = any(${subjects}::uuid[]) and (${before}::bigint is null or seq < ${before}::bigint)
     order by seq desc limit ${limit}`;
}

/** Who did one of these things about a person, under any key they have had, newest first. For the person's own eyes. */
export function actsAbout(db: Db, subjects: string[], what: readonly string[]): Promise<ActRow[]> {
  return db.many<ActRow>`
    select seq, id, at, actor, channel, what from platform.audit
     where subject = any(${subjects}::uuid[]) and what = any(${[...what]}::text[]) order by seq desc limit 50`;
}

/** Those of these persons about whom one of these things was done. */
export async function subjectsOfActs(
  db: Db,
  subjects: string[],
  what: readonly string[],
): Promise<Set<string>> {
  const rows = await db.many<{ subject: string }>`
    select distinct subject from platform.audit
     where subject = any(${subjects}::uuid[]) and what = any(${[...what]}::text[])`;
  return new Set(rows.map(({ subject }) => subject));
}

/** Has this person done one of these things about another since then? */
export async function hasDone(
  db: Db,
  act: { actor: string; subject: string; what: readonly string[]; since: Temporal.Instant },
): Promise<boolean> {
  const { done } = await db.one<{ done: boolean }>`
    select exists (select from platform.audit
                    where subject = ${act.subject} and actor = ${act.actor} and what = any(${[...act.what]}::text[])
                      and at >= ${act.since}) as done`;
  return done;
}

/** The things of one kind to which this person did this, with the detail of it, newest first. */
export function actsOf(
  db: Db,
  act: { actor: string; what: string; kind: string },
): Promise<{ target: string; detail: Record<string, unknown> | null }[]> {
  return db.many`
    select target, detail from platform.audit
     where actor = ${act.actor} and what = ${act.what} and kind = ${act.kind} order by seq desc limit 1000`;
}

/** Somebody's acts within a span of time; half-open, null for no end. */
export interface ActsSpan {
  subject: string;
  from: Temporal.Instant;
  to: Temporal.Instant | null;
}

export interface StaffActRow extends ActRow {
  seq: number;
  /** The person concerned, or who signed in. */
  subject: string | null;
  onBehalfOf: string | null;
  /** Subject key of the colleague under whose cover it was done. */
  coverFor: string | null;
  requestId: string;
  kind: string;
  target: string;
}

/** What these people did in their spans, their signing in included, newest first, before a sequence number. */
export function actsIn(
  db: Db,
  spans: readonly ActsSpan[],
  { before, coverOnly, limit }: { before: number | null; coverOnly: boolean; limit: number },
): Promise<StaffActRow[]> {
  const of = <T>(pick: (span: ActsSpan) => T): T[] => spans.map(pick);
  return db.many<StaffActRow>`
    select distinct on (r.seq) r.seq, r.id, r.at, r.actor, r.channel, r.what, r.subject, r.on_behalf_of, r.cover_for, r.request_id, r.kind, r.target
      from unnest(${of((s) => s.subject)}::uuid[], ${of((s) => s.from)}::timestamptz[], ${of((s) => s.to)}::timestamptz[])
           as span(subject, began, ended)
           cross join lateral (
             (select * from platform.audit a
               where a.actor = span.subject and a.at >= span.began and (span.ended is null or a.at < span.ended)
                 and (${before}::bigint is null or a.seq < ${before}::bigint)
                 and (not ${coverOnly}::boolean or a.cover is not null)
               order by a.seq desc limit ${limit})
             union all
             (select * from platform.audit a
               where a.subject = span.subject and a.actor is null and a.at >= span.began and (span.ended is null or a.at < span.ended)
                 and (${before}::bigint is null or a.seq < ${before}::bigint) and not ${coverOnly}::boolean
               order by a.seq desc limit ${limit})) r
     order by r.seq desc limit ${limit}`;
}

/** What the chain hashes of a row. A cover stands behind it, so that rows from before there were covers keep their hash. */
const rowText = sql`
  (select row_to_json(r)::text
     from (select a.id, a.seq, a.xid, a.at, a.actor_kind, a.actor, a.on_behalf_of, a.channel, a.request_id, a.what, a.kind, a.target,
                  a.subject, a.detail, encode(a.sealed, 'hex') as sealed) r)
  || coalesce(' cover ' || a.cover || ' for ' || a.cover_for, '')`;

interface AuditRow {
  seq: number;
  xid: string;
  text: string;
}

const blockSize = 1000;

/** Seals finished audit rows into the next block of the chain. Returns how many rows were sealed. */
export function sealAudit(ctx: Ctx): Promise<number> {
  return ctx.db.tx(async (tx) => {
    await tx.run`select pg_advisory_xact_lock(${locks.auditSeal})`;
    const last = await tx.maybeOne<{ block: number; lastXid: string; lastSeq: number; hash: Buffer }>`
      select block, last_xid::text, last_seq, hash from platform.audit_block order by block desc limit 1`;
    // Rows of transactions that may still be open are left for the next block.
    const rows = await tx.many<AuditRow>`
      select a.seq, a.xid::text, ${rowText} as text from platform.audit a
       where (a.xid, a.seq) > (${last?.lastXid ?? "0"}::xid8, ${last?.lastSeq ?? 0}::bigint)
         and a.xid < pg_snapshot_xmin(pg_current_snapshot())
       order by a.xid, a.seq limit ${blockSize}`;
    const end = rows.at(-1);
    if (!end) return 0;
    const previous = last?.hash ?? Buffer.alloc(32);
    await tx.run`
      insert into platform.audit_block (block, last_xid, last_seq, rows, previous, hash, sealed_at)
      values (${(last?.block ?? 0) + 1}, ${end.xid}::xid8, ${end.seq}, ${rows.length}, ${previous},
              ${chain(previous, rows)}, ${ctx.clock()})`;
    return rows.length;
  });
}

/** Recomputes the whole chain. Answers the first block that does not fit, or null. */
export async function brokenAuditBlock(db: Db): Promise<number | null> {
  let previous: Buffer = Buffer.alloc(32);
  let from = { xid: "0", seq: 0 };
  let block = 0;
  for (;;) {
    const next = await db.maybeOne<{
      block: number;
      lastXid: string;
      lastSeq: number;
      rows: number;
      hash: Buffer;
    }>`
      select block, last_xid::text, last_seq, rows, hash from platform.audit_block where block > ${block} order by block limit 1`;
    if (!next) return null;
    const rows = await db.many<AuditRow>`
      select a.seq, a.xid::text, ${rowText} as text from platform.audit a
       where (a.xid, a.seq) > (${from.xid}::xid8, ${from.seq}::bigint)
         and (a.xid, a.seq) <= (${next.lastXid}::xid8, ${next.lastSeq}::bigint)
       order by a.xid, a.seq`;
    const hash = chain(previous, rows);
    if (rows.length !== next.rows || !hash.equals(next.hash)) return next.block;
    previous = hash;
    from = { xid: next.lastXid, seq: next.lastSeq };
    block = next.block;
  }
}

function chain(previous: Buffer, rows: AuditRow[]): Buffer {
  const hash = createHash("sha256").update(previous);
  for (const { text } of rows) hash.update(text).update("\n");
  return hash.digest();
}
