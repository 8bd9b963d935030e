/** SQL of divisions and population. */
import { type Db, newId, type Tx } from "#platform/db";
import type { PopulationRow } from "./population.ts";

export interface DivisionRow {
  id: string;
  code: string;
  parentCode: string | null;
  level: "province" | "city" | "district" | "street" | "community";
  name: string;
  names: Record<string, string>;
  kind: string;
  from: string | null;
  to: string | null;
  source: string;
  note: string | null;
}

interface NewDivision {
  code: string;
  parentCode: string | null;
  name: string;
  names?: Record<string, string>;
  kind: string;
  from?: string | null;
  to?: string | null;
  source: string;
  note?: string | null;
}

/** Divisions that are valid on a day, with these codes or directly below a parent (null: below none), in the order of their codes. */
export function divisionsOn(
  db: Db,
  {
    day,
    codes,
    parent,
  }: { day: string } & (
    | { codes: readonly string[]; parent?: undefined }
    | { parent: string | null; codes?: undefined }
  ),
): Promise<DivisionRow[]> {
  return db.many<DivisionRow>`
    select d.id, d.code, d.parent_code, c.level, d.name, d.names, d.kind, lower(d.valid) as "from", upper(d.valid) as "to", d.source, d.note
      from places.division d join places.division_code c using (code)
     where d.valid @> ${day}::date
       and (${codes ?? null}::text[] is null or d.code = any(${codes ?? null}::text[]))
       and (${parent === undefined}::boolean or d.parent_code is not distinct from ${parent ?? null}::text)
     order by d.code`;
}

/** A division and everything that lay in it on a day, by the parents of that day. Nothing where its code meant nothing then. */
export function divisionsWithin(db: Db, code: string, day: string): Promise<DivisionRow[]> {
  return db.many<DivisionRow>`
    with recursive inside as (
      select d.* from places.division d where d.code = ${code} and d.valid @> ${day}::date
      union all
      select d.* from inside join places.division d on d.parent_code = inside.code and d.valid @> ${day}::date)
    select d.id, d.code, d.parent_code, c.level, d.name, d.names, d.kind, lower(d.valid) as "from", upper(d.valid) as "to", d.source, d.note
      from inside d join places.division_code c using (code) order by d.code`;
}

/** Everything a code has meant, newest last. */
export function historyOfDivision(db: Db, code: string): Promise<DivisionRow[]> {
  return db.many<DivisionRow>`
    select d.id, d.code, d.parent_code, c.level, d.name, d.names, d.kind, lower(d.valid) as "from", upper(d.valid) as "to", d.source, d.note
      from places.division d join places.division_code c using (code)
     where d.code = ${code} order by d.valid`;
}

/** Everything these codes have meant, in the order of codes and days. */
export function historiesOf(db: Db, codes: readonly string[]): Promise<DivisionRow[]> {
  return db.many<DivisionRow>`
    select d.id, d.code, d.parent_code, c.level, d.name, d.names, d.kind, lower(d.valid) as "from", upper(d.valid) as "to", d.source, d.note
      from places.division d join places.division_code c using (code)
     where d.code = any(${codes}::text[]) order by d.code, d.valid`;
}

/** What these codes became. */
export function successorsOf(db: Db, codes: readonly string[]): Promise<Succession[]> {
  return db.many<Succession>`
    select from_code, to_code, how, on_day from places.division_succession
     where from_code = any(${codes}::text[]) order by from_code, on_day nulls first, to_code`;
}

export interface Succession {
  fromCode: string;
  toCode: string;
  how: "moved" | "recoded" | "merged" | "split";
  onDay: string | null;
}

/** What a code came from and what it became. */
export function successionsOf(db: Db, code: string): Promise<Succession[]> {
  return db.many<Succession>`
    select from_code, to_code, how, on_day from places.division_succession
     where from_code = ${code} or to_code = ${code} order by on_day nulls first, from_code, to_code`;
}

/** A parent code that is neither stored nor among the rows, or null when all are there. */
export async function missingParent(db: Db, rows: readonly NewDivision[]): Promise<string | null> {
  const own = new Set(rows.map(({ code }) => code));
  const wanted = [
    ...new Set(rows.flatMap(({ parentCode }) => (parentCode && !own.has(parentCode) ? [parentCode] : []))),
  ];
  const row = await db.maybeOne<{ code: string }>`
    select w.code from unnest(${wanted}::text[]) w(code)
     where not exists (select from places.division d where d.code = w.code) order by w.code limit 1`;
  return row?.code ?? null;
}

/** A code that would mean something else on days on which it is taken, or null. The EXCLUDE constraint says the same. */
export async function takenCode(db: Db, rows: readonly NewDivision[]): Promise<string | null> {
  const row = await db.maybeOne<{ code: string }>`
    select n.code
      from unnest(${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.parentCode)}::text[], ${rows.map((r) => r.name)}::text[],
                  ${rows.map((r) => JSON.stringify(r.names ?? {}))}::text[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.from ?? null)}::date[], ${rows.map((r) => r.to ?? null)}::date[])
           as n(code, parent_code, name, names, kind, from_day, to_day)
      join places.division d on d.code = n.code and d.valid && daterange(n.from_day, n.to_day)
     where not (d.valid = daterange(n.from_day, n.to_day) and d.name = n.name and d.names = n.names::jsonb
                and d.kind = n.kind and d.parent_code is not distinct from n.parent_code)
     order by n.code limit 1`;
  return row?.code ?? null;
}

/** Inserts divisions in bulk and answers the codes that were new. Rows that are there word for word are left alone. */
export async function insertDivisions(tx: Tx, rows: readonly NewDivision[]): Promise<string[]> {
  const codes = rows.map(({ code }) => code);
  await tx.run`insert into places.division_code (code) select distinct unnest(${codes}::text[]) on conflict do nothing`;
  const added = await tx.many<{ code: string }>`
    insert into places.division (id, code, parent_code, name, names, kind, valid, source, note)
    select n.id, n.code, n.parent_code, n.name, n.names::jsonb, n.kind, daterange(n.from_day, n.to_day), n.source, n.note
      from unnest(${rows.map(() => newId())}::uuid[], ${codes}::text[], ${rows.map((r) => r.parentCode)}::text[],
                  ${rows.map((r) => r.name)}::text[], ${rows.map((r) => JSON.stringify(r.names ?? {}))}::text[],
                  ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.from ?? null)}::date[], ${rows.map((r) => r.to ?? null)}::date[],
                  ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.note ?? null)}::text[])
           as n(id, code, parent_code, name, names, kind, from_day, to_day, source, note)
     where not exists (
       select from places.division d
        where d.code = n.code and d.valid = daterange(n.from_day, n.to_day) and d.name = n.name and d.names = n.names::jsonb
          and d.kind = n.kind and d.parent_code is not distinct from n.parent_code)
    returning code`;
  return added.map(({ code }) => code);
}

export async function linkDivisions(
  tx: Tx,
  link: { from: string; to: string; how: Succession["how"]; onDay: string | null },
): Promise<boolean> {
  const linked = await tx.run`
    insert into places.division_succession (from_code, to_code, how, on_day)
    values (${link.from}, ${link.to}, ${link.how}, ${link.onDay})
    on conflict (from_code, to_code) do update set how = excluded.how, on_day = excluded.on_day
     where (division_succession.how, division_succession.on_day) is distinct from (excluded.how, excluded.on_day)`;
  return linked === 1;
}

export async function putPopulationBasis(
  tx: Tx,
  basis: { id: string; name: string; names: Record<string, string> },
): Promise<void> {
  await tx.run`
    insert into places.population_basis (id, name, names) values (${basis.id}, ${basis.name}, ${JSON.stringify(basis.names)})
    on conflict (id) do update set name = excluded.name, names = excluded.names`;
}

/** Replaces the figures for the same code, basis, year, cut and band. */
export async function putPopulations(tx: Tx, rows: readonly PopulationRow[]): Promise<void> {
  const columns = {
    code: rows.map((r) => r.code),
    basis: rows.map((r) => r.basis),
    year: rows.map((r) => r.year),
    banding: rows.map((r) => r.banding),
    from: rows.map((r) => r.ageFrom),
    to: rows.map((r) => r.ageTo),
  };
  await tx.run`
    delete from places.population p
     using unnest(${columns.code}::text[], ${columns.basis}::text[], ${columns.year}::int[], ${columns.banding}::text[],
                  ${columns.from}::int[], ${columns.to}::int[]) as n(code, basis, year, banding, age_from, age_to)
     where p.code = n.code and p.basis = n.basis and p.year = n.year and p.banding = n.banding and p.ages = int4range(n.age_from, n.age_to)`;
  await tx.run`
    insert into places.population (id, code, basis, year, banding, ages, people, source, status)
    select n.id, n.code, n.basis, n.year, n.banding, int4range(n.age_from, n.age_to), n.people, n.source, n.status
      from unnest(${rows.map(() => newId())}::uuid[], ${columns.code}::text[], ${columns.basis}::text[], ${columns.year}::int[],
                  ${columns.banding}::text[], ${columns.from}::int[], ${columns.to}::int[], ${rows.map((r) => r.people)}::int[],
                  ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.status)}::text[])
           as n(id, code, basis, year, banding, age_from, age_to, people, source, status)`;
}

/** Figures of these codes; on one basis and of one year when asked. */
export function populationsOf(
  db: Db,
  codes: readonly string[],
  { basis, year }: { basis?: string; year?: number } = {},
): Promise<PopulationRow[]> {
  return db.many<PopulationRow>`
    select code, basis, year, banding, lower(ages) as age_from, upper(ages) as age_to, people, source, status
      from places.population
     where code = any(${codes}::text[]) and (${basis ?? null}::text is null or basis = ${basis ?? null})
       and (${year ?? null}::int is null or year = ${year ?? null})
     order by code, year, basis, banding, ages`;
}

/** The largest figure of all people of this division, on whichever basis and of whichever year; null where there is none. */
export async function mostPeopleOf(db: Db, code: string): Promise<number | null> {
  const { people } = await db.one<{ people: number | null }>`
    select max(people) as people from places.population where code = ${code} and banding = 'all'`;
  return people;
}

/** The next figures after one, in the order in which they were entered. */
export function populationPage(
  db: Db,
  prefix: string,
  after: string | null,
): Promise<(PopulationRow & { id: string })[]> {
  return db.many<PopulationRow & { id: string }>`
    select id, code, basis, year, banding, lower(ages) as age_from, upper(ages) as age_to, people, source, status
      from places.population
     where starts_with(code, ${prefix}) and (${after}::uuid is null or id > ${after}::uuid) order by id limit 2000`;
}

export function populationBases(
  db: Db,
): Promise<{ id: string; name: string; names: Record<string, string> }[]> {
  return db.many`select id, name, names from places.population_basis order by id`;
}
