/** SQL of the rules: what is asked, of whom, and the other ways to qualify. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Outage } from "./rule.ts";

type Words<W extends string> = Record<W, string>;
type Translations<W extends string> = Record<string, Partial<Words<W>>>;

export interface Way extends Words<"name" | "says"> {
  code: string;
  translations: Translations<"name" | "says">;
  validDays: number;
}

export interface Check extends Words<"name" | "purpose" | "asks" | "askedOf"> {
  id: string;
  code: string;
  version: number;
  organisation: string;
  path: string;
  validFrom: Temporal.Instant;
  translations: Translations<"name" | "purpose" | "asks" | "askedOf">;
  provider: string;
  level: 1 | 2 | 3;
  fromAge: number;
  validDays: number;
  againDays: number;
  outage: Outage;
  grantDays: number | null;
  appealDays: number;
  retired: boolean;
  ways: Way[];
}

const columns = sql`
  c.id, c.code, c.version, c.organisation, c.path, c.valid_from, c.name, c.purpose, c.asks, c.asked_of, c.translations, c.provider,
  c.level, c.from_age, c.valid_days, c.again_days, c.outage, c.grant_days, c.appeal_days, c.retired,
  (select jsonb_agg(jsonb_build_object('code', w.code, 'name', w.name, 'says', w.says, 'translations', w.translations,
                                       'validDays', w.valid_days) order by w.sort, w.code)
     from people.eligibility_way w where w.check_id = c.id) as ways`;

/** The version of each rule that holds at a moment, retired ones too, by code. */
export function checksAt(db: Db, now: Temporal.Instant): Promise<Check[]> {
  return db.many<Check>`
    select distinct on (c.code) ${columns} from people.eligibility_check c
     where c.valid_from <= ${now} order by c.code, c.version desc`;
}

export function checkAt(db: Db, code: string, now: Temporal.Instant): Promise<Check | null> {
  return db.maybeOne<Check>`
    select ${columns} from people.eligibility_check c
     where c.code = ${code} and c.valid_from <= ${now} order by c.version desc limit 1`;
}

export function checkById(db: Db, id: string): Promise<Check | null> {
  return db.maybeOne<Check>`select ${columns} from people.eligibility_check c where c.id = ${id}`;
}

/** All versions of a rule, the newest first. */
export function versionsOf(db: Db, code: string): Promise<Check[]> {
  return db.many<Check>`
    select ${columns} from people.eligibility_check c where c.code = ${code} order by c.version desc`;
}

/** Writes a version; false when somebody wrote one meanwhile (`eligibility_check_version`). */
export async function insertCheck(tx: Tx, c: Check): Promise<boolean> {
  const made = await tx.run`
    insert into people.eligibility_check (id, code, version, organisation, path, valid_from, name, purpose, asks, asked_of, translations,
                                          provider, level, from_age, valid_days, again_days, outage, grant_days, appeal_days, retired)
    values (${c.id}, ${c.code}, ${c.version}, ${c.organisation}, ${c.path}, ${c.validFrom}, ${c.name}, ${c.purpose}, ${c.asks},
            ${c.askedOf}, ${JSON.stringify(c.translations)}, ${c.provider}, ${c.level}, ${c.fromAge}, ${c.validDays}, ${c.againDays},
            ${c.outage}, ${c.grantDays}, ${c.appealDays}, ${c.retired})
    on conflict on constraint eligibility_check_version do nothing`;
  if (made === 0) return false;
  const of = <V>(pick: (way: Way) => V) => c.ways.map(pick);
  await tx.run`
    insert into people.eligibility_way (check_id, code, name, says, translations, valid_days, sort)
    select ${c.id}::uuid, w.code, w.name, w.says, w.translations::jsonb, w.valid_days, w.sort
      from unnest(${of((w) => w.code)}::text[], ${of((w) => w.name)}::text[], ${of((w) => w.says)}::text[],
                  ${of((w) => JSON.stringify(w.translations))}::text[], ${of((w) => w.validDays)}::integer[])
           with ordinality as w(code, name, says, translations, valid_days, sort)`;
  return true;
}
