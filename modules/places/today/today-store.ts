/** SQL of what staff of places would like to know today. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";

export interface ClosureToday {
  placeId: string;
  name: string;
  names: Record<string, string>;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
}

/** Closures at or below the paths that begin or end between the two moments, the next first. */
export function closuresTurning(
  db: Db,
  asked: { paths: readonly string[]; from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<ClosureToday[]> {
  return db.many<ClosureToday>`
    select c.facility_id as place_id, f.name, f.names, lower(c.during) as starts_at, upper(c.during) as ends_at
      from places.closure c
      join places.facility f on f.id = c.facility_id
      join places.organisation o on o.id = f.organisation_id
     where c.lifted_at is null and f.ended_on is null
       and c.during && tstzrange(${asked.from}, ${asked.to})
       and (lower(c.during) >= ${asked.from} or upper(c.during) <= ${asked.to})
       and exists (select from unnest(${asked.paths}::text[]) own(path) where starts_with(o.path, own.path))
     order by lower(c.during), f.name limit ${asked.limit}`;
}

/** Hand-overs that one of the organisations has not signed. */
export function handoversToSign(
  db: Db,
  paths: readonly string[],
): Promise<{ id: string; name: string; names: Record<string, string>; effectiveOn: string }[]> {
  return db.many`
    select h.id, f.name, f.names, h.effective_on
      from places.handover h join places.facility f on f.id = h.facility_id
     where h.state = 'open'
       and exists (select from unnest(${paths}::text[]) own(path), places.organisation o,
                          (values ('from', h.from_organisation), ('to', h.to_organisation)) as part(side, organisation)
                    where o.id = part.organisation and starts_with(o.path, own.path)
                      and not exists (select from places.handover_signature s
                                       where s.handover_id = h.id and s.side = part.side and s.voided_at is null))
     order by h.effective_on, h.id limit 20`;
}
