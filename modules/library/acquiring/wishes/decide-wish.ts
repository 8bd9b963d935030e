/** What becomes of wishes, and that their readers are told. */
import { notifyAll } from "#people";
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { recordTitle } from "../../catalogue/items/item-store.ts";
import { mayBecome, type WishState } from "./wish.ts";
import * as store from "./wish-store.ts";

interface Outcome {
  state: Exclude<WishState, "asked">;
  reason: string;
  /** The record it came as. */
  recordId: number | null;
}

/** Staff decide about one. */
export async function decideWish(ctx: TxCtx, { id, ...outcome }: Outcome & { id: string }): Promise<void> {
  const wish = found(await store.wishOf(ctx.db, id), "wish", id);
  const { state, recordId } = outcome;
  const reason = outcome.reason.trim();
  if (state === "declined" && reason === "") throw refused("wish.no-reason", {}, { status: 422 });
  const record = recordId ?? wish.recordId;
  if (state === "arrived" && record === null) throw refused("wish.no-record", {}, { status: 422 });
  if (recordId !== null) found(await recordTitle(ctx.db, recordId), "record", `${recordId}`);
  const moved = await moveWishes(ctx, [id], { state, reason, recordId: record });
  if (moved === 0) throw refused("wish.decided");
}

// texts: notice.wish-considered notice.wish-ordered notice.wish-arrived notice.wish-declined
/** Those that may still become so do, and everybody who has one is told; when it has come, with a way to its record. Answers how many did. */
export async function moveWishes(
  ctx: TxCtx,
  ids: readonly string[],
  { state, reason, recordId }: Outcome,
): Promise<number> {
  const wishes = (await store.lockWishes(ctx.db, ids)).filter((wish) => mayBecome(wish.state, state));
  const moved = wishes.map(({ id }) => id);
  await store.setState(ctx.db, moved, { state, reason, recordId }, ctx.clock());
  const wishers = Map.groupBy(await store.wishersOf(ctx.db, moved), ({ wishId }) => wishId);
  await notifyAll(
    ctx,
    wishes.map(({ id, title }) => ({
      to: (wishers.get(id) ?? []).map(({ subject }) => subject),
      key: `notice.wish-${state}`,
      values: { title, reason, says: reason === "" ? "no" : "yes" },
      href: state === "arrived" ? `/catalogue/${recordId}` : "/my/wishes",
    })),
  );
  await auditAll(
    ctx,
    wishes.map(({ id, state: was }) => ({
      what: `wish.${state}`,
      on: { kind: "wish", id },
      detail: { was },
    })),
  );
  return moved.length;
}
