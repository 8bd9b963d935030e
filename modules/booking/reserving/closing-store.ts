/** SQL of what people have at a place in a time in which it is closed. What other modules do there is theirs to end. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
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

/** What was taken back there and is still to come, where nobody else has the time now. */
export function displacedThere(
  tx: Tx,
  { placeId, from, to }: There,
  { now, limit }: Some,
): Promise<Reservation[]> {
  return tx.many<Reservation>`
    select ${columns} from booking.resource r join booking.reservation v on v.resource_id = r.id
     where r.place_id = ${placeId} and r.retired_at is null and v.state = 'displaced'
       and v.during && tstzrange(${from}, ${to}) and lower(v.during) > ${now}
       and not exists (select from booking.resource_cell c join booking.occupation o on o.cell = c.cell
                        where c.resource_id = r.id and o.living and o.span && v.occupied)
     order by v.id limit ${limit}`;
}
