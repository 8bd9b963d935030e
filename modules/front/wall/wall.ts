/** The city's wall: everything on it at one moment. */
import type { AnswerOf } from "#contract";
import { districtsOnMap, markState, type PlacesNow, placesNow } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { keptDrawings, mapAllowed, mapLabels, mapSource, onMap, svgMap } from "#platform/map";
import { watchedPaths } from "../may.ts";
import { alarmsBelow } from "./alarms.ts";
import type { cityWall } from "./contract.ts";
import { wallFigures } from "./figures.ts";

type Answer = AnswerOf<typeof cityWall>;

/** Figures of the whole city, alarms of what the asker answers for. */
export async function wall(ctx: Ctx): Promise<Answer> {
  const now = await placesNow(ctx);
  const [{ figures, asOf }, map, { alarms, more }] = await Promise.all([
    wallFigures(ctx, now),
    drawing(ctx, now),
    alarmsBelow(ctx, watchedPaths(ctx.actor)),
  ]);
  return { at: ctx.clock().toString(), asOf, figures, map, alarms, more };
}

// About the form of the wall's middle, and small, so that the words on it are large there.
const size = { width: 600, height: 420 };
const kept = keptDrawings(20);

/** The whole city with every place in its state, or null where no public map may be shown. */
async function drawing(ctx: Ctx, { marks }: PlacesNow): Promise<Answer["map"]> {
  const allowance = mapAllowed(ctx.city.map);
  if (!allowance.shown) return null;
  const { districts, version } = await districtsOnMap(ctx);
  const source = mapSource(ctx.city.map);
  const points = marks.map(({ id, name, spot, state }) => ({
    id,
    name,
    at: onMap({ system: "WGS-84", ...spot }, source),
    state: markState({ state }),
  }));
  const text = textFor(ctx, { onFault: () => undefined });
  const { reviewNumber } = allowance;
  const labels = mapLabels(text, {
    name: text("city.name"),
    points,
    districts: districts.length,
    reviewNumber,
    near: null,
  });
  return kept([version, ctx.locale, labels.title, labels.review, points], () =>
    svgMap({ districts, points, here: null, size, dir: text.dir, labels, id: "wall" }),
  );
}
