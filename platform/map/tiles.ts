/** Our own vector tiles: made in memory from the city's outlines and places, kept by a hash of what they show. */
import { createHash } from "node:crypto";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type {
  Feature,
  Point as GeoPoint,
  Polygon as GeoPolygon,
  Position as GeoPosition,
  MultiPolygon,
} from "geojson";
import GeoJSONVT from "geojson-vt";
import { type Box, boxOf, boxOfGeometry, isTile, joinedBox, type Point, polygonsOf } from "#libs/geo";
import { TILE_MAX_ZOOM } from "./style.ts";
import type { MapDistrict } from "./svg/land.ts";

export interface TilePlace {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly at: Point;
}

/** What is on the map, in its own coordinate system. */
export interface TileContent {
  readonly districts: readonly MapDistrict[];
  readonly places: readonly TilePlace[];
}

export interface TileSet {
  /** Of everything that is shown: another content, another address, so that tiles may be kept for ever. */
  readonly hash: string;
  readonly bounds: Box | null;
  /** A Mapbox Vector Tile (version 2) with the layers `districts` and `places`; null outside the world, above TILE_MAX_ZOOM, or where nothing lies. */
  tileOf(z: number, x: number, y: number): Uint8Array | null;
}

const KEPT_TILES = 1000;

/** Cuts the content into tiles when they are asked for. */
export function tileSet(content: TileContent): TileSet {
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 16);
  const districts = new GeoJSONVT(
    { type: "FeatureCollection", features: content.districts.map(districtFeature) },
    // tolerance 0: geojson-vt thins each area alone, which would open gaps between neighbours
    { maxZoom: TILE_MAX_ZOOM, tolerance: 0 },
  );
  const places = new GeoJSONVT(
    { type: "FeatureCollection", features: content.places.map(placeFeature) },
    { maxZoom: TILE_MAX_ZOOM, indexMaxZoom: 8 },
  );
  const kept = new Map<string, Uint8Array | null>();

  function make(z: number, x: number, y: number): Uint8Array | null {
    const layers = Object.fromEntries(
      Object.entries({ districts: districts.getTile(z, x, y), places: places.getTile(z, x, y) }).filter(
        ([, tile]) => tile && tile.features.length > 0,
      ),
    );
    if (Object.keys(layers).length === 0) return null;
    // the encoder is typed for MapLibre's own tiler; it reads features with type, geometry, tags and id, which both give
    return fromGeojsonVt(layers as unknown as Parameters<typeof fromGeojsonVt>[0], {
      version: 2,
      extent: 4096,
    });
  }

  return {
    hash,
    bounds: boundsOf(content),
    tileOf(z, x, y) {
      if (!isTile({ z, x, y }) || z > TILE_MAX_ZOOM) return null;
      const key = `${z}/${x}/${y}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = make(z, x, y);
      if (kept.size >= KEPT_TILES) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
      kept.set(key, made);
      return made;
    },
  };
}

function districtFeature({ code, name, shape }: MapDistrict): Feature<GeoPolygon | MultiPolygon> {
  const coordinates = polygonsOf(shape).map((polygon) => polygon.map((ring) => ring.map(position)));
  return { type: "Feature", properties: { code, name }, geometry: { type: "MultiPolygon", coordinates } };
}

function placeFeature({ id, name, kind, at }: TilePlace): Feature<GeoPoint> {
  return {
    type: "Feature",
    properties: { id, name, kind },
    geometry: { type: "Point", coordinates: position(at) },
  };
}

function position([lon, lat]: Point): GeoPosition {
  return [lon, lat];
}

function boundsOf({ districts, places }: TileContent): Box | null {
  const boxes = [...districts.map((d) => boxOfGeometry(d.shape)), boxOf(places.map((p) => p.at))];
  const known = boxes.flatMap((box) => (box ? [box] : []));
  return known.length === 0 ? null : known.reduce(joinedBox);
}
