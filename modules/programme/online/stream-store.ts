/** SQL of streams. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Stream } from "./stream.ts";

/** What is said of the streams of these sessions, by session. */
export async function streamsOf(db: Db, sessionIds: readonly string[]): Promise<Map<string, Stream>> {
  const rows = await db.many<Stream & { sessionId: string }>`
    select session_id, starts_at, ends_at, replay_link, replay_since, key_hash is not null as own, picture_at
      from programme.stream
     where session_id = any(${sessionIds}::uuid[])`;
  return new Map(rows.map((row) => [row.sessionId, row]));
}

/** Writes it anew. A replay that stays where it is keeps its date. */
export async function putStream(
  tx: Tx,
  sessionId: string,
  {
    times,
    replayLink,
    now,
  }: { times: { startsAt: string; endsAt: string } | null; replayLink: string | null; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into programme.stream as s (session_id, starts_at, ends_at, replay_link, replay_since)
    values (${sessionId}, ${times?.startsAt ?? null}, ${times?.endsAt ?? null}, ${replayLink},
            case when ${replayLink}::text is not null then ${now}::timestamptz end)
        on conflict (session_id) do update
       set starts_at = excluded.starts_at, ends_at = excluded.ends_at, replay_link = excluded.replay_link,
           replay_since = case when s.replay_link = excluded.replay_link then s.replay_since else excluded.replay_since end`;
}
