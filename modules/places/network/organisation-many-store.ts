/** SQL of many organisations at once, and of their kinds. */
import type { Db, Tx } from "#platform/db";
import type { Organisation } from "./organisation-store.ts";

export interface OrganisationKind {
  code: string;
  name: string;
  names: Record<string, string>;
}

export function organisationKinds(db: Db): Promise<OrganisationKind[]> {
  return db.many<OrganisationKind>`select code, name, names from places.organisation_kind order by sort, code`;
}

export interface OrganisationInsert extends Omit<Organisation, "parentId"> {
  label: string;
  parentPath: string | null;
}

/** Parents and children may come together: the tree is looked at when all of them are there. */
export async function insertOrganisations(tx: Tx, rows: readonly OrganisationInsert[]): Promise<void> {
  const of = <T>(pick: (row: OrganisationInsert) => T): T[] => rows.map(pick);
  await tx.run`
    insert into places.organisation (id, label, parent_path, kind, name, names, division_code, demo)
    select n.id, n.label, n.parent_path, n.kind, n.name, n.names::jsonb, n.division_code, n.demo
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.label)}::text[], ${of((r) => r.parentPath)}::text[], ${of((r) => r.kind)}::text[],
                  ${of((r) => r.name)}::text[], ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.divisionCode)}::text[],
                  ${of((r) => r.demo)}::boolean[]) as n(id, label, parent_path, kind, name, names, division_code, demo)`;
}

export async function updateOrganisations(tx: Tx, rows: readonly Organisation[]): Promise<void> {
  await tx.run`
    update places.organisation o set name = n.name, names = n.names::jsonb, kind = n.kind, division_code = n.division_code
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ name }) => name)}::text[], ${rows.map(({ names }) => JSON.stringify(names))}::text[],
                  ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ divisionCode }) => divisionCode)}::text[])
           as n(id, name, names, kind, division_code)
     where o.id = n.id`;
}

/** Those that serve exactly this division. */
export async function organisationsServing(db: Db, divisionCode: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from places.organisation where division_code = ${divisionCode} order by id`;
  return rows.map(({ id }) => id);
}

/** Living facilities that one of these runs. */
export async function facilitiesRunBy(db: Db, organisations: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from places.facility where organisation_id = any(${organisations}::uuid[]) and ended_on is null order by id`;
  return rows.map(({ id }) => id);
}
