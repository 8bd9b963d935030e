/** Brand series as those who edit them see them. */

import type { Static } from "typebox";
import { organisationsCovered } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { seriesIn } from "../finding/words.ts";
import { may, publishers } from "../may.ts";
import type { getDeskSeries as getOperation, listDeskSeries as listOperation } from "./contract.ts";
import * as store from "./series-store.ts";

const mostOrganisations = 500;

/** All of them in the order of a tree, and for whom one may begin another. */
export async function listDeskSeries(ctx: Ctx): Promise<Static<(typeof listOperation)["answer"]>> {
  const all = await store.allSeries(ctx.db);
  const counts = await store.publishedCounts(
    ctx.db,
    all.map(({ id }) => id),
  );
  const below = Map.groupBy(all, ({ parentId }) => parentId ?? "");
  const tree = (id: string): store.Series[] => (below.get(id) ?? []).flatMap((one) => [one, ...tree(one.id)]);
  const paths = pathsHeld(ctx.actor, ...publishers);
  const own = await organisationsCovered(ctx.db, {
    at: paths,
    below: [],
    words: null,
    limit: mostOrganisations,
  });
  return {
    items: tree("").map((one) => ({
      id: one.id,
      level: one.level,
      parentId: one.parentId,
      name: seriesIn(one, ctx.locale).name,
      startsOn: one.startsOn,
      endsOn: one.endsOn,
      events: counts.get(one.id) ?? 0,
    })),
    organisations: own.map(({ id, ...row }) => ({ id, name: named(row, ctx.locale) })),
  };
}

/** One of them as it is written. */
export async function getDeskSeries(ctx: Ctx, id: string): Promise<Static<(typeof getOperation)["answer"]>> {
  const series = found(await store.series(ctx.db, id), "series", id);
  const { level, version, organisationId } = series;
  const { name, summary, translations, family, startsOn, endsOn, position } = series;
  const chain = (await store.chainsOf(ctx.db, [id])).get(id) ?? [];
  const below = await store.childrenOf(ctx.db, id);
  return {
    ...{ id, version, level, organisationId },
    series: { name, summary, translations, family, startsOn, endsOn, position },
    above: chain.slice(0, -1).map((one) => ({ id: one.id, name: one.name })),
    below: below.map((one) => ({ id: one.id, level: one.level, name: one.name, startsOn: one.startsOn })),
    can: may["series.change"](ctx.actor, series) ? ["edit"] : [],
  };
}
