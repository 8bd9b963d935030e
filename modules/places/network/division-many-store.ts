/** SQL of many divisions at once: a nation has seven hundred thousand. */
import { type Db, newId, type Tx } from "#platform/db";
import type { DivisionRow, Succession } from "./division-store.ts";

export interface NewDivision {
  code: string;
  parentCode: string | null;
  name: string;
  names: Record<string, string>;
  kind: string;
  from: string | null;
  to: string | null;
  source: string;
  note: string | null;
}

export interface DivisionEnd {
  code: string;
  /** First day of the meaning that ends. */
  from: string | null;
  /** First day on which it is no more. */
  on: string;
}

/** Which of these codes mean or meant something. */
export async function knownCodes(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.many<{ code: string }>`
    select w.code from unnest(${codes}::text[]) w(code)
     where exists (select from places.division d where d.code = w.code)`;
  return new Set(rows.map(({ code }) => code));
}

export interface OnIt {
  places: number;
  organisations: number;
}

/** How many living places lie in exactly these divisions, and how many organisations serve them; only where there are any. */
export async function countOnThem(db: Db, codes: readonly string[]): Promise<Map<string, OnIt>> {
  const rows = await db.many<OnIt & { code: string }>`
    select code, sum(place)::int as places, sum(1 - place)::int as organisations
      from (select division_code as code, 1 as place from places.facility
             where division_code = any(${codes}::text[]) and ended_on is null
            union all
            select division_code, 0 from places.organisation where division_code = any(${codes}::text[])) on_it
     group by code`;
  return new Map(rows.map(({ code, ...counts }) => [code, counts]));
}

/** Meanings that were not there; the constraint that a code never means two things on a day looks at every one. */
export async function insertMeanings(tx: Tx, rows: readonly NewDivision[]): Promise<void> {
  const of = <T>(pick: (row: NewDivision) => T): T[] => rows.map(pick);
  const codes = of(({ code }) => code);
  await tx.run`insert into places.division_code (code) select distinct unnest(${codes}::text[]) on conflict do nothing`;
  await tx.run`
    insert into places.division (id, code, parent_code, name, names, kind, valid, source, note)
    select n.id, n.code, n.parent_code, n.name, n.names::jsonb, n.kind, daterange(n.from_day, n.to_day), n.source, n.note
      from unnest(${of(() => newId())}::uuid[], ${codes}::text[], ${of((r) => r.parentCode)}::text[], ${of((r) => r.name)}::text[],
                  ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.kind)}::text[], ${of((r) => r.from)}::date[],
                  ${of((r) => r.to)}::date[], ${of((r) => r.source)}::text[], ${of((r) => r.note)}::text[])
           as n(id, code, parent_code, name, names, kind, from_day, to_day, source, note)`;
}

/** Meanings end, each on its day. */
export async function endMeanings(tx: Tx, ends: readonly DivisionEnd[]): Promise<void> {
  await tx.run`
    update places.division d set valid = daterange(lower(d.valid), n.on_day)
      from unnest(${ends.map(({ code }) => code)}::text[], ${ends.map(({ from }) => from)}::date[], ${ends.map(({ on }) => on)}::date[])
           as n(code, from_day, on_day)
     where d.code = n.code and lower(d.valid) is not distinct from n.from_day`;
}

/** What was written wrongly about a meaning is put right; its days stay. */
export async function correctMeanings(tx: Tx, rows: readonly NewDivision[]): Promise<void> {
  await tx.run`
    update places.division d set name = n.name, names = n.names::jsonb, kind = n.kind, parent_code = n.parent_code
      from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ from }) => from)}::date[], ${rows.map(({ name }) => name)}::text[],
                  ${rows.map(({ names }) => JSON.stringify(names))}::text[], ${rows.map(({ kind }) => kind)}::text[],
                  ${rows.map(({ parentCode }) => parentCode)}::text[]) as n(code, from_day, name, names, kind, parent_code)
     where d.code = n.code and lower(d.valid) is not distinct from n.from_day`;
}

export async function linkMany(tx: Tx, links: readonly Succession[]): Promise<void> {
  await tx.run`
    insert into places.division_succession (from_code, to_code, how, on_day)
    select * from unnest(${links.map(({ fromCode }) => fromCode)}::text[], ${links.map(({ toCode }) => toCode)}::text[],
                         ${links.map(({ how }) => how)}::text[], ${links.map(({ onDay }) => onDay)}::date[])
    on conflict (from_code, to_code) do nothing`;
}

/** The next meanings after one, in the order of codes and days, with what each came from. */
export function divisionPage(
  db: Db,
  prefix: string,
  after: { code: string; id: string } | null,
): Promise<(DivisionRow & { former: string[]; how: Succession["how"] | null })[]> {
  return db.many`
    select d.id, d.code, d.parent_code, c.level, d.name, d.names, d.kind, lower(d.valid) as "from", upper(d.valid) as "to", d.source, d.note,
           array(select s.from_code from places.division_succession s
                  where s.to_code = d.code and s.on_day is not distinct from lower(d.valid) order by s.from_code) as former,
           (select min(s.how) from places.division_succession s
             where s.to_code = d.code and s.on_day is not distinct from lower(d.valid)) as how
      from places.division d join places.division_code c using (code)
     where starts_with(d.code, ${prefix})
       and (${after?.id ?? null}::uuid is null or (d.code collate "C", d.id) > (${after?.code ?? null}::text collate "C", ${after?.id ?? null}::uuid))
     order by d.code collate "C", d.id limit 2000`;
}
