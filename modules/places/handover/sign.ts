/** Signing: what stands in the document, as it stands now, by one named person for one side. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { refused } from "#platform/errors";
import { announce } from "#platform/events";
import { refusing } from "../refusing.ts";
import { unfinished } from "./draw-up.ts";
import * as store from "./handover-store.ts";
import { sameInventory, takeInventory } from "./inventory.ts";
import type { Side } from "./sides.ts";
import { takeEffect } from "./take-effect.ts";

/**
 * Signs for one side. Refuses a document that says something else by now than `version` said, one whose place holds other
 * things than the list, one whose day passed without a reason, a side that has signed, and a person who signed for the
 * other. With the second signature it takes effect, today or on its day.
 */
export async function signHandover(
  ctx: TxCtx,
  id: string,
  { side, version }: { side: Side; version: number },
): Promise<{ state: store.HandoverState }> {
  const { subject } = ctx.actor;
  if (!subject || ctx.actor.onBehalfOf) throw refused("handover.in-person");
  const handover = await unfinished(ctx, id);
  if (handover.version !== version) throw refused("handover.changed-meanwhile");
  const { placeId, fromId, digest, inventory } = handover;
  const now = await takeInventory(ctx, { placeId, organisationId: fromId }, inventory);
  if (!sameInventory(inventory, now)) throw refused("handover.inventory-changed");
  if (handover.effectiveOn < today(ctx).toString() && !handover.lateBecause)
    throw refused("handover.day-passed", { day: handover.effectiveOn });
  await refusing(
    {
      handover_side_signs_once: () => refused("handover.signed-already"),
      handover_two_people: () => refused("handover.two-people"),
    },
    () =>
      store.insertSignature(ctx.db, {
        id: newId(),
        handoverId: id,
        side,
        signer: subject,
        digest,
        signedAt: ctx.clock(),
      }),
  );
  await audit(ctx, { what: "handover.signed", on: { kind: "handover", id }, detail: { side, digest } });
  const valid = (await store.signaturesOn(ctx.db, id)).filter(({ voidedAt }) => voidedAt === null);
  if (valid.length < 2) return { state: "open" };
  await store.markSigned(ctx.db, id);
  await announce(ctx, "place.handover-signed", { handoverId: id, placeId, on: handover.effectiveOn });
  return { state: (await takeEffect(ctx, id)) ? "effective" : "signed" };
}
