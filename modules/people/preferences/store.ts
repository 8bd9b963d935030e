/** SQL of what people choose to tell. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { languages } from "./contract.ts";

export type Language = (typeof languages)[number];

export interface Audience {
  code: string;
  name: string;
  names: Record<string, string>;
  sort: number;
  retired: boolean;
}

/** All groups in their order, retired ones too, with how many have chosen each. */
export function audiences(db: Db): Promise<(Audience & { chosen: number })[]> {
  return db.many<Audience & { chosen: number }>`
    select a.code, a.name, a.names, a.sort, a.retired,
           (select count(*)::int from people.chosen_audience c where c.audience = a.code) as chosen
      from people.audience a order by a.sort, a.code`;
}

export async function putAudience(tx: Tx, one: Audience): Promise<void> {
  await tx.run`
    insert into people.audience (code, name, names, sort, retired)
    values (${one.code}, ${one.name}, ${JSON.stringify(one.names)}, ${one.sort}, ${one.retired})
    on conflict (code) do update
       set name = excluded.name, names = excluded.names, sort = excluded.sort, retired = excluded.retired`;
}

export function preferencesOf(
  db: Db,
  account: string,
): Promise<{ languages: Language[]; audiences: string[] }> {
  return db.one<{ languages: Language[]; audiences: string[] }>`
    select a.languages, coalesce((
             select array_agg(c.audience order by g.sort, g.code)
               from people.chosen_audience c join people.audience g on g.code = c.audience
              where c.account = a.id), '{}') as audiences
      from people.account a where a.id = ${account}`;
}

export async function setLanguages(tx: Tx, account: string, chosen: Language[]): Promise<void> {
  await tx.run`update people.account set languages = ${chosen}::text[] where id = ${account}`;
}

/** Keeps these groups and no others; one chosen before keeps the day and wording of its consent. */
export async function setAudiences(
  tx: Tx,
  account: string,
  chosen: { codes: string[]; now: Temporal.Instant; consentVersion: string },
): Promise<void> {
  await tx.run`
    delete from people.chosen_audience where account = ${account} and audience <> all(${chosen.codes}::text[])`;
  await tx.run`
    insert into people.chosen_audience (account, audience, chosen_at, consent_version)
    select ${account}::uuid, code, ${chosen.now}::timestamptz, ${chosen.consentVersion}
      from unnest(${chosen.codes}::text[]) as c(code)
        on conflict do nothing`;
}

/** Of two accounts of one person: languages unless the one that stays has chosen its own, groups of both. */
export async function movePreferences(tx: Tx, from: string, into: string): Promise<void> {
  await tx.run`
    update people.account a set languages = f.languages
      from people.account f where a.id = ${into} and f.id = ${from} and a.languages = '{}'`;
  await tx.run`update people.account set languages = '{}' where id = ${from}`;
  await tx.run`
    insert into people.chosen_audience (account, audience, chosen_at, consent_version)
    select ${into}::uuid, audience, chosen_at, consent_version from people.chosen_audience where account = ${from}
        on conflict do nothing`;
  await tx.run`delete from people.chosen_audience where account = ${from}`;
}
