/** SQL of who comes for whom, and of the codes by which that is agreed. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

export interface ProxyOf {
  id: string;
  /** For whom. */
  subject: string;
  /** Who comes. */
  agent: string;
  kind: "proxy" | "contact";
  since: string;
  /** The last day; null: as long as the house says so. */
  until: string | null;
}

/** False where this one comes for them already (`proxy_once`). */
export async function insertProxy(tx: Tx, row: ProxyOf): Promise<boolean> {
  const made = await tx.run`
    insert into library.proxy (id, subject, agent, kind, since, until)
    values (${row.id}, ${row.subject}, ${row.agent}, ${row.kind}, ${row.since}::date, ${row.until}::date)
    on conflict (subject, agent) where ended_on is null do nothing`;
  return made === 1;
}

/** What is over by its day makes room for what is agreed anew. */
export async function endOverProxies(tx: Tx, on: string): Promise<void> {
  await tx.run`update library.proxy set ended_on = ${on}::date where ended_on is null and until < ${on}::date`;
}

/** Those of somebody, on either side, that hold on a day. */
export function proxiesOf(db: Db, subject: string, on: string): Promise<ProxyOf[]> {
  return db.prepared.many<ProxyOf>`
    select id, subject, agent, kind, since::text, until::text from library.proxy
     where (subject = ${subject}::uuid or agent = ${subject}::uuid) and ended_on is null and (until is null or until >= ${on}::date)
     order by since, id`;
}

export function proxyById(db: Db, id: string): Promise<ProxyOf | null> {
  return db.maybeOne<ProxyOf>`
    select id, subject, agent, kind, since::text, until::text from library.proxy where id = ${id} and ended_on is null`;
}

export async function endProxy(tx: Tx, id: string, on: string): Promise<boolean> {
  return (
    (await tx.run`update library.proxy set ended_on = ${on}::date where id = ${id} and ended_on is null`) ===
    1
  );
}

export interface ReaderCode {
  subject: string;
  opens: "proxy" | "guarantee";
  until: string | null;
}

/** Keeps a code in place of the one that was open for the same. */
export async function putCode(
  tx: Tx,
  row: ReaderCode & { codeHash: Buffer; expiresAt: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into library.reader_code (subject, opens, code_hash, until, expires_at)
    values (${row.subject}, ${row.opens}, ${row.codeHash}, ${row.until}::date, ${row.expiresAt})
    on conflict (subject, opens) do update
       set code_hash = excluded.code_hash, until = excluded.until, expires_at = excluded.expires_at`;
}

/** What a living code opens. It is looked at before anybody agrees. */
export function codeOf(db: Db, codeHash: Buffer, now: Temporal.Instant): Promise<ReaderCode | null> {
  return db.maybeOne<ReaderCode>`
    select subject, opens, until::text from library.reader_code where code_hash = ${codeHash} and expires_at > ${now}`;
}

/** Uses a living code up, once. */
export function takeCode(tx: Tx, codeHash: Buffer, now: Temporal.Instant): Promise<ReaderCode | null> {
  return tx.maybeOne<ReaderCode>`
    delete from library.reader_code where code_hash = ${codeHash} and expires_at > ${now} returning subject, opens, until::text`;
}

/** Nothing is left of codes that are over. */
export function forgetCodes(tx: Tx, now: Temporal.Instant): Promise<number> {
  return tx.run`delete from library.reader_code where expires_at <= ${now}`;
}
