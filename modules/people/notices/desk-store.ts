/** SQL of what was told lately, counted. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { NoticeChannel, NoticeKind } from "./kinds.ts";

export function toldSince(
  db: Db,
  since: Temporal.Instant,
): Promise<{ kind: NoticeKind; told: number; waiting: number }[]> {
  return db.many`
    select kind, count(*)::int as told, count(*) filter (where sent_at is null)::int as waiting
      from people.notice where made_at >= ${since} group by kind`;
}

/** What was carried or refused for good, by kind and channel. */
export function carriedSince(
  db: Db,
  since: Temporal.Instant,
): Promise<{ kind: NoticeKind; channel: NoticeChannel; sent: number; refused: number }[]> {
  return db.many`
    select n.kind, d.channel, count(*) filter (where d.outcome = 'sent')::int as sent,
           count(*) filter (where d.outcome = 'refused')::int as refused
      from people.delivery d join people.notice n on n.id = d.notice
     where d.at >= ${since} group by n.kind, d.channel`;
}

/** The latest failures: given up, or tried again at `nextAt`. */
export function failuresSince(
  db: Db,
  since: Temporal.Instant,
  limit: number,
): Promise<
  {
    id: string;
    kind: NoticeKind;
    channel: NoticeChannel;
    at: Temporal.Instant;
    nextAt: Temporal.Instant | null;
  }[]
> {
  return db.many`
    select d.id, n.kind, d.channel, d.at, d.next_at
      from people.delivery d join people.notice n on n.id = d.notice
     where d.at >= ${since} and d.outcome <> 'sent' order by d.at desc, d.id desc limit ${limit}`;
}
