/** SQL of the line: who joins it, who is next, what became of each. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { living } from "../claim-state.ts";
import type { PoolChannel } from "../offer.ts";
import type { InLine } from "./line.ts";

export type WaitingState = "waiting" | "offered" | "taken" | "declined" | "lapsed" | "left" | "ended";

export interface Waiting extends InLine {
  offerId: string;
  priority: number;
  seq: number;
  madeAt: Temporal.Instant;
  state: WaitingState;
  claimId: string | null;
  /** Which refusal stood against the last places they could have had. */
  passedOver: string | null;
}

const columns = sql.raw(
  "w.id, w.offer_id, w.subject, w.size, w.wheelchairs, w.channels, w.priority, w.seq, w.made_at, w.state, w.claim_id, w.passed_over",
);
/** The order of the line, for comparing and sorting. */
const order = sql.raw("-w.priority, w.made_at, w.seq");

export async function insertWaiting(
  tx: Tx,
  entry: InLine & { offerId: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.waiting (id, offer_id, subject, size, wheelchairs, channels, made_at, state, changed_at)
    values (${entry.id}, ${entry.offerId}, ${entry.subject}, ${entry.size}, ${entry.wheelchairs}, ${[...entry.channels]}::text[], ${now}, 'waiting', ${now})`;
}

/** Who was not drawn, in the given order and behind who waits; who has places or waits already keeps what they have. */
export async function insertDrawn(
  tx: Tx,
  offerId: string,
  rows: readonly Pick<InLine, "id" | "subject" | "size">[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
    select n.id, ${offerId}, n.subject, n.size, array['online'], ${now}, 'waiting', ${now}
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::uuid[],
                  ${rows.map(({ size }) => size)}::int[]) with ordinality as n(id, subject, size, nth)
     where not exists (select from booking.claim c
                        where c.offer_id = ${offerId} and c.subject = n.subject and c.state = any(${living}::text[]))
     order by n.nth
        on conflict (offer_id, subject) where state in ('waiting', 'offered') do nothing`;
}

export function entry(
  db: Db,
  id: string,
): Promise<(Omit<Waiting, "subject"> & { subject: string | null }) | null> {
  return db.maybeOne`select ${columns} from booking.waiting w where w.id = ${id}`;
}

/** The entry of a person that waits or has an offer. */
export function livingEntry(db: Db, offerId: string, subject: string): Promise<Waiting | null> {
  return db.maybeOne<Waiting>`
    select ${columns} from booking.waiting w
     where w.offer_id = ${offerId} and w.subject = ${subject} and w.state in ('waiting', 'offered')`;
}

/** Where a person has waited, the latest first. */
export function entriesOf(db: Db, subject: string): Promise<Waiting[]> {
  return db.many<Waiting>`
    select ${columns} from booking.waiting w where w.subject = ${subject} order by w.made_at desc, w.seq desc`;
}

/** How many wait before an entry, and for how many places together; of the whole line without one. */
export function ahead(
  db: Db,
  offerId: string,
  before: Pick<Waiting, "priority" | "madeAt" | "seq"> | null,
): Promise<{ entries: number; places: number }> {
  return db.one<{ entries: number; places: number }>`
    select count(*)::int as entries, coalesce(sum(w.size), 0)::int as places from booking.waiting w
     where w.offer_id = ${offerId} and w.state = 'waiting'
       and (${before === null} or (${order}) < (${-(before?.priority ?? 0)}::int, ${before?.madeAt ?? null}::timestamptz, ${before?.seq ?? 0}::bigint))`;
}

/** Room that could be given now, by channel. */
export interface Room {
  channel: PoolChannel;
  left: number;
}

/**
 * The next in line whom one of these rooms is large enough for, after an entry, `late` the counter's too; who has places by now is passed. The pools must be
 * locked: the line of an offer changes under their lock only.
 */
export function nextInLine(
  tx: Tx,
  offerId: string,
  {
    rooms,
    after,
    limit,
    late,
  }: { rooms: readonly Room[]; after: Waiting | null; limit: number; late: boolean },
): Promise<Waiting[]> {
  return tx.many<Waiting>`
    select ${columns} from booking.waiting w
     where w.offer_id = ${offerId} and w.state = 'waiting'
       and (${after === null} or (${order}) > (${-(after?.priority ?? 0)}::int, ${after?.madeAt ?? null}::timestamptz, ${after?.seq ?? 0}::bigint))
       and exists (select from unnest(${rooms.map(({ channel }) => channel)}::text[], ${rooms.map(({ left }) => left)}::int[]) as r(channel, room)
                    where (r.channel = any(w.channels) or ${late} and r.channel = 'counter') and r.room >= w.size)
       and not exists (select from booking.claim c
                        where c.offer_id = w.offer_id and c.subject = w.subject and c.state = any(${living}::text[]))
     order by ${order} limit ${limit}`;
}

/** The line in order. */
export function line(db: Db, offerId: string, limit: number): Promise<Waiting[]> {
  return db.many<Waiting>`
    select ${columns} from booking.waiting w
     where w.offer_id = ${offerId} and w.state = 'waiting' order by ${order} limit ${limit}`;
}

/** Who waits on these offers, in the order of each line. */
export function waitingOn(
  db: Db,
  offerIds: readonly string[],
): Promise<{ offerId: string; subject: string }[]> {
  return db.many`
    select w.offer_id, w.subject from booking.waiting w
     where w.offer_id = any(${[...offerIds]}::uuid[]) and w.state = 'waiting' order by w.offer_id, ${order}`;
}

/**
 * Notes which claims hold the places that these who wait were offered; who comes in a wheelchair has a space by then, and it is kept no
 * longer. The pools must be locked, so that nobody left meanwhile.
 */
export async function setOffered(
  tx: Tx,
  offered: readonly { id: string; claimId: string }[],
  now: Temporal.Instant,
): Promise<void> {
  const noted = await tx.run`
    update booking.waiting w set state = 'offered', claim_id = o.claim_id, passed_over = null, wheelchairs = 0, changed_at = ${now}
      from unnest(${offered.map(({ id }) => id)}::uuid[], ${offered.map(({ claimId }) => claimId)}::uuid[]) as o(id, claim_id)
     where w.id = o.id and w.state = 'waiting'`;
  if (noted !== offered.length) throw new Error("places were to be offered to somebody who waits no longer");
}

/** Notes why these were passed over. Answers those to whom it happens for a new reason. */
export async function setPassedOver(
  tx: Tx,
  passed: readonly { id: string; because: string }[],
): Promise<string[]> {
  const rows = await tx.many<{ subject: string }>`
    update booking.waiting w set passed_over = p.because
      from unnest(${passed.map(({ id }) => id)}::uuid[], ${passed.map(({ because }) => because)}::text[]) as p(id, because)
     where w.id = p.id and w.passed_over is distinct from p.because
    returning w.subject`;
  return rows.map(({ subject }) => subject);
}

/** What became of the offers that these claims held. */
export async function answerOffers(
  tx: Tx,
  claimIds: readonly string[],
  state: "taken" | "declined" | "lapsed",
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update booking.waiting set state = ${state}, changed_at = ${now}
     where claim_id = any(${[...claimIds]}::uuid[]) and state = 'offered'`;
}

/** These people wait no longer on this offer: they left, or have places by another way. Answers how many did. */
export function leave(
  tx: Tx,
  offerId: string,
  subjects: readonly string[],
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    update booking.waiting set state = 'left', changed_at = ${now}, passed_over = null, wheelchairs = 0
     where offer_id = ${offerId} and subject = any(${[...subjects]}::uuid[]) and state = 'waiting'`;
}

/**
 * Ends the lines of offers, and what is offered from them and not held any more. `goesOn`: pools whose line has not ended, so that who
 * waits for one of them waits on. Answers who was still waiting.
 */
export async function end(
  tx: Tx,
  offerIds: readonly string[],
  now: Temporal.Instant,
  { goesOn = [] }: { goesOn?: readonly PoolChannel[] } = {},
): Promise<{ offerId: string; subject: string }[]> {
  const rows = await tx.many<{ offerId: string; subject: string; state: WaitingState }>`
    update booking.waiting w set state = case state when 'waiting' then 'ended' else 'lapsed' end, changed_at = ${now},
           passed_over = null, wheelchairs = 0
     where offer_id = any(${[...offerIds]}::uuid[]) and not channels && ${[...goesOn]}::text[]
       and (state = 'waiting' or state = 'offered'
            and not exists (select from booking.claim c where c.id = w.claim_id and c.state = 'held'))
    returning offer_id, subject, state`;
  return rows.filter(({ state }) => state === "ended");
}

/** Answers how many: none who waits no longer. */
export function moveUp(tx: Tx, id: string): Promise<number> {
  return tx.run`update booking.waiting set priority = 1 where id = ${id} and state = 'waiting'`;
}

/** Those of these offers that somebody waits for, in the order in which they are locked. */
export async function waitedFor(db: Db, offerIds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select o.id from unnest(${[...offerIds]}::uuid[]) as o(id)
     where exists (select from booking.waiting w where w.offer_id = o.id and w.state = 'waiting') order by o.id`;
  return rows.map(({ id }) => id);
}

/** Offers that somebody waits for: the pools they wait for, and whether one of these has room that is given out by now. */
export function linesNow(
  db: Db,
  now: Temporal.Instant,
): Promise<{ offerId: string; channels: string[]; free: boolean }[]> {
  return db.many`
    select w.offer_id, array_agg(distinct c.channel) as channels,
           bool_or(exists (select from booking.pool p
                            where p.offer_id = o.id and p.open and p.quota - p.taken >= w.size
                              and p.awaits_draw is null and not p.to_be_drawn
                              and (p.channel = c.channel or p.channel = 'counter' and o.rules ? 'lineUntil' and o.closes_at <= ${now})
                              and ${now} >= greatest(o.opens_at, p.releases_at))) as free
      from booking.waiting w join booking.offer o on o.id = w.offer_id cross join unnest(w.channels) as c(channel)
     where w.state = 'waiting' group by w.offer_id`;
}

/** A person waits nowhere any more, and is forgotten in every line. */
export function forget(tx: Tx, subject: string, now: Temporal.Instant): Promise<number> {
  return tx.run`
    update booking.waiting set subject = null, changed_at = ${now}, passed_over = null, wheelchairs = 0,
           state = case when state = 'waiting' then 'left' when state = 'offered' then 'declined' else state end
     where subject = ${subject}`;
}

/** One person's places in line become another's; where both wait the earlier place stays, and none where one of them has places. Answers how many moved. */
export async function move(tx: Tx, from: string, into: string, now: Temporal.Instant): Promise<number> {
  await tx.run`
    with twice as (
      select distinct on (w.offer_id) w.id
        from booking.waiting w
       where w.subject in (${from}, ${into}) and w.state = 'waiting'
         and (exists (select from booking.waiting other
                       where other.offer_id = w.offer_id and other.id <> w.id and other.subject in (${from}, ${into})
                         and other.state in ('waiting', 'offered'))
              or exists (select from booking.claim c
                          where c.offer_id = w.offer_id and c.subject in (${from}, ${into}) and c.state = any(${living}::text[])))
       order by w.offer_id, w.priority, w.made_at desc, w.seq desc)
    update booking.waiting w set state = 'left', changed_at = ${now}, passed_over = null, wheelchairs = 0 from twice where twice.id = w.id`;
  return tx.run`update booking.waiting set subject = ${into} where subject = ${from}`;
}
