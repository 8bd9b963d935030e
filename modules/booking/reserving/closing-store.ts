/** SQL of what people have at a place in a time in which it is closed. What other modules do there is theirs to end. */
import type { Temporal } from "temporal-polyfill";
import { sql, type Tx } from "#platform/db";
import { columns, type Reservation } from "./reservation-store.ts";

export interface There {
  placeId: string;
  /** One room of it, with its seats; else all. */
  spaceId?: string;
  from: Temporal.Instant;
  to: Temporal.Instant | null;
}

interface Some {
  now: Temporal.Instant;
  limit: number;
}

/** What waits or stands there, of persons and organisations, and has not been used. */
export function heldThere(
  tx: Tx,
  { placeId, spaceId = undefined, from, to }: There,
  { now, limit }: Some,
): Promise<Reservation[]> {
  return tx.many<Reservation>`
    select ${columns} from booking.resource r join booking.reservation v on v.resource_id = r.id
     where r.place_id = ${placeId} and (${spaceId ?? null}::uuid is null or r.ref = ${spaceId ?? null} or r.id in (
             select s.seat_id from booking.seat_spot s join booking.resource room on room.id = s.room_id where room.ref = ${spaceId ?? null}))
       and v.state in ('requested', 'confirmed') and v.use_ref is null
       and v.during && tstzrange(${from}, ${to}) and upper(v.during) > ${now}
     order by v.id limit ${limit}`;
}

/** A person or an organisation lost it to the house, and nobody else has the time now. */
const lost = sql`
  r.retired_at is null and v.state = 'displaced' and v.use_ref is null
  and not exists (select from booking.resource_cell c join booking.occupation o on o.cell = c.cell
                   where c.resource_id = r.id and o.living and o.span && v.occupied)`;

/** What was taken back there and is still to come, where nobody else has the time now. */
export function displacedThere(
  tx: Tx,
  { placeId, from, to }: There,
  { now, limit }: Some,
): Promise<Reservation[]> {
  return tx.many<Reservation>`
    select ${columns} from booking.resource r join booking.reservation v on v.resource_id = r.id
     where r.place_id = ${placeId} and v.during && tstzrange(${from}, ${to}) and lower(v.during) > ${now} and ${lost}
     order by v.id limit ${limit}`;
}

/** The same of what a blackout took: ended in its transaction, at its time. */
export function displacedBy(tx: Tx, blackoutId: string, { now, limit }: Some): Promise<Reservation[]> {
  return tx.many<Reservation>`
    select ${columns} from booking.blackout b
      join booking.reservation v on v.changed_at = b.made_at and v.occupied && b.span join booking.resource r on r.id = v.resource_id
     where b.id = ${blackoutId} and lower(v.during) > ${now} and ${lost}
       and v.resource_id in (select c.resource_id from booking.occupation o join booking.resource_cell c on c.cell = o.cell where o.blackout_id = b.id)
     order by v.id limit ${limit}`;
}
