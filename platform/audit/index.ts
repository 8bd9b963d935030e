/** Who did what, for whom, through which door: written in the transaction of the change, chained in blocks afterwards. */
import { createHash } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import type { Channel } from "../auth/actor.ts";
import { sealForSubject } from "../auth/subjects.ts";
import type { Ctx, TxCtx } from "../ctx/index.ts";
import { type Db, newId } from "../db/index.ts";

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
  await ctx.db.run`
    insert into platform.audit (id, at, actor_kind, actor, on_behalf_of, channel, request_id, what, kind, target, subject, detail, sealed)
    values (${newId()}, ${ctx.clock()}, ${actor.kind}, ${actor.subject}, ${actor.onBehalfOf?.subject ?? null}, ${ctx.channel},
            ${ctx.requestId}, ${entry.what}, ${entry.on.kind}, ${entry.on.id}, ${subject},
            ${entry.detail ? JSON.stringify(entry.detail) : null}, ${sealed})`;
}

/** Writes many audit rows in one statement; for bulk changes of things, so nothing personal. */
export async function auditAll(
  ctx: TxCtx,
  entries: readonly Omit<AuditEntry, "subject" | "personal">[],
): Promise<void> {
  if (entries.length === 0) return;
  const { actor } = ctx;
  await ctx.db.run`
    insert into platform.audit (id, at, actor_kind, actor, on_behalf_of, channel, request_id, what, kind, target, detail)
    select n.id, ${ctx.clock()}, ${actor.kind}, ${actor.subject}, ${actor.onBehalfOf?.subject ?? null}, ${ctx.channel},
           ${ctx.requestId}, n.what, n.kind, n.target, n.detail::jsonb
      from unnest(${entries.map(() => newId())}::uuid[], ${entries.map(({ what }) => what)}::text[],
                  ${entries.map(({ on }) => on.kind)}::text[], ${entries.map(({ on }) => on.id)}::text[],
                  ${entries.map(({ detail }) => detail && JSON.stringify(detail))}::text[]) as n(id, what, kind, target, detail)`;
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

/** What others did on behalf of a person, newest first, before a sequence number. For the person's own eyes. */
export function actsFor(
  db: Db,
  subject: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<ActRow[]> {
  return db.many<ActRow>`
    select seq, id, at, actor, channel, what from platform.audit
     where on_behalf_of = ${subject} and (${before}::bigint is null or seq < ${before}::bigint)
     order by seq desc limit ${limit}`;
}

interface AuditRow {
  seq: number;
  xid: string;
  text: string;
}

const blockSize = 1000;

/** Seals finished audit rows into the next block of the chain. Returns how many rows were sealed. */
export function sealAudit(ctx: Ctx): Promise<number> {
  return ctx.db.tx(async (tx) => {
    await tx.run`select pg_advisory_xact_lock(7062)`;
    const last = await tx.maybeOne<{ block: number; lastXid: string; lastSeq: number; hash: Buffer }>`
      select block, last_xid::text, last_seq, hash from platform.audit_block order by block desc limit 1`;
    // Rows of transactions that may still be open are left for the next block.
    const rows = await tx.many<AuditRow>`
      select seq, xid::text, row_to_json(r)::text as text
        from (select id, seq, xid, at, actor_kind, actor, on_behalf_of, channel, request_id, what, kind, target, subject, detail,
                     encode(sealed, 'hex') as sealed
                from platform.audit
               where (xid, seq) > (${last?.lastXid ?? "0"}::xid8, ${last?.lastSeq ?? 0}::bigint)
                 and xid < pg_snapshot_xmin(pg_current_snapshot())
               order by xid, seq limit ${blockSize}) r`;
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
      select seq, xid::text, row_to_json(r)::text as text
        from (select id, seq, xid, at, actor_kind, actor, on_behalf_of, channel, request_id, what, kind, target, subject, detail,
                     encode(sealed, 'hex') as sealed
                from platform.audit
               where (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint) and (xid, seq) <= (${next.lastXid}::xid8, ${next.lastSeq}::bigint)
               order by xid, seq) r`;
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
