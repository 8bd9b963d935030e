/** What a lent exhibition has become goes on to be one, organised jointly with the lender. */
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import type { EventText } from "../desk/contract.ts";
import { legOfEvent } from "./leg-store.ts";

/** The event of a leg stays an exhibition, and its lender a joint organiser; the key `touring_leg_lender_organises` agrees. */
export async function keepsLender(
  ctx: TxCtx,
  eventId: string,
  { kind, jointOrganiserIds }: Pick<EventText, "kind" | "jointOrganiserIds">,
): Promise<void> {
  const leg = await legOfEvent(ctx.db, eventId);
  if (!leg) return;
  if (kind !== "exhibition") throw invalid([{ field: "/body/event/kind", id: "touring.kind-stays" }]);
  if (leg.ownerId !== leg.organisationId && !jointOrganiserIds.includes(leg.ownerId))
    throw invalid([{ field: "/body/event/jointOrganiserIds/0", id: "touring.lender-stays" }]);
}
