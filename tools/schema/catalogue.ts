/** Reads what a schema holds from PostgreSQL's catalogue, in a form that is the same on 15 and 18. */
import type pg from "pg";

export interface Column {
  name: string;
  /** As in `character varying(40)`, `timestamp with time zone[]`. */
  type: string;
  notNull: boolean;
  default: string | null;
  identity: "always" | "by default" | null;
  /** Stored generated column: `default` is its expression. */
  generated: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  constraints: { name: string; definition: string }[];
  indexes: string[];
  triggers: string[];
  /** As in `range (occurred_on)`. */
  partitionedBy: string | null;
  /** The default partition, when there is one. Others are made as time goes on. */
  defaultPartition: string | null;
}

export interface Schema {
  name: string;
  tables: Table[];
  views: { name: string; materialized: boolean; columns: Column[]; definition: string }[];
  functions: string[];
}

/** Reads one schema. Refuses kinds of objects that it cannot print, so that none is left out without a word. */
export async function readSchema(client: pg.ClientBase, schema: string): Promise<Schema> {
  const ask = async <T>(text: string) => (await client.query(text, [schema])).rows as T[];
  // Names in the catalogue's own texts are printed with their schema when nothing is on the path.
  await client.query("set search_path to pg_catalog");
  await refuseUnknownKinds(client, schema);

  const columns = await ask<Column & { relation: string }>(`
    select c.relname as relation, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
           a.attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid, true) as "default",
           case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
           a.attgenerated <> '' as generated
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`);
  const tables = await ask<{ name: string; partitionedBy: string | null; defaultPartition: string | null }>(`
    select c.relname as name, lower(pg_get_partkeydef(c.oid)) as "partitionedBy",
           p.partdefid::regclass::text as "defaultPartition"
      from pg_class c left join pg_partitioned_table p on p.partrelid = c.oid and p.partdefid <> 0
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname`);
  // 18 keeps NOT NULL as a constraint (kind n); 15 does not, and the column says it anyway.
  const constraints = await ask<{ relation: string; name: string; definition: string }>(`
    select c.relname as relation, k.conname as name, pg_get_constraintdef(k.oid, true) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = $1::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x') and not c.relispartition
     order by c.relname, array_position(array['p', 'u', 'x', 'f', 'c']::"char"[], k.contype), k.conname`);
  const indexes = await ask<{ relation: string; definition: string }>(`
    select c.relname as relation, pg_get_indexdef(i.indexrelid, 0, true) as definition
      from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = $1::regnamespace and not c.relispartition
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
     order by c.relname, i.indexrelid::regclass::text`);
  const triggers = await ask<{ relation: string; definition: string }>(`
    select c.relname as relation, pg_get_triggerdef(t.oid, true) as definition
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = $1::regnamespace and not t.tgisinternal and not c.relispartition
     order by c.relname, t.tgname`);
  const views = await ask<{ name: string; materialized: boolean; definition: string }>(`
    select relname as name, relkind = 'm' as materialized, pg_get_viewdef(oid, true) as definition
      from pg_class where relnamespace = $1::regnamespace and relkind in ('v', 'm') order by relname`);
  const functions = await ask<{ definition: string }>(`
    select pg_get_functiondef(p.oid) as definition from pg_proc p
     where p.pronamespace = $1::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by p.proname, pg_get_function_identity_arguments(p.oid)`);

  const of = <T extends { relation: string }>(rows: T[], name: string) =>
    rows.filter(({ relation }) => relation === name);
  return {
    name: schema,
    tables: tables.map((table) => ({
      ...table,
      columns: of(columns, table.name),
      constraints: of(constraints, table.name),
      indexes: of(indexes, table.name).map(({ definition }) => definition),
      triggers: of(triggers, table.name).map(({ definition }) => definition),
    })),
    views: views.map((view) => ({ ...view, columns: of(columns, view.name) })),
    functions: functions.map(({ definition }) => definition),
  };
}

/** The extensions a database needs beyond plpgsql. */
export async function readExtensions(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ extname: string }>(
    "select extname from pg_extension where extname <> 'plpgsql' order by extname",
  );
  return rows.map(({ extname }) => extname);
}

async function refuseUnknownKinds(client: pg.ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<{ what: string }>(
    `select 'type ' || typname as what from pg_type
      where typnamespace = $1::regnamespace and typtype in ('d', 'e', 'r')
     union all
     select 'sequence ' || c.relname from pg_class c
      where c.relnamespace = $1::regnamespace and c.relkind = 'S'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
     union all
     select 'rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
      where c.relnamespace = $1::regnamespace and r.rulename <> '_RETURN'
     union all
     select 'policy ' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = $1::regnamespace`,
    [schema],
  );
  if (rows.length > 0) {
    throw new Error(
      `tools/schema cannot print in schema ${schema}: ${rows.map(({ what }) => what).join(", ")}`,
    );
  }
}
