/** What the counter knows of an occasion, before anybody is named. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { organisationsByPaths } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import * as offerStore from "../offer-store.ts";
import { underRules } from "../rules/shown.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { counterOf } from "./contract.ts";

export async function counterView(ctx: Ctx, offerId: string): Promise<Static<(typeof counterOf)["answer"]>> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const { offers, shown } = await underRules(ctx, [offerId]);
  const view = found(offers.get(offerId), "offer", offerId);
  const told = (await shown(new Set([offerId]))).get(offerId)?.rules ?? [];
  const { id: organisationId } = found(
    (await organisationsByPaths(ctx.db, [offer.orgPath])).get(offer.orgPath),
    "organisation",
    offer.orgPath,
  );
  const pool = view.pools.find(({ channel }) => channel === "counter");
  return {
    offerId,
    about: aboutView((await aboutOf(ctx, [offer])).get(offer.ref)),
    startsAt: view.startsAt,
    endsAt: view.endsAt,
    closesAt: view.closesAt,
    open: view.state === "open" && Temporal.Instant.compare(ctx.clock(), view.closesAt) < 0,
    pool: pool ? { left: pool.left, quota: pool.quota, releasesAt: pool.releasesAt } : null,
    maxPerClaim: view.rules.maxPerClaim,
    rules: told
      .filter(({ pools }) => pools === null || pools.includes("counter"))
      .map(({ says, source }) => ({ says, source })),
    organisationId,
  };
}
