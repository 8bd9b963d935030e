/** Serves our own tiles under an address that names their content, so that browsers keep them for ever. */
import type { FastifyInstance } from "fastify";
import { type TileContent, type TileSet, tileSet } from "./tiles.ts";

export interface MapTiles {
  /** The tiles of the city as it is now; read again when `content` may have changed. */
  current(): Promise<TileSet>;
  /** Tiles by hash: the present ones and the ones before, for pages that are still open. */
  byHash(hash: string): TileSet | null;
}

const FRESH_MS = 60_000;
const KEPT_SETS = 3;

/** Keeps tile sets. `content` is asked at most once a minute; `clock` in milliseconds. */
export function mapTiles(content: () => Promise<TileContent>, clock: () => number): MapTiles {
  const sets: TileSet[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<TileSet> | null = null;

  async function read(): Promise<TileSet> {
    const fresh = tileSet(await content());
    const known = sets.find((set) => set.hash === fresh.hash) ?? fresh;
    sets.splice(0, sets.length, known, ...sets.filter((set) => set !== known).slice(0, KEPT_SETS - 1));
    readAt = clock();
    return known;
  }

  return {
    async current() {
      const [newest] = sets;
      if (newest && clock() - readAt < FRESH_MS) return newest;
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
    byHash: (hash) => sets.find((set) => set.hash === hash) ?? null,
  };
}

/** The address of a set's tiles, with {z}, {x} and {y} to be filled in by the map. */
export function tileAddress(set: Pick<TileSet, "hash">): string {
  return `/map/${set.hash}/{z}/{x}/{y}.mvt`;
}

/** Adds `GET /map/:hash/:z/:x/:y.mvt`: 200 with the tile, 204 where the map is empty, 404 for an unknown content or a place that is no tile. */
export function serveTiles(server: FastifyInstance, tiles: MapTiles): void {
  server.get<{ Params: Record<"hash" | "z" | "x" | "y", string> }>(
    "/map/:hash/:z/:x/:y.mvt",
    // One look at the map takes dozens of them.
    { config: { limit: "free" } },
    async (request, reply) => {
      const { hash, z, x, y } = request.params;
      // after a restart an open page asks for a set nobody has read yet
      const set = tiles.byHash(hash) ?? ((await tiles.current()).hash === hash ? tiles.byHash(hash) : null);
      const numbers = [z, x, y].map((text) => (/^\d{1,8}$/.test(text) ? Number(text) : Number.NaN));
      if (!set || numbers.some(Number.isNaN)) return reply.code(404).send();
      const tile = set.tileOf(numbers[0] ?? -1, numbers[1] ?? -1, numbers[2] ?? -1);
      reply.header("cache-control", "public, max-age=31536000, immutable");
      if (!tile) return reply.code(204).send();
      return reply.type("application/vnd.mapbox-vector-tile").send(Buffer.from(tile));
    },
  );
}
