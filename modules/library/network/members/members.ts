/** Organisations join the network and leave it. */
import { giveIsil, organisationOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import * as store from "./member-store.ts";

/**
 * With an ISIL, since two houses may have one barcode and the tag says whose it is: refuses one that another has. Told is what its numbers have in
 * common with others'.
 */
export async function joinNetwork(
  ctx: TxCtx,
  { organisationId, isil, isCentre }: { organisationId: string; isil: string; isCentre: boolean },
): Promise<store.Overlap> {
  const { id, path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  await giveIsil(ctx, { id, isil });
  const joinedOn = today(ctx).toString();
  await store.putMember(ctx.db, { organisationId: id, path, isCentre, joinedOn });
  await audit(ctx, {
    what: "network.joined",
    on: { kind: "organisation", id },
    detail: { isil, centre: isCentre },
  });
  return store.overlapOf(ctx.db, { id, path });
}

/** Refuses as long as something of one is with another. */
export async function leaveNetwork(ctx: TxCtx, organisationId: string): Promise<void> {
  const { id, path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { lent, onWay, othersLent } = await store.tiesOf(ctx.db, { id, path });
  if (lent + onWay + othersLent > 0) throw refused("network.things-away", { lent, onWay, othersLent });
  if (!(await store.endMember(ctx.db, id, today(ctx).toString()))) throw refused("network.not-member");
  await audit(ctx, { what: "network.left", on: { kind: "organisation", id } });
}

export async function putTerms(ctx: TxCtx, { daysOnWay }: { daysOnWay: number }): Promise<void> {
  await store.putDaysOnWay(ctx.db, daysOnWay, today(ctx).toString());
  await audit(ctx, { what: "network.terms", on: { kind: "network", id: "terms" }, detail: { daysOnWay } });
}
