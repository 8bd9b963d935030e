/** SQL of sessions whose holders are to be reminded. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";

export interface ToRemind {
  id: string;
  eventId: string;
  title: string;
  offerId: string;
  startsAt: Temporal.Instant;
}

/** Takes public sessions with places that begin in a span, each once for its time. Two processes share the work. */
export function takeToRemind(
  tx: Tx,
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<ToRemind[]> {
  return tx.many<ToRemind>`
    update programme.session s set reminded_for = s.starts_at
      from programme.event e
     where e.id = s.event_id and s.id in (
           select n.id from programme.session n join programme.event p on p.id = n.event_id
            where n.starts_at >= ${from} and n.starts_at < ${to} and n.offer_id is not null and n.cancelled_at is null
              and n.reminded_for is distinct from n.starts_at and p.state = 'published'
            order by n.starts_at, n.id limit ${limit} for update of n skip locked)
    returning s.id, s.event_id, e.title, s.offer_id, s.starts_at`;
}
