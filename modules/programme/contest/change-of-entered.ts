/** What people have entered by changes only with a reason, which they and the history of the event are told. */
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { recordWrittenOrChanged } from "../changing/record.ts";
import { lockEvent, touchEvent } from "../event-store.ts";
import { hasEntries } from "./entry-store.ts";
import { roundsOf } from "./round-store.ts";
import { tellEntrants } from "./tell-entrants.ts";

/** Before anybody has entered nothing is asked; once results are public nothing changes. */
export async function changeOfEntered(
  ctx: TxCtx,
  eventId: string,
  reason: string | undefined,
): Promise<void> {
  const event = found(await lockEvent(ctx.db, eventId), "event", eventId);
  if (!(await hasEntries(ctx.db, eventId))) return;
  if ((await roundsOf(ctx.db, eventId)).some(({ publishedAt }) => publishedAt !== null))
    throw refused("contest.results-public");
  if (!reason?.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  const version = await touchEvent(ctx.db, eventId, ctx.clock());
  await recordWrittenOrChanged(ctx, event, { version, reason: event.state === "published" ? reason : null });
  await tellEntrants(ctx, event, { key: "notice.contest-changed", reason: reason.trim() });
}
