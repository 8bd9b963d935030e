/** Requests to move as both sides see them. */
import { organisationsOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type * as contract from "./contract.ts";
import { type MoveRequest, movesOptions } from "./move-store.ts";
import { describeResources } from "./naming.ts";
import { resourcesById } from "./resource-store.ts";
import { timesText } from "./rules.ts";

/** Requests with their options. */
export async function moveViews(ctx: Ctx, moves: readonly MoveRequest[]): Promise<contract.MoveView[]> {
  if (moves.length === 0) return [];
  const options = await movesOptions(
    ctx.db,
    moves.map(({ id }) => id),
  );
  const rooms = await resourcesById(ctx.db, [
    ...new Set([...moves, ...options].map(({ resourceId }) => resourceId)),
  ]);
  const is = await describeResources(ctx, rooms);
  const organisations = await organisationsOf(ctx.db, [
    ...new Set(moves.map(({ organisationId }) => organisationId)),
  ]);
  return moves.map((one) => {
    const organisation = organisations.get(one.organisationId);
    return {
      id: one.id,
      reservationId: one.reservationId,
      room: is.get(one.resourceId)?.name ?? "",
      ...timesText(one),
      organisation: organisation ? named(organisation, ctx.locale) : "",
      purpose: one.purpose,
      reason: one.reason,
      answerBy: one.answerBy.toString(),
      state: one.state,
      options: options
        .filter(({ requestId }) => requestId === one.id)
        .map((option) => ({
          n: option.n,
          room: is.get(option.resourceId)?.name ?? "",
          ...timesText(option),
        })),
    };
  });
}
