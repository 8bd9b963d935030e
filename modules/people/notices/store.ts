/** SQL of what the city told people. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, type Tx } from "#platform/db";
import type { NoticeChannel, NoticeKind } from "./kinds.ts";
import type { QuietHours } from "./quiet.ts";
import type { StoredValues } from "./values.ts";

export interface NoticeRow {
  id: string;
  key: string;
  data: StoredValues;
  href: string | null;
  madeAt: Temporal.Instant;
  readAt: Temporal.Instant | null;
  /** When it goes out; null when it is out, or goes at once. */
  dueAt: Temporal.Instant | null;
}

export interface NewNotice {
  subject: string;
  id: string;
  key: string;
  kind: NoticeKind;
  data: StoredValues;
  href: string | null;
  once: string | null;
  neededBy: Temporal.Instant | null;
  /** When it goes out; null for at once. */
  dueAt: Temporal.Instant | null;
}

/** Stores notices for the living among these subjects, each `once` a single time. Answers how many are new. */
export function insertNotices(tx: Tx, rows: NewNotice[], now: Temporal.Instant): Promise<number> {
  return tx.run`
    insert into people.notice (id, account, key, kind, data, href, once, made_at, needed_by, due_at)
    select n.id, a.id, n.key, n.kind, n.data::jsonb, n.href, n.once, ${now}, n.needed_by, n.due_at
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ subject }) => subject)}::uuid[],
                  ${rows.map(({ key }) => key)}::text[], ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ data }) => JSON.stringify(data))}::text[],
                  ${rows.map(({ href }) => href)}::text[], ${rows.map(({ once }) => once)}::text[],
                  ${rows.map(({ neededBy }) => neededBy?.toString() ?? null)}::timestamptz[],
                  ${rows.map(({ dueAt }) => dueAt?.toString() ?? null)}::timestamptz[])
           as n(id, subject, key, kind, data, href, once, needed_by, due_at)
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
    select id, key, data, href, made_at, read_at, due_at from people.notice
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
  kind: NoticeKind;
  data: StoredValues;
  href: string | null;
  /** This one included. */
  tries: number;
  neededBy: Temporal.Instant | null;
  subject: string;
  name: string | null;
  /** Whom it is carried to: the person, or the guardians of whoever has no phone. */
  recipients: Recipient[] | null;
}

export interface Recipient {
  account: string;
  subject: string;
  locale: string;
  /** Sealed for the recipient, in hex; null without one. */
  phone: string | null;
  email: string | null;
  /** What they chose for this kind; null for what is usual. */
  chosen: NoticeChannel[] | null;
  /** Channels by which it has gone already, or was refused for good. */
  done: NoticeChannel[];
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
      returning id, account, key, kind, data, href, tries, needed_by)
    select n.id, n.key, n.kind, n.data, n.href, n.tries, n.needed_by, a.subject, a.name, (
             select jsonb_agg(jsonb_build_object(
                      'account', r.id, 'subject', r.subject, 'locale', r.locale,
                      'phone', encode(r.phone_sealed, 'hex'), 'email', encode(e.sealed, 'hex'), 'chosen', c.channels,
                      'done', (select coalesce(jsonb_agg(d.channel), '[]') from people.delivery d
                                where d.notice = n.id and d.recipient = r.id and d.outcome <> 'put-off')) order by r.id)
               from people.account r
               left join people.email e on e.account = r.id
               left join people.notice_choice c on c.account = r.id and c.kind = n.kind
              where r.id = a.id
                 or a.phone_sealed is null and r.status = 'active' and r.id in (
                    select agent from people.relation where ward = a.id and kind = 'guardian' and ended_at is null)) as recipients
      from taken n join people.account a on a.id = n.account order by n.id`;
}

export interface Delivery {
  recipient: string;
  channel: NoticeChannel;
  outcome: "sent" | "put-off" | "refused";
  providerId: string | null;
  nextAt: Temporal.Instant | null;
}

/** Notes what came of one try of a notice: due again at `nextAt`, or done with. */
export async function noteTry(
  tx: Tx,
  notice: string,
  {
    tried,
    nextAt,
    now,
  }: { tried: readonly Delivery[]; nextAt: Temporal.Instant | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into people.delivery (id, notice, recipient, channel, outcome, provider_id, at, next_at)
    select n.id, ${notice}::uuid, n.recipient, n.channel, n.outcome, n.provider_id, ${now}::timestamptz, n.next_at
      from unnest(${tried.map(() => newId(now.epochMilliseconds))}::uuid[], ${tried.map((d) => d.recipient)}::uuid[],
                  ${tried.map((d) => d.channel)}::text[], ${tried.map((d) => d.outcome)}::text[],
                  ${tried.map((d) => d.providerId)}::text[], ${tried.map((d) => d.nextAt?.toString() ?? null)}::timestamptz[])
           as n(id, recipient, channel, outcome, provider_id, next_at)
        on conflict do nothing`;
  await tx.run`
    update people.notice set due_at = ${nextAt}, sent_at = case when ${nextAt}::timestamptz is null then ${now}::timestamptz end
     where id = ${notice} and sent_at is null`;
}

export interface DeliveryView {
  notice: string;
  channel: NoticeChannel;
  outcome: Delivery["outcome"];
  at: Temporal.Instant;
  nextAt: Temporal.Instant | null;
  /** It went to the person's own phone or address, not to a guardian's. */
  own: boolean;
}

/** The latest attempt by each channel and recipient, of many notices. */
export function deliveriesOf(db: Db, notices: readonly string[]): Promise<DeliveryView[]> {
  return db.many<DeliveryView>`
    select distinct on (d.notice, d.recipient, d.channel)
           d.notice, d.channel, d.outcome, d.at, d.next_at, d.recipient = n.account as own
      from people.delivery d join people.notice n on n.id = d.notice
     where d.notice = any(${notices}::uuid[])
     order by d.notice, d.recipient, d.channel, d.at desc, d.id desc`;
}

export function quietHours(db: Db): Promise<QuietHours> {
  return db.one<QuietHours>`
    select to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends,
           to_char(urgent_before, 'HH24:MI') as urgent_before from people.quiet_hours`;
}

export async function setQuietHours(tx: Tx, { starts, ends, urgentBefore }: QuietHours): Promise<void> {
  await tx.run`
    update people.quiet_hours set starts = ${starts}::time, ends = ${ends}::time, urgent_before = ${urgentBefore}::time`;
}

/** Notices are kept for a year. */
export function forgetNotices(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.notice where made_at < ${before}`;
}
