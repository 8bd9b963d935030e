/** The city's vector tiles: made in memory from the outlines of its districts. */
import { districtsOnMap } from "#places";
import type { Ctx } from "#platform/ctx";
import { type MapTiles, mapTiles } from "#platform/map";

const tiles = new WeakMap<Ctx["city"], MapTiles>();

/** The tiles of the city a context belongs to: the server serves them, the map's page names their address. */
export function cityTiles(ctx: Ctx): MapTiles {
  const known = tiles.get(ctx.city);
  if (known) return known;
  const made = mapTiles(
    async () => {
      // One language, so that every process and every reader has the same tiles.
      const { districts } = await districtsOnMap({ ...ctx, locale: "zh-CN" });
      // The page draws the places itself, with what it knows of them now.
      return { districts: districts.map(({ code, name, shape }) => ({ code, name, shape })), places: [] };
    },
    () => ctx.clock().epochMilliseconds,
  );
  tiles.set(ctx.city, made);
  return made;
}
