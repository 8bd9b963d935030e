/** What becomes of a wish, and that its readers are told. */
import { notify } from "#people";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { recordTitle } from "../../catalogue/shelf/shelf-store.ts";
import { mayBecome, type WishState } from "./wish.ts";
import * as store from "./wish-store.ts";

export interface WishDecision {
  id: string;
  state: Exclude<WishState, "asked">;
  reason: string;
  /** The record it came as. */
  recordId: number | null;
}

// texts: notice.wish-considered notice.wish-ordered notice.wish-arrived notice.wish-declined

/** Everybody who has the wish is told; when it has come, with a way to its record. */
export async function decideWish(ctx: TxCtx, { id, state, reason, recordId }: WishDecision): Promise<void> {
  const wish = found(await store.lockWish(ctx.db, id), "wish", id);
  if (!mayBecome(wish.state, state)) throw refused("wish.decided");
  const said = reason.trim();
  if (state === "declined" && said === "") throw refused("wish.no-reason", {}, { status: 422 });
  const record = recordId ?? wish.recordId;
  if (state === "arrived" && record === null) throw refused("wish.no-record", {}, { status: 422 });
  if (recordId !== null) found(await recordTitle(ctx.db, recordId), "record", `${recordId}`);
  await store.setState(ctx.db, [id], { state, reason: said, recordId }, ctx.clock());
  await notify(ctx, {
    to: await store.wishersOf(ctx.db, id),
    key: `notice.wish-${state}`,
    values: { title: wish.title, reason: said, says: said === "" ? "no" : "yes" },
    href: state === "arrived" ? `/catalogue/${record}` : "/my/wishes",
  });
  await audit(ctx, { what: `wish.${state}`, on: { kind: "wish", id }, detail: { was: wish.state } });
}
