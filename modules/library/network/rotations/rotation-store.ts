/** SQL of plans by which copies stand elsewhere. */
import { type Db, sql, type Tx } from "#platform/db";

/** The shelf of the plan by which a copy came here. */
export async function shelfByPlan(tx: Tx, itemId: number, placeId: string): Promise<string> {
  const row = await tx.maybeOne<{ toShelf: string }>`
    select r.to_shelf from library.rotation_item ri join library.rotation r on r.id = ri.rotation_id
     where ri.item_id = ${itemId}::bigint and ri.state = 'there' and r.to_id = ${placeId}::uuid order by r.id desc limit 1`;
  return row?.toShelf ?? "";
}

/** Which copies a plan asks for. */
export interface RotationRule {
  /** Shelves whose name begins so. */
  shelf: string;
  /** Call numbers that begin so: a class. */
  callNumber: string;
  /** Empty: of every type. */
  type: string;
  /** Not lent for so many days; 0: whether lent or not. */
  unlentDays: number;
  most: number;
  /** Those that came by this plan, whatever else is asked. */
  cameBy: string | null;
}

export interface Rotation {
  id: string;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
  toShelf: string;
  rule: RotationRule;
  state: "proposed" | "pulling" | "ended";
  madeOn: string;
  endedOn: string | null;
}

export interface RotationCounts {
  proposed: number;
  kept: number;
  going: number;
  there: number;
}

const columns = sql`
  r.id, r.from_id, r.from_path, r.to_id, r.to_path, r.to_shelf, r.rule, r.state, r.made_on::text, r.ended_on::text`;
const counts = sql`
  (select count(*)::int from library.rotation_item c where c.rotation_id = r.id and c.state = 'proposed') as proposed,
  (select count(*)::int from library.rotation_item c where c.rotation_id = r.id and c.state = 'kept') as kept,
  (select count(*)::int from library.rotation_item c where c.rotation_id = r.id and c.state = 'going') as going,
  (select count(*)::int from library.rotation_item c where c.rotation_id = r.id and c.state = 'there') as there`;

export function rotationOf(db: Db, id: string): Promise<(Rotation & RotationCounts) | null> {
  return db.maybeOne<Rotation & RotationCounts>`
    select ${columns}, ${counts} from library.rotation r where r.id = ${id}::uuid`;
}

export function lockRotation(tx: Tx, id: string): Promise<Rotation | null> {
  return tx.maybeOne<Rotation>`select ${columns} from library.rotation r where r.id = ${id}::uuid for update`;
}

/** Plans from or to places of these houses, the newest first. */
export function rotationsUnder(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<(Rotation & RotationCounts)[]> {
  return db.many<Rotation & RotationCounts>`
    select ${columns}, ${counts} from library.rotation r
     where exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(r.from_path, p.path) or starts_with(r.to_path, p.path))
     order by r.state = 'ended', r.made_on desc, r.id desc limit ${limit}::int`;
}

export async function insertRotation(tx: Tx, one: Omit<Rotation, "state" | "endedOn">): Promise<void> {
  await tx.run`
    insert into library.rotation (id, from_id, from_path, to_id, to_path, to_shelf, rule, made_on)
    values (${one.id}::uuid, ${one.fromId}::uuid, ${one.fromPath}, ${one.toId}::uuid, ${one.toPath}, ${one.toShelf}, ${JSON.stringify(one.rule)}::jsonb,
            ${one.madeOn}::date)`;
}

/**
 * Copies that stand on the shelf there and that nobody wants, those longest unlent first: no living plan has them, nobody waits for their title
 * or for them, and nobody has borrowed them since that day. Answers how many.
 */
export function proposeItems(
  tx: Tx,
  { id, fromId, rule, unlentSince }: Pick<Rotation, "id" | "fromId" | "rule"> & { unlentSince: string },
): Promise<number> {
  return tx.run`
    insert into library.rotation_item (rotation_id, item_id)
    select ${id}::uuid, i.id
      from library.item i
      left join lateral (select max(p.returned_on) as last from library.past_loan p where p.item_id = i.id) lent on true
     where i.place_id = ${fromId}::uuid and i.status = 'available' and i.away is null
       and starts_with(i.shelf, ${rule.shelf}) and starts_with(i.call_number, ${rule.callNumber}) and (${rule.type} = '' or i.type = ${rule.type})
       and (${rule.unlentDays}::int = 0 or lent.last is null or lent.last < ${unlentSince}::date)
       and (${rule.cameBy}::uuid is null or exists (
              select from library.rotation_item b where b.rotation_id = ${rule.cameBy}::uuid and b.item_id = i.id and b.state = 'there'))
       and not exists (select from library.hold h where h.record_id = i.record_id and h.state in ('waiting', 'wanted')
                          and (h.wanted_item_id is null or h.wanted_item_id = i.id))
       and not exists (select from library.rotation_item o where o.item_id = i.id and o.live)
     order by lent.last nulls first, i.shelf, i.call_number, i.id limit ${rule.most}::int
    on conflict do nothing`;
}

export interface RotationItem {
  itemId: number;
  title: string;
  barcode: string;
  shelf: string;
  callNumber: string;
  state: keyof RotationCounts;
}

/** As one finds them on the shelves. */
export function rotationItems(db: Db, id: string, limit: number): Promise<RotationItem[]> {
  return db.many<RotationItem>`
    select ri.item_id, r.title, i.barcode, i.shelf, i.call_number, ri.state
      from library.rotation_item ri join library.item i on i.id = ri.item_id join library.record r on r.id = i.record_id
     where ri.rotation_id = ${id}::uuid order by ri.state = 'kept', i.shelf, i.call_number, i.id limit ${limit}::int`;
}

/** False when it is gone already, or is on no such plan. */
export async function keepBack(tx: Tx, id: string, itemId: number): Promise<boolean> {
  return (
    (await tx.run`
      update library.rotation_item set state = 'kept', live = false
       where rotation_id = ${id}::uuid and item_id = ${itemId}::bigint and state in ('proposed', 'kept')`) ===
    1
  );
}

export async function beginPulling(tx: Tx, id: string): Promise<void> {
  await tx.run`update library.rotation set state = 'pulling' where id = ${id}::uuid and state = 'proposed'`;
}

/** What was not pulled stays where it is; what is on its way comes. */
export async function endRotation(tx: Tx, id: string, on: string): Promise<void> {
  await tx.run`
    with ended as (update library.rotation set state = 'ended', ended_on = ${on}::date where id = ${id}::uuid returning id)
    update library.rotation_item ri set live = false from ended where ri.rotation_id = ended.id and ri.state = 'proposed'`;
}

/** The copy leaves by its plan from here to there; null: no plan that is pulled says so. */
export function pullForPlan(
  tx: Tx,
  { itemId, fromId, toId }: { itemId: number; fromId: string; toId: string },
): Promise<{ rotationId: string } | null> {
  return tx.maybeOne<{ rotationId: string }>`
    update library.rotation_item ri set state = 'going'
      from library.rotation r
     where ri.item_id = ${itemId}::bigint and ri.live and ri.state = 'proposed' and r.id = ri.rotation_id and r.state = 'pulling'
       and r.from_id = ${fromId}::uuid and r.to_id = ${toId}::uuid
    returning ri.rotation_id`;
}
