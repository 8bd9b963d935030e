/** SQL of what the city told people. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { StoredValues } from "./values.ts";

export interface NoticeRow {
  id: string;
  key: string;
  data: StoredValues;
  href: string | null;
  madeAt: Temporal.Instant;
  readAt: Temporal.Instant | null;
}

export interface NewNotice {
  subject: string;
  id: string;
  key: string;
  data: StoredValues;
  href: string | null;
  once: string | null;
}

/** Stores notices for the living among these subjects, each `once` a single time. Answers how many are new. */
export function insertNotices(tx: Tx, rows: NewNotice[], now: Temporal.Instant): Promise<number> {
  return tx.run`
    insert into people.notice (id, account, key, data, href, once, made_at)
    select n.id, a.id, n.key, n.data::jsonb, n.href, n.once, ${now}
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::uuid[],
                  ${rows.map(({ key }) => key)}::text[], ${rows.map(({ data }) => JSON.stringify(data))}::text[],
                  ${rows.map(({ href }) => href)}::text[], ${rows.map(({ once }) => once)}::text[])
           as n(id, subject, key, data, href, once)
      join people.account k on k.subject = n.subject
      join people.account a on a.id = coalesce(k.merged_into, k.id) and a.status = 'active'
    on conflict on constraint notice_once do nothing`;
}

export function noticesOf(
  db: Db,
  account: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<NoticeRow[]> {
  return db.many<NoticeRow>`
    select id, key, data, href, made_at, read_at from people.notice
     where account = ${account} and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit}`;
}

export async function unreadOf(db: Db, account: string): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from people.notice where account = ${account} and read_at is null`;
  return count;
}

export interface WardUnread {
  relation: string;
  name: string | null;
  unread: number;
}

/** Who has unread notices and no phone they would go to, among those this account is guardian of. */
export function unreadOfWards(db: Db, account: string, now: Temporal.Instant): Promise<WardUnread[]> {
  return db.many<WardUnread>`
    select r.id as relation, w.name, count(*)::int as unread
      from people.relation r
      join people.account w on w.id = r.ward and w.status = 'active' and w.phone_hash is null
      join people.notice n on n.account = w.id and n.read_at is null
     where r.agent = ${account} and r.kind = 'guardian' and r.ended_at is null
       and (r.valid_to is null or r.valid_to > ${now})
     group by r.id, w.name order by r.id`;
}

export function markRead(tx: Tx, account: string, now: Temporal.Instant): Promise<number> {
  return tx.run`update people.notice set read_at = ${now} where account = ${account} and read_at is null`;
}

export interface Unsent {
  id: string;
  key: string;
  data: StoredValues;
  /** This one included. */
  tries: number;
  locale: string;
  subject: string;
  name: string | null;
  phoneSealed: Buffer | null;
  /** Where it goes when the person has no phone: to the guardians. */
  guardians: { subject: string; sealed: string; locale: string }[] | null;
}

/**
 * Takes the next notices that are due, out of everybody's sight until `until`, and counts the try. What is taken and neither
 * sent nor put off is due again by then: nothing is lost with whoever took it.
 */
export function takeDue(
  tx: Tx,
  { now, until, limit }: { now: Temporal.Instant; until: Temporal.Instant; limit: number },
): Promise<Unsent[]> {
  return tx.many<Unsent>`
    with taken as (
      update people.notice set due_at = ${until}, tries = tries + 1
       where id in (select id from people.notice
                     where sent_at is null and (due_at is null or due_at <= ${now}::timestamptz)
                     order by id limit ${limit} for update skip locked)
      returning id, account, key, data, tries)
    select n.id, n.key, n.data, n.tries, a.locale, a.subject, a.name, a.phone_sealed,
           case when a.phone_sealed is null then (
             select jsonb_agg(jsonb_build_object('subject', g.subject, 'sealed', encode(g.phone_sealed, 'hex'), 'locale', g.locale))
               from people.relation r join people.account g on g.id = r.agent
              where r.ward = a.id and r.kind = 'guardian' and r.ended_at is null
                and g.status = 'active' and g.phone_sealed is not null) end as guardians
      from taken n join people.account a on a.id = n.account order by n.id`;
}

export async function markSent(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update people.notice set sent_at = ${now}, due_at = null where id = ${id}`;
}

/** Not sent this time: due again at `until`. */
export async function putOff(tx: Tx, id: string, until: Temporal.Instant): Promise<void> {
  await tx.run`update people.notice set due_at = ${until} where id = ${id} and sent_at is null`;
}

/** Notices are kept for a year. */
export function forgetNotices(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.notice where made_at < ${before}`;
}
