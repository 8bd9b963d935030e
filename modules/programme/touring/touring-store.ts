/** SQL of touring exhibitions. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { TouringText } from "./contract.ts";

export interface Touring extends TouringText {
  id: string;
  organisationId: string;
  orgPath: string;
  offered: boolean;
  version: number;
}

const columns = sql.raw(
  "id, organisation_id, org_path, title, summary, crates, wall_metres, insured_yuan, transport, languages, lent_from, lent_through, " +
    "between_days, offered, version",
);

const most = 300;

export function touring(db: Db, id: string): Promise<Touring | null> {
  return db.maybeOne<Touring>`select ${columns} from programme.touring where id = ${id}`;
}

/** Whoever changes it or one of its legs locks it first. */
export function lockTouring(tx: Tx, id: string): Promise<Touring | null> {
  return tx.maybeOne<Touring>`select ${columns} from programme.touring where id = ${id} for no key update`;
}

/** Of these organisations and those below them, last changed first. */
export function touringsBelow(db: Db, paths: readonly string[]): Promise<Touring[]> {
  return db.many<Touring>`
    select ${columns} from programme.touring
     where org_path like any (select p || '%' from unnest(${[...paths]}::text[]) as p) order by changed_at desc, id limit ${most}`;
}

/** What is offered and can still be had on some day. */
export function touringsOffered(db: Db, today: Temporal.PlainDate): Promise<Touring[]> {
  return db.many<Touring>`
    select ${columns} from programme.touring
     where offered and (lent_through is null or lent_through >= ${today.toString()}::date) order by changed_at desc, id limit ${most}`;
}

export async function insertTouring(
  tx: Tx,
  t: TouringText & { id: string; organisationId: string; orgPath: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into programme.touring (id, organisation_id, org_path, title, summary, crates, wall_metres, insured_yuan, transport, languages,
                                   lent_from, lent_through, between_days, changed_at)
    values (${t.id}, ${t.organisationId}, ${t.orgPath}, ${t.title}, ${t.summary}, ${t.crates}, ${t.wallMetres}, ${t.insuredYuan},
            ${t.transport}, ${t.languages}, ${t.lentFrom}, ${t.lentThrough}, ${t.betweenDays}, ${now})`;
}

export async function updateTouring(
  tx: Tx,
  id: string,
  t: TouringText,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.touring
       set title = ${t.title}, summary = ${t.summary}, crates = ${t.crates}, wall_metres = ${t.wallMetres}, insured_yuan = ${t.insuredYuan},
           transport = ${t.transport}, languages = ${t.languages}, lent_from = ${t.lentFrom}, lent_through = ${t.lentThrough},
           between_days = ${t.betweenDays}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

export async function setOffered(
  tx: Tx,
  id: string,
  offered: boolean,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.touring set offered = ${offered}, version = version + 1, changed_at = ${now} where id = ${id} returning version`;
  return version;
}
