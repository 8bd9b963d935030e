/** SQL of the kinds of place. */
import type { Db, Tx } from "#platform/db";

export interface Kind {
  code: string;
  name: string;
  names: Record<string, string>;
  /** Name in the icon set of web/kit. */
  icon: string;
  sort: number;
  retired: boolean;
}

/** All kinds in their order, retired ones too. */
export function kinds(db: Db): Promise<Kind[]> {
  return db.many<Kind>`select code, name, names, icon, sort, retired from places.kind order by sort, code`;
}

/** Adds the kind or replaces it. */
export async function putKind(tx: Tx, kind: Kind): Promise<void> {
  await tx.run`
    insert into places.kind (code, name, names, icon, sort, retired)
    values (${kind.code}, ${kind.name}, ${JSON.stringify(kind.names)}, ${kind.icon}, ${kind.sort}, ${kind.retired})
    on conflict (code) do update
       set name = excluded.name, names = excluded.names, icon = excluded.icon, sort = excluded.sort, retired = excluded.retired`;
}
