/** The small map of home, list and place pages: places around a spot, drawn by the server. */

import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { outlinesBelow, placesNearby } from "#places";
import type { Ctx } from "#platform/ctx";
import { named, texts } from "#platform/i18n";
import { type MapDistrict, mapAllowed, mapLabels, mapSource, onMap, shapeOnMap, svgMap } from "#platform/map";
import type { mapAround } from "./contract.ts";

const size = { width: 480, height: 360 };
const mostKept = 200;
/** Drawings by everything that shows in them. A home page is asked for more often than anything on its map changes. */
const drawn = new Map<string, string>();

export async function drawAround(
  ctx: Ctx,
  asked: { lon: number; lat: number; minutes: number },
  /** The place in the middle; without it, the reader stands there. */
  around: string | null = null,
): Promise<AnswerOf<typeof mapAround>> {
  const allowance = mapAllowed(ctx.city.map);
  if (!allowance.shown) return { svg: "", credit: "" };
  const text = texts(ctx.locale, { zone: ctx.city.zone, onFault: () => undefined });
  const near = await placesNearby(ctx, { system: "WGS-84", ...asked });
  const credit = allowance.reviewNumber
    ? text("map.review-number", { number: allowance.reviewNumber })
    : text("map.demo-label");
  const key = JSON.stringify([
    ctx.locale,
    asked,
    around,
    near.marks.map(({ id, name, open }) => [id, name, open]),
  ]);
  const known = drawn.get(key);
  if (known) return { svg: known, credit };
  const source = mapSource(ctx.city.map);
  const districts = (await outlinesBelow(ctx.db, ctx.city.division)).map(
    (outline): MapDistrict => ({
      code: outline.code,
      name: named(outline, ctx.locale),
      shape: shapeOnMap(outline.shape, outline.coordinateSystem, source),
    }),
  );
  const points = near.marks.map(({ id, name, spot, open }) => ({
    id,
    name,
    at: onMap({ system: "WGS-84", ...spot }, source),
    state: open ? ("open" as const) : ("closed" as const),
  }));
  const labels = mapLabels(text, {
    name: around ?? text("city.name"),
    points,
    districts: districts.length,
    reviewNumber: allowance.reviewNumber,
    near: true,
  });
  const svg = svgMap({
    districts,
    points,
    here: onMap({ system: "WGS-84", ...asked }, source),
    size,
    dir: text.dir,
    labels:
      around === null ? labels : { ...labels, here: around, description: describeAround(text, around, near) },
  });
  if (drawn.size >= mostKept) drawn.clear();
  drawn.set(key, svg);
  return { svg, credit };
}

function describeAround(
  text: Text,
  name: string,
  near: { minutes: number; places: number; open: number },
): string {
  return text("map.describe-around", { name, minutes: near.minutes, total: near.places, open: near.open });
}
