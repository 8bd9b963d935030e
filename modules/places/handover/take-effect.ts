/** A signed hand-over takes effect on its day, once. */
import { audit } from "#platform/audit";
import { type Ctx, inTx, type TxCtx, textFor, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { handFacility } from "../facility/move.ts";
import { endSharingWith } from "../sharing/sharing-store.ts";
import * as store from "./handover-store.ts";

// texts: place.moved-by-handover
/** Takes effect if it is signed and its day has come. False when not, or when it has before. The history of the place has it in the name of whoever signed last. */
export async function takeEffect(ctx: TxCtx, id: string): Promise<boolean> {
  const handover = found(await store.lockHandover(ctx.db, id), "handover", id);
  const { placeId, fromId, toId, effectiveOn, inventory } = handover;
  if (effectiveOn > today(ctx).toString()) return false;
  if (!(await store.markEffective(ctx.db, id, ctx.clock()))) return false;
  const reason = textFor(ctx)("place.moved-by-handover");
  const by = (await store.signaturesOn(ctx.db, id)).findLast(({ voidedAt }) => voidedAt === null)?.signer;
  await handFacility(ctx, placeId, { organisationId: toId, on: effectiveOn }, { reason, by: by ?? null });
  // Whoever runs a place does not share it with itself.
  await endSharingWith(ctx.db, { placeId, organisationId: toId, on: effectiveOn });
  await audit(ctx, {
    what: "handover.effective",
    on: { kind: "handover", id },
    detail: { place: placeId, on: effectiveOn },
  });
  await announce(ctx, "place.handed-over", {
    handoverId: id,
    placeId,
    fromOrganisationId: fromId,
    toOrganisationId: toId,
    on: effectiveOn,
    staff: inventory.staff,
    stock: inventory.stock.map(({ source, ref, quantity }) => ({ source, ref, quantity })),
  });
  return true;
}

/** All signed documents whose day has come take effect, each by itself: one that cannot does not hold up the rest. */
export async function takeAllEffect(ctx: Ctx): Promise<{ effective: number; failed: string[] }> {
  let effective = 0;
  const failed: string[] = [];
  for (const id of await store.dueHandovers(ctx.db, today(ctx).toString())) {
    try {
      if (await inTx(ctx, (inner) => takeEffect(inner, id))) effective += 1;
    } catch (error) {
      failed.push(id);
      ctx.log.error({ err: error, handover: id }, "a hand-over cannot take effect");
    }
  }
  return { effective, failed };
}
