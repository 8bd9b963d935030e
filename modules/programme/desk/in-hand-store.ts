/** SQL of what one member of staff has in hand. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { EventText } from "./contract.ts";

export interface InHand {
  id: string;
  title: string;
  translations: EventText["translations"];
  state: PublicationState;
  nextAt: Temporal.Instant | null;
}

/** Of these events, those that are not public yet, or public with sessions ahead. The last changed first. */
export function eventsInHand(
  db: Db,
  asked: { ids: readonly string[]; now: Temporal.Instant; limit: number },
): Promise<InHand[]> {
  return db.many<InHand>`
    select e.id, e.title, e.translations, e.state, s.next_at
      from programme.event e left join lateral (
           select min(starts_at) as next_at from programme.session
            where event_id = e.id and ends_at > ${asked.now} and cancelled_at is null) s on true
     where e.cancelled_at is null
       and (e.state in ('draft', 'submitted', 'checked', 'approved') or (e.state = 'published' and s.next_at is not null))
       and e.id = any(${asked.ids}::uuid[])
     order by e.changed_at desc, e.id desc limit ${asked.limit}`;
}
