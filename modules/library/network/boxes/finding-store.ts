/** SQL of what was wrong with boxes. */
import { type Db, sql, type Tx } from "#platform/db";

export type FindingKind = "missing" | "extra" | "elsewhere" | "unknown";

export interface BoxFinding {
  id: number;
  boxId: string;
  code: string;
  kind: FindingKind;
  itemId: number | null;
  title: string | null;
  barcode: string;
  foundOn: string;
  settledOn: string | null;
  how: "turned-up" | "lost" | "noted" | null;
  turnedUpId: string | null;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
}

const columns = sql`
  f.id, f.box_id, b.code, f.kind, f.item_id, r.title, f.barcode, f.found_on::text, f.settled_on::text, f.how, f.turned_up_id, b.from_id, b.from_path,
  b.to_id, b.to_path`;
const all = sql`
  library.box_finding f join library.box b on b.id = f.box_id left join library.item i on i.id = f.item_id left join library.record r on r.id = i.record_id`;

/** Scanned twice it is found once. False: it was found before. */
export async function insertFinding(
  tx: Tx,
  one: { boxId: string; kind: FindingKind; itemId: number | null; barcode: string; on: string },
): Promise<boolean> {
  return (
    (await tx.run`
      insert into library.box_finding (box_id, kind, item_id, barcode, found_on)
      values (${one.boxId}::uuid, ${one.kind}, ${one.itemId}::bigint, ${one.barcode}, ${one.on}::date)
      on conflict (box_id, coalesce(item_id, 0), barcode) do nothing`) === 1
  );
}

export function findingsOf(db: Db, boxId: string, limit: number): Promise<BoxFinding[]> {
  return db.many<BoxFinding>`
    select ${columns} from ${all} where f.box_id = ${boxId}::uuid order by f.settled_on nulls first, f.kind, f.id limit ${limit}::int`;
}

/** What is open between this place and others. */
export function openFindingsAt(db: Db, placeId: string, limit: number): Promise<BoxFinding[]> {
  return db.many<BoxFinding>`
    select ${columns} from ${all}
     where f.settled_on is null and (b.from_id = ${placeId}::uuid or b.to_id = ${placeId}::uuid) order by f.found_on, f.id limit ${limit}::int`;
}

export function findingOf(db: Db, id: number): Promise<BoxFinding | null> {
  return db.maybeOne<BoxFinding>`select ${columns} from ${all} where f.id = ${id}::bigint`;
}

/** False when it is settled already. */
export async function settleFinding(
  tx: Tx,
  id: number,
  { how, on }: { how: "lost" | "noted"; on: string },
): Promise<boolean> {
  return (
    (await tx.run`
      update library.box_finding set settled_on = ${on}::date, how = ${how} where id = ${id}::bigint and settled_on is null`) ===
    1
  );
}
