/** SQL of places on their way to the public. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { LastRead, PublicationState } from "#platform/publishing";

/** Moves a place to another state. */
export async function setState(
  tx: Tx,
  id: string,
  to: PublicationState,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update places.facility
       set state = ${to},
           published_at = case when ${to} = 'published' then ${now}::timestamptz else published_at end
     where id = ${id}`;
}

export interface InSteps {
  id: string;
  name: string;
  names: Record<string, string>;
  organisationId: string;
  organisationName: string;
  organisationNames: Record<string, string>;
  orgPath: string;
  state: PublicationState;
  changedAt: Temporal.Instant;
}

/** Of these places, the living ones that were never public, the last changed first. */
export function placesInHand(
  db: Db,
  ids: readonly string[],
  limit: number,
): Promise<Pick<InSteps, "id" | "name" | "names" | "state">[]> {
  return db.many`
    select id, name, names, state from places.facility
     where id = any(${ids}::uuid[]) and state in ('draft', 'submitted', 'checked', 'approved') and ended_on is null
     order by changed_at desc, id desc limit ${limit}`;
}

/** Living places below these paths that are in one of these states, the last changed first. */
export function placesInStates(
  db: Db,
  paths: readonly string[],
  states: readonly PublicationState[],
  after: LastRead | null,
  limit: number,
): Promise<InSteps[]> {
  return db.many<InSteps>`
    select f.id, f.name, f.names, f.organisation_id, o.name as organisation_name, o.names as organisation_names, o.path as org_path,
           f.state, f.changed_at
      from places.facility f join places.organisation o on o.id = f.organisation_id
     where f.state = any(${states}::text[]) and f.ended_on is null
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(o.path, p.path))
       and (${after?.id ?? null}::uuid is null or (f.changed_at, f.id) < (${after?.changedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by f.changed_at desc, f.id desc limit ${limit}`;
}
