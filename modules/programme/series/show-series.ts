/** Brand series as the public sees them. */
import type { Static } from "typebox";
import { arrivedAt } from "#booking";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import type { listSeries as listSeriesOperation, SeriesView } from "../contract.ts";
import { organiserNames, seriesBrief } from "../finding/around.ts";
import { seriesIn } from "../finding/words.ts";
import { may } from "../may.ts";
import * as store from "./series-store.ts";

/** A series, edition or theme, with what is above and below it. */
export async function showSeries(ctx: Ctx, id: string): Promise<Static<typeof SeriesView>> {
  const series = found(await store.series(ctx.db, id), "series", id);
  const chain = (await store.chainsOf(ctx.db, [id])).get(id) ?? [];
  const below = await store.childrenOf(ctx.db, id);
  const belowThem = await store.childrenOfAll(
    ctx.db,
    below.map((one) => one.id),
  );
  const counts = await store.publishedCounts(ctx.db, [id, ...[...below, ...belowThem].map((one) => one.id)]);
  const part = (one: store.Series) => {
    const { name, summary } = seriesIn(one, ctx.locale);
    const { level, startsOn, endsOn } = one;
    return { id: one.id, level, name, summary, startsOn, endsOn, events: counts.get(one.id) ?? 0 };
  };
  const organiserOf = await organiserNames(ctx, [series.organisationId]);
  return {
    id: series.id,
    level: series.level,
    ...seriesIn(series, ctx.locale),
    family: series.family,
    startsOn: series.startsOn,
    endsOn: series.endsOn,
    organiser: organiserOf(series.organisationId),
    above: chain.slice(0, -1).map((one) => seriesBrief(ctx, one)),
    below: below.map((one) => ({
      ...part(one),
      below: belowThem.filter(({ parentId }) => parentId === one.id).map(part),
    })),
    events: counts.get(series.id) ?? 0,
    figures: await figuresFor(ctx, id),
    can: may["series.change"](ctx.actor, series) ? ["edit"] : [],
  };
}

/** Fewer people than this could be guessed at. */
const fewest = 10;

async function figuresFor(ctx: Ctx, id: string): Promise<Static<typeof SeriesView>["figures"]> {
  const found = await store.figuresOf(ctx.db, await store.idsBelow(ctx.db, id), ctx.city.zone);
  const came = [...(await arrivedAt(ctx.db, found.offers)).values()].reduce((sum, one) => sum + one, 0);
  const { sessions, places, organisers } = found;
  return { sessions, places, organisers, visits: came < fewest ? null : came };
}

/** Whole series, or only those that run today. */
export async function listSeries(
  ctx: Ctx,
  { running = false }: { running?: boolean },
): Promise<Static<(typeof listSeriesOperation)["answer"]>> {
  const all = await store.wholeSeries(ctx.db, today(ctx).toString(), running);
  const counts = await store.publishedCounts(
    ctx.db,
    all.map(({ id }) => id),
  );
  return {
    items: all.map((series) => ({
      id: series.id,
      ...seriesIn(series, ctx.locale),
      family: series.family,
      startsOn: series.startsOn,
      endsOn: series.endsOn,
      events: counts.get(series.id) ?? 0,
    })),
  };
}
