/** SQL of two readers who become one. Counts follow by the triggers of loans, holds and fees. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

interface Pair {
  from: string;
  into: string;
}

/** The copies either has or waits for, before the readers: locks are taken in one order. */
export async function lockItemsOf(tx: Tx, { from, into }: Pair): Promise<void> {
  await tx.run`
    select 1 from library.item i
     where i.id in (select item_id from library.loan where subject in (${from}, ${into})
                    union select item_id from library.hold where subject in (${from}, ${into}) and item_id is not null)
     order by i.id for no key update`;
}

/** Where the key stands beside another reader's: who carried something, stands for them or comes for them. Answers of how many. */
export async function moveMentions(tx: Tx, { from, into }: Pair, on: string): Promise<number> {
  const carried = await tx.run`update library.loan set carried_by = ${into} where carried_by = ${from}`;
  // Nobody stands for themself, or comes for themself.
  await tx.run`
    delete from library.guarantee where (subject, guarantor) in ((${from}::uuid, ${into}::uuid), (${into}::uuid, ${from}::uuid))`;
  const stood = await tx.run`update library.guarantee set guarantor = ${into} where guarantor = ${from}`;
  await tx.run`
    delete from library.proxy where (subject, agent) in ((${from}::uuid, ${into}::uuid), (${into}::uuid, ${from}::uuid))`;
  await tx.run`
    update library.proxy p set ended_on = ${on}::date
     where p.agent = ${from} and p.ended_on is null
       and exists (select from library.proxy o where o.subject = p.subject and o.agent = ${into} and o.ended_on is null)`;
  const came = await tx.run`update library.proxy set agent = ${into} where agent = ${from}`;
  return carried + stood + came;
}

/** What stands against either stands against the one, what either may longer the one may longer, and a list that either keeps is kept. */
export async function joinStanding(tx: Tx, { from, into }: Pair): Promise<void> {
  await tx.run`
    update library.reader r
       set valid_until = case when r.valid_until is null or o.valid_until is null then null else greatest(r.valid_until, o.valid_until) end,
           suspended_until = greatest(r.suspended_until, o.suspended_until),
           blocked = case when r.blocked = '' then o.blocked when o.blocked in ('', r.blocked) then r.blocked
                          else left(r.blocked || '；' || o.blocked, 200) end,
           keeps_history = r.keeps_history or o.keeps_history,
           joined_on = least(r.joined_on, o.joined_on), version = r.version + 1
      from library.reader o where r.subject = ${into} and o.subject = ${from}`;
}

/** All numbers lead to the one; of two cards in force the one of the account that stays is. */
export async function moveCards(
  tx: Tx,
  { from, into }: Pair,
  on: string,
): Promise<{ moved: number; aliased: number }> {
  const aliased = await tx.run`
    update library.card set state = 'alias', changed_on = ${on}::date
     where subject = ${from} and state = 'active'
       and exists (select from library.card where subject = ${into} and state = 'active')`;
  return { moved: await tx.run`update library.card set subject = ${into} where subject = ${from}`, aliased };
}

/** Of two in one way the one that lasts longer stays; of two deposits the sum, which is what was paid. */
export async function moveGuarantees(
  tx: Tx,
  { from, into }: Pair,
  now: Temporal.Instant,
): Promise<{ moved: number; twice: number; summed: number }> {
  const summed = await tx.maybeOne<{ amount: number }>`
    update library.guarantee g
       set amount_fen = g.amount_fen + o.amount_fen, receipt = left(concat_ws('、', nullif(g.receipt, ''), nullif(o.receipt, '')), 60)
      from library.guarantee o
     where g.subject = ${into} and o.subject = ${from} and g.way = 'deposit' and o.way = 'deposit' and g.ended_at is null
       and o.ended_at is null
    returning g.amount_fen as amount`;
  const twice = await tx.run`
    update library.guarantee g set ended_at = ${now}
      from library.guarantee o
     where g.ended_at is null and o.ended_at is null and g.way = o.way
       and (g.subject, o.subject) in ((${from}::uuid, ${into}::uuid), (${into}::uuid, ${from}::uuid))
       and case when g.way = 'deposit' then g.subject = ${from}
                else coalesce(g.until, 'infinity') < coalesce(o.until, 'infinity')
                     or (coalesce(g.until, 'infinity') = coalesce(o.until, 'infinity') and g.subject = ${from}) end`;
  // Of credit that is over nothing is kept.
  await tx.run`
    delete from library.guarantee where subject in (${from}, ${into}) and way = 'credit' and ended_at is not null`;
  const moved = await tx.run`update library.guarantee set subject = ${into} where subject = ${from}`;
  return { moved, twice: summed ? twice - 1 : twice, summed: summed?.amount ?? 0 };
}

/** Loans with the day they are due, fees with their papers, how often they were believed, what was read, who comes for them. */
export async function moveRows(tx: Tx, { from, into }: Pair): Promise<number> {
  const loans = await tx.run`update library.loan set subject = ${into} where subject = ${from}`;
  const fees = await tx.run`update library.fee set subject = ${into} where subject = ${from}`;
  const papers = await tx.run`update library.settlement set subject = ${into} where subject = ${from}`;
  const believed = await tx.run`
    insert into library.believed as b (subject, year, times) select ${into}::uuid, year, times from library.believed where subject = ${from}
    on conflict (subject, year) do update set times = least(b.times + excluded.times, 99)`;
  const read = await tx.run`
    insert into library.reading (subject, record_id, lent_on, returned_on)
    select ${into}::uuid, record_id, lent_on, returned_on from library.reading where subject = ${from} on conflict do nothing`;
  await tx.run`
    update library.proxy p set ended_on = p.since
     where p.subject = ${from} and p.ended_on is null
       and exists (select from library.proxy o where o.subject = ${into} and o.agent = p.agent and o.ended_on is null)`;
  const proxies = await tx.run`update library.proxy set subject = ${into} where subject = ${from}`;
  await tx.run`
    update library.reader_talk t set subject = ${into}
     where t.subject = ${from} and not exists (select from library.reader_talk o where o.subject = ${into} and o.rule = t.rule)`;
  return loans + fees + papers + believed + read + proxies;
}

/** Nothing hangs on the key any more but what goes with it. */
export async function removeReader(tx: Tx, subject: string): Promise<void> {
  await tx.run`delete from library.reader where subject = ${subject}`;
}
