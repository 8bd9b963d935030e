/** SQL of seat plans: versions that stand, and drafts that are drawn on. */
import type { Temporal } from "temporal-polyfill";
import type { Plan } from "#libs/seats";
import { type Db, newId, sql, type Tx } from "#platform/db";

interface Of {
  orgPath: string;
  placeId: string;
  spaceId: string;
}

export interface SeatPlan extends Of {
  id: string;
  name: string;
  version: number;
  seats: number;
  madeAt: Temporal.Instant;
}

export interface SeatDraft extends Of {
  id: string;
  plan: Plan;
  changedAt: Temporal.Instant;
}

const brief = sql.raw("id, org_path, place_id, space_id, name, version, seats, made_at");

export function plan(db: Db, id: string): Promise<(SeatPlan & { plan: Plan }) | null> {
  return db.maybeOne`select ${brief}, plan from booking.seat_plan where id = ${id}`;
}

/** Plans of an organisation and those below it, the latest version of each first. */
export function plansBelow(db: Db, path: string): Promise<SeatPlan[]> {
  return db.many<SeatPlan>`
    select ${brief} from booking.seat_plan where starts_with(org_path, ${path}) order by place_id, space_id, name, version desc`;
}

/** Plans that an offer at a place can have. */
export function plansAt(db: Db, placeId: string): Promise<SeatPlan[]> {
  return db.many<SeatPlan>`
    select ${brief} from booking.seat_plan where place_id = ${placeId} order by space_id, name, version desc`;
}

/** Writes the next version of a plan; of two at once the constraint lets one win. */
export function insertPlan(
  tx: Tx,
  { plan, seats, ...of }: Of & { plan: Plan; seats: number },
  now: Temporal.Instant,
): Promise<{ id: string; version: number }> {
  return tx.one`
    insert into booking.seat_plan (id, org_path, place_id, space_id, name, version, plan, seats, made_at)
    select ${newId()}, ${of.orgPath}, ${of.placeId}, ${of.spaceId}, ${plan.name}, coalesce(max(version), 0) + 1,
           ${JSON.stringify(plan)}::jsonb, ${seats}, ${now}
      from booking.seat_plan where space_id = ${of.spaceId} and name = ${plan.name}
    returning id, version`;
}

const draftColumns = sql.raw("id, org_path, place_id, space_id, plan, changed_at");

export function draft(db: Db, id: string): Promise<SeatDraft | null> {
  return db.maybeOne<SeatDraft>`select ${draftColumns} from booking.seat_draft where id = ${id}`;
}

/** The draft for whoever changes it: nobody else does until they are through. */
export function lockDraft(tx: Tx, id: string): Promise<SeatDraft | null> {
  return tx.maybeOne<SeatDraft>`select ${draftColumns} from booking.seat_draft where id = ${id} for no key update`;
}

export function draftsBelow(db: Db, path: string): Promise<SeatDraft[]> {
  return db.many<SeatDraft>`
    select ${draftColumns} from booking.seat_draft where starts_with(org_path, ${path}) order by changed_at desc`;
}

export async function insertDraft(tx: Tx, draft: SeatDraft): Promise<void> {
  await tx.run`
    insert into booking.seat_draft (id, org_path, place_id, space_id, plan, changed_at)
    values (${draft.id}, ${draft.orgPath}, ${draft.placeId}, ${draft.spaceId}, ${JSON.stringify(draft.plan)}::jsonb, ${draft.changedAt})`;
}

export async function updateDraft(
  tx: Tx,
  { id, plan }: Pick<SeatDraft, "id" | "plan">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`update booking.seat_draft set plan = ${JSON.stringify(plan)}::jsonb, changed_at = ${now} where id = ${id}`;
}

export function deleteDraft(tx: Tx, id: string): Promise<number> {
  return tx.run`delete from booking.seat_draft where id = ${id}`;
}

/** The place where an offer's occasion is, where the module that made it has said so. */
export async function placeOfOffer(db: Db, offerId: string): Promise<string | null> {
  const row = await db.maybeOne<{
    placeId: string | null;
  }>`select place_id from booking.offer where id = ${offerId}`;
  return row?.placeId ?? null;
}
