/** SQL of what acts on events, sessions and places in them concerned. */
import type { Db } from "#platform/db";

export interface EventOfThing {
  kind: "event" | "session" | "offer";
  id: string;
  eventId: string;
  title: string;
  orgPath: string;
  jointOrgPaths: string[];
}

/** The events of these events, sessions and offers; what is gone is left out. */
export function eventsOfThings(
  db: Db,
  { events, sessions, offers }: { events: string[]; sessions: string[]; offers: string[] },
): Promise<EventOfThing[]> {
  return db.many<EventOfThing>`
    select thing.kind, thing.id, e.id as event_id, e.title, e.org_path,
           array(select org_path from programme.joint_organiser where event_id = e.id) as joint_org_paths
      from (select 'event' as kind, id, id as event_id from unnest(${events}::uuid[]) as e(id)
             union all
            select 'session', id, event_id from programme.session where id = any(${sessions}::uuid[])
             union all
            select 'offer', offer_id, event_id from programme.session where offer_id = any(${offers}::uuid[])) thing
      join programme.event e on e.id = thing.event_id`;
}
