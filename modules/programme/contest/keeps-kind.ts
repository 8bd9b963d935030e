/** What somebody has entered goes on to be a contest. */
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { hasContests } from "./entering.ts";
import { hasEntries } from "./entry-store.ts";

/** An event with entries keeps a kind that has contests. */
export async function keepsKind(ctx: TxCtx, eventId: string, kind: string): Promise<void> {
  if (!hasContests(kind) && (await hasEntries(ctx.db, eventId)))
    throw invalid([{ field: "/body/event/kind", id: "contest.kind-stays" }]);
}
