/** SQL of requests to move. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Times } from "./rules.ts";

export interface MoveOption extends Times {
  n: number;
  resourceId: string;
}

export interface MoveRequest extends Times {
  id: string;
  /** Who is asked. */
  reservationId: string;
  /** What is wanted there. */
  resourceId: string;
  purpose: string;
  people: number | null;
  organisationId: string;
  reason: string;
  madeBy: string | null;
  /** While it waits for approval: the last moment at which the holder could still be asked. */
  answerBy: Temporal.Instant;
  state: "requested" | "open" | "agreed" | "declined" | "lapsed" | "withdrawn" | "refused";
  /** Who says yes before the holder is asked, and how many have. */
  approval: ("house" | "above")[];
  approved: number;
}

const columns = sql`
  m.id, m.reservation_id, m.resource_id, lower(m.during) as starts_at, upper(m.during) as ends_at, m.purpose, m.people, m.organisation_id,
  m.reason, m.made_by, m.answer_by, m.state, m.approval, m.approved`;

/** The unique index `move_request_one_open` refuses a second one. */
export async function insertRequest(
  tx: Tx,
  one: Omit<MoveRequest, "state" | "approved">,
  options: readonly MoveOption[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into booking.move_request (id, reservation_id, resource_id, during, purpose, people, organisation_id, reason, made_by, made_at, answer_by,
                                      approval, state)
    values (${one.id}, ${one.reservationId}, ${one.resourceId}, tstzrange(${one.startsAt}, ${one.endsAt}), ${one.purpose}, ${one.people},
            ${one.organisationId}, ${one.reason}, ${one.madeBy}, ${now}, ${one.answerBy},
            ${[...one.approval]}, ${one.approval.length > 0 ? "requested" : "open"})`;
  const of = <T>(pick: (option: MoveOption) => T) => options.map(pick);
  await tx.run`
    insert into booking.move_option (request_id, n, resource_id, during)
    select ${one.id}, o.n, o.resource_id, tstzrange(o.starts_at, o.ends_at)
      from unnest(${of(({ n }) => n)}::int[], ${of(({ resourceId }) => resourceId)}::uuid[], ${of(({ startsAt }) => startsAt.toString())}::timestamptz[],
                  ${of(({ endsAt }) => endsAt.toString())}::timestamptz[]) as o(n, resource_id, starts_at, ends_at)`;
}

export function requestOf(db: Db, id: string): Promise<MoveRequest | null> {
  return db.maybeOne<MoveRequest>`select ${columns} from booking.move_request m where m.id = ${id}`;
}

/** What these are asked, while nobody has answered; at most one each. */
export function openFor(db: Db, reservationIds: readonly string[]): Promise<MoveRequest[]> {
  return db.many<MoveRequest>`
    select ${columns} from booking.move_request m where m.state = 'open' and m.reservation_id = any(${[...reservationIds]}::uuid[])`;
}

/** What these organisations asked, latest first. */
export function askedBy(db: Db, organisationIds: readonly string[], limit: number): Promise<MoveRequest[]> {
  return db.many<MoveRequest>`
    select ${columns} from booking.move_request m where m.organisation_id = any(${[...organisationIds]}::uuid[])
     order by m.made_at desc, m.id limit ${limit}`;
}

/** Options of several requests at once. */
export function movesOptions(
  db: Db,
  requestIds: readonly string[],
): Promise<(MoveOption & { requestId: string })[]> {
  return db.many`
    select request_id, n::int, resource_id, lower(during) as starts_at, upper(during) as ends_at
      from booking.move_option where request_id = any(${[...requestIds]}::uuid[]) order by request_id, n`;
}

/** What waits for a yes of one of these organisations before the holder is asked. Soonest first. */
export function movesAwaiting(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<(MoveRequest & { step: "house" | "above"; orgPath: string })[]> {
  return db.many`
    select ${columns}, m.approval[m.approved + 1] as step, r.org_path
      from booking.move_request m join booking.resource r on r.id = m.resource_id
     where m.state = 'requested' and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(r.org_path, p.path))
     order by lower(m.during), m.id limit ${limit}`;
}

/**
 * One step more is approved; with the last the holder is asked, until `until` (`move_request_one_open`: nobody is asked by two). Null where
 * somebody was faster.
 */
export function approveRequest(
  tx: Tx,
  { id, step, until }: { id: string; step: number; until: Temporal.Instant },
): Promise<{ state: "requested" | "open" } | null> {
  return tx.maybeOne`
    update booking.move_request
       set approved = approved + 1, state = case when approved + 1 = cardinality(approval) then 'open' else state end,
           answer_by = case when approved + 1 = cardinality(approval) then ${until} else answer_by end
     where id = ${id} and state = 'requested' and approved = ${step} returning state`;
}

/** It is refused; the holder hears nothing of it. None where somebody was faster. */
export function refuseRequest(
  tx: Tx,
  { id, step, because }: { id: string; step: number; because: string },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    update booking.move_request set state = 'refused', because = ${because}, answered_at = ${now}
     where id = ${id} and state = 'requested' and approved = ${step}`;
}

/** Notes who said yes or no to a step. The constraint `move_approval_each_another` refuses who answered a step before. */
export async function insertApproval(
  tx: Tx,
  one: { requestId: string; step: number; by: string; approved: boolean; at: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into booking.move_approval (request_id, step, answered_by, approved, at)
    values (${one.requestId}, ${one.step}, ${one.by}, ${one.approved}, ${one.at})`;
}

/** Ends one that is open; `by`: who answered, never who asked (`move_request_by_another`). None where somebody was faster. */
export function endRequest(
  tx: Tx,
  id: string,
  { state, by }: { state: "agreed" | "declined" | "withdrawn"; by: string | null },
  now: Temporal.Instant,
): Promise<number> {
  return tx.run`
    update booking.move_request set state = ${state}, answered_by = ${by}, answered_at = ${now} where id = ${id} and state = 'open'`;
}

/** Ends those nobody approved or answered in time, and those that have become needless because what was in the way stands no more. */
export function endDueRequests(tx: Tx, now: Temporal.Instant): Promise<MoveRequest[]> {
  return tx.many<MoveRequest>`
    update booking.move_request m
       set state = case when v.state in ('requested', 'confirmed') then 'lapsed' else 'withdrawn' end, answered_at = ${now}
      from booking.reservation v
     where v.id = m.reservation_id and m.state in ('requested', 'open') and (m.answer_by <= ${now} or v.state not in ('requested', 'confirmed'))
    returning ${columns}`;
}
