/** Places for groups, as staff of an organisation see them. */
import type { Static } from "typebox";
import { organisationsOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { placesFor } from "../counter/counter-view.ts";
import { may } from "../may.ts";
import type { groupsOf } from "./contract.ts";
import * as store from "./group-store.ts";

/** What is left and the rules for everybody; claims only of the organisations the asker works for. */
export async function groupsView(ctx: Ctx, offerId: string): Promise<Static<(typeof groupsOf)["answer"]>> {
  const { offer, maxPerClaim: _, ...places } = await placesFor(ctx, offerId, "organisation");
  const claims = await store.groupClaims(ctx.db, offerId);
  const all = await organisationsOf(
    ctx.db,
    claims.map(({ organisationId }) => organisationId),
  );
  return {
    ...places,
    claims: claims.flatMap(({ id, organisationId, size, state }) => {
      const organisation = all.get(organisationId);
      if (!organisation || !may["group.claim"](ctx.actor, { orgPath: organisation.path })) return [];
      const name = named(organisation, ctx.locale);
      const can = state === "checked-in" ? [] : (["cancel"] as const).slice();
      return [{ claimId: id, organisation: name, size, state, can }];
    }),
  };
}
