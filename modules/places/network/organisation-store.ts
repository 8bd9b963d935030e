/** SQL of organisations. */
import type { Db, Tx } from "#platform/db";

export interface Organisation {
  id: string;
  name: string;
  names: Record<string, string>;
  /** Ends in a dot; a grant on it covers everything that begins with it. */
  path: string;
  kind: string;
  parentId: string | null;
  divisionCode: string | null;
  demo: boolean;
}

/** The organisation, or null. */
export async function organisationOf(db: Db, id: string): Promise<Organisation | null> {
  return (await organisationsOf(db, [id])).get(id) ?? null;
}

/** Organisations by id. Unknown ids are missing from the answer. */
export async function organisationsOf(db: Db, ids: readonly string[]): Promise<Map<string, Organisation>> {
  const rows = await db.many<Organisation>`
    select o.id, o.name, o.names, o.path, o.kind, p.id as parent_id, o.division_code, o.demo
      from places.organisation o left join places.organisation p on p.path = o.parent_path
     where o.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Organisations by path. Unknown paths are missing from the answer. */
export async function organisationsByPaths(
  db: Db,
  paths: readonly string[],
): Promise<Map<string, Organisation>> {
  const rows = await db.many<Organisation>`
    select o.id, o.name, o.names, o.path, o.kind, p.id as parent_id, o.division_code, o.demo
      from places.organisation o left join places.organisation p on p.path = o.parent_path
     where o.path = any(${paths}::text[])`;
  return new Map(rows.map((row) => [row.path, row]));
}

/** Organisations by what a tag calls them. Those that nobody has are missing from the answer. */
export async function organisationsByIsil(
  db: Db,
  isils: readonly string[],
): Promise<Map<string, Pick<Organisation, "id" | "path">>> {
  if (isils.length === 0) return new Map();
  const rows = await db.prepared.many<{ isil: string; id: string; path: string }>`
    select isil, id, path from places.organisation where isil = any(${[...new Set(isils)]}::text[])`;
  return new Map(rows.map(({ isil, ...one }) => [isil, one]));
}

/** Organisations that stand at one of these paths or bear one of these names. */
export function organisationsCalled(db: Db, called: readonly string[]): Promise<Organisation[]> {
  return db.many<Organisation>`
    select o.id, o.name, o.names, o.path, o.kind, p.id as parent_id, o.division_code, o.demo
      from places.organisation o left join places.organisation p on p.path = o.parent_path
     where o.name = any(${called}::text[]) or o.path = any(${called.map((one) => `${one}.`)}::text[]) order by o.path`;
}

/** All organisations at a path or below, in the order of the tree. */
export function organisationsUnder(db: Db, path: string): Promise<Organisation[]> {
  return db.many<Organisation>`
    select o.id, o.name, o.names, o.path, o.kind, p.id as parent_id, o.division_code, o.demo
      from places.organisation o left join places.organisation p on p.path = o.parent_path
     where starts_with(o.path, ${path}) order by o.path collate "C"`;
}

/** The next organisations at a path or below, in the order of the tree, after one of them. */
export function organisationsAfter(db: Db, path: string, after: string): Promise<Organisation[]> {
  return db.many<Organisation>`
    select o.id, o.name, o.names, o.path, o.kind, p.id as parent_id, o.division_code, o.demo
      from places.organisation o left join places.organisation p on p.path = o.parent_path
     where starts_with(o.path, ${path}) and o.path collate "C" > ${after}::text collate "C"
     order by o.path collate "C" limit 2000`;
}

/** Organisations at or below the one kind of paths, or below the other, of whose names one has these words. In the order of the tree. */
export function organisationsCovered(
  db: Db,
  {
    at,
    below,
    words,
    limit,
  }: { at: readonly string[]; below: readonly string[]; words: string | null; limit: number },
): Promise<Pick<Organisation, "id" | "name" | "names">[]> {
  return db.many`
    select id, name, names from places.organisation o
     where (exists (select from unnest(${at}::text[]) p(path) where starts_with(o.path, p.path))
            or exists (select from unnest(${below}::text[]) p(path) where starts_with(o.path, p.path) and o.path <> p.path))
       and (${words}::text is null or strpos(lower(o.name), lower(${words}::text)) > 0
            or exists (select from jsonb_each_text(o.names) n where strpos(lower(n.value), lower(${words}::text)) > 0))
     order by path collate "C" limit ${limit}`;
}

/** Organisations directly below a path, in the order of the tree. */
export function organisationsBelow(
  db: Db,
  path: string,
): Promise<Pick<Organisation, "id" | "name" | "names">[]> {
  return db.many`
    select id, name, names from places.organisation where parent_path = ${path} order by path collate "C" limit 1000`;
}

/** The kind of an organisation in words, or null. */
export function organisationKind(
  db: Db,
  code: string,
): Promise<{ code: string; name: string; names: Record<string, string> } | null> {
  return db.maybeOne`select code, name, names from places.organisation_kind where code = ${code}`;
}

/** How many places organisations at or below a path run today. */
export async function placesUnder(db: Db, path: string): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from places.facility f join places.organisation o on o.id = f.organisation_id
     where f.ended_on is null and f.state = 'published' and starts_with(o.path, ${path})`;
  return count;
}

/** Paths of the organisations that stand under no other: the city itself. */
export async function rootPaths(db: Db): Promise<string[]> {
  const rows = await db.many<{
    path: string;
  }>`select path from places.organisation where parent_path is null order by path`;
  return rows.map(({ path }) => path);
}

export async function insertOrganisation(
  tx: Tx,
  one: {
    id: string;
    label: string;
    parentPath: string | null;
    kind: string;
    name: string;
    names: Record<string, string>;
    divisionCode: string | null;
    isil: string | null;
    demo: boolean;
  },
): Promise<string> {
  const { path } = await tx.one<{ path: string }>`
    insert into places.organisation (id, label, parent_path, kind, name, names, division_code, isil, demo)
    values (${one.id}, ${one.label}, ${one.parentPath}, ${one.kind}, ${one.name}, ${JSON.stringify(one.names)}, ${one.divisionCode}, ${one.isil}, ${one.demo})
    returning path`;
  return path;
}
