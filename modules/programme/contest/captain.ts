/** A team goes on without its captain: whoever joined it next is captain, and told so. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { NewCaptain } from "./entry-store.ts";

// texts: notice.contest-captain
/** Tells those who have become captain. */
export async function tellCaptains(ctx: TxCtx, captains: readonly NewCaptain[]): Promise<void> {
  await notifyAll(
    ctx,
    captains.map(({ captain, title, teamName }) => ({
      to: captain,
      key: "notice.contest-captain",
      values: { title, team: teamName },
      href: "/my/entries",
    })),
  );
}
