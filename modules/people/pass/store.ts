/** SQL of phones that show the pass, the city's key generations and the codes that were shown. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

export interface Device {
  id: string;
  alg: "Ed25519" | "ES256";
  publicKey: string;
  madeAt: Temporal.Instant;
  seenAt: Temporal.Instant;
}

export function generations(
  db: Db,
): Promise<{ generation: number; since: Temporal.Instant; until: Temporal.Instant | null }[]> {
  return db.prepared.many<{ generation: number; since: Temporal.Instant; until: Temporal.Instant | null }>`
    select generation, since, until from people.pass_generation order by generation`;
}

/** Writes a phone down, or that it was here again. Answers the id it has. */
export async function putDevice(tx: Tx, row: { account: string } & Omit<Device, "seenAt">): Promise<string> {
  const { id } = await tx.one<{ id: string }>`
    insert into people.pass_device (id, account, alg, public_key, made_at, seen_at)
    values (${row.id}, ${row.account}, ${row.alg}, ${row.publicKey}, ${row.madeAt}, ${row.madeAt})
    on conflict (account, public_key) do update set seen_at = excluded.seen_at returning id`;
  return id;
}

/** Keeps the phones used last and forgets the others. Answers how many. */
export function keepDevices(tx: Tx, account: string, most: number): Promise<number> {
  return tx.run`
    delete from people.pass_device where account = ${account} and id not in (
      select id from people.pass_device where account = ${account} order by seen_at desc, id desc limit ${most})`;
}

export function devicesOf(db: Db, account: string): Promise<Device[]> {
  return db.many<Device>`
    select id, alg, public_key, made_at, seen_at from people.pass_device where account = ${account} order by seen_at desc, id desc`;
}

export interface PassesOf {
  subject: string;
  /** False: no pass of theirs is good any more. */
  active: boolean;
  /** Every subject key a pass of theirs can name: accounts that were joined keep theirs. */
  subjects: string[];
  /** Public keys of the phones that may show it. */
  phones: string[];
}

/** What a door without a line has to know of the passes of these people. */
export function passesOf(db: Db, subjects: readonly string[]): Promise<PassesOf[]> {
  return db.many<PassesOf>`
    select k.subject, a.status = 'active' as active,
           array(select m.subject::text from people.account m where m.id = a.id or m.merged_into = a.id) as subjects,
           array(select d.public_key from people.pass_device d where d.account = a.id) as phones
      from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id)
     where k.subject = any(${[...subjects]}::uuid[])`;
}

export async function removeDevice(tx: Tx, account: string, id: string): Promise<boolean> {
  return (await tx.run`delete from people.pass_device where account = ${account} and id = ${id}`) === 1;
}

export interface Showing {
  /** The key in the pass. */
  subject: string;
  /** The phone in it; null on paper. */
  phone: string | null;
  /** The code of the moment; null on paper. */
  code: { tokenId: string; step: number } | null;
}

/**
 * Who shows a pass: of two accounts that were joined the one that stays, whether it and the phone are good, and whether this is the
 * first time that the code is shown, which is noted. One statement: people wait at the door.
 */
export function holderShowing(
  tx: Tx,
  { subject, phone, code }: Showing,
  now: Temporal.Instant,
): Promise<{ subject: string; good: boolean; firstTime: boolean } | null> {
  return tx.prepared.maybeOne`
    with shown as (
      insert into people.pass_seen (token_id, step, seen_at)
      select token_id, step, ${now}::timestamptz
        from (select ${code?.tokenId ?? null}::text as token_id, ${code?.step ?? null}::bigint as step) as n where token_id is not null
          on conflict do nothing returning step)
    select a.subject, exists (select from shown) as first_time,
           a.status = 'active' and (${phone}::text is null or exists (
             select from people.pass_device d where d.account = a.id and d.public_key = ${phone}::text)) as good
      from people.account k join people.account a on a.id = coalesce(k.merged_into, k.id) where k.subject = ${subject}`;
}

export function forgetShown(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.pass_seen where seen_at < ${before}`;
}
