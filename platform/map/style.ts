/** The quiet look of the live map, as a MapLibre style: paper, three greys, one river colour. No glyphs, no sprites, nothing fetched from outside. */
import { type MapSource, TIANDITU_HOSTS } from "./source.ts";

/** Deeper zooms are drawn from the tiles of this one: nothing of ours is finer. */
export const TILE_MAX_ZOOM = 14;

export type MapTheme = "light" | "dark";

export const MAP_COLOURS = {
  light: { ground: "#f4f1e8", land: "#ffffff", shore: "#e2dac7", border: "#b9b2a2", ink: "#1b1a17" },
  dark: { ground: "#101214", land: "#1d2024", shore: "#0b0c0e", border: "#4a5057", ink: "#eceae4" },
} as const;

/** Only what this style uses of the MapLibre style specification (version 8). */
export interface MapStyle {
  readonly version: 8;
  readonly sources: Record<string, StyleSource>;
  readonly layers: readonly StyleLayer[];
}
export type StyleSource =
  | { readonly type: "vector"; readonly tiles: readonly string[]; readonly maxzoom: number }
  | {
      readonly type: "raster";
      readonly tiles: readonly string[];
      readonly tileSize: number;
      readonly maxzoom: number;
    };
export interface StyleLayer {
  readonly id: string;
  readonly type: "background" | "fill" | "line" | "raster";
  readonly source?: string;
  readonly "source-layer"?: string;
  readonly paint: Record<string, unknown>;
}

/**
 * The style of a source. `tiles` is the address of our own tiles with {z}, {x} and {y}, which the browser makes absolute; null leaves the outlines
 * out.
 */
export function mapStyle(wish: { source: MapSource; tiles: string | null; theme: MapTheme }): MapStyle {
  const { source, tiles, theme } = wish;
  const ground = {
    id: "ground",
    type: "background",
    paint: { "background-color": MAP_COLOURS[theme].ground },
  } as const;
  const city: Record<string, StyleSource> = tiles
    ? { city: { type: "vector", tiles: [tiles], maxzoom: TILE_MAX_ZOOM } }
    : {};
  const { shore, land, border } = outlines(theme);
  if (source.kind === "tianditu") {
    const sources = { vec: tianditu("vec", source.key), cva: tianditu("cva", source.key), ...city };
    const print = [printOf("vec", theme), printOf("cva", theme)];
    return { version: 8, sources, layers: [ground, ...print, ...(tiles ? [border] : [])] };
  }
  return { version: 8, sources: city, layers: [ground, ...(tiles ? [shore, land, border] : [])] };
}

/** The districts: a soft shore outside, the land, the border. */
function outlines(theme: MapTheme): Record<"shore" | "land" | "border", StyleLayer> {
  const colour = MAP_COLOURS[theme];
  const of = { source: "city", "source-layer": "districts" };
  const wide = (near: number, far: number) => ["interpolate", ["linear"], ["zoom"], 6, near, 12, far];
  return {
    shore: {
      id: "shore",
      type: "line",
      ...of,
      paint: { "line-color": colour.shore, "line-width": wide(5, 12) },
    },
    land: { id: "land", type: "fill", ...of, paint: { "fill-color": colour.land, "fill-antialias": false } },
    border: {
      id: "border",
      type: "line",
      ...of,
      paint: { "line-color": colour.border, "line-width": wide(0.8, 1.6) },
    },
  };
}

/** A quieter print of the national map, so that our marks are what one sees. */
function printOf(id: "vec" | "cva", theme: MapTheme): StyleLayer {
  const paint = { "raster-saturation": -0.7, "raster-opacity": theme === "dark" ? 0.55 : 0.9 };
  return { id, type: "raster", source: id, paint };
}

/** WMTS of 天地图 in Web Mercator (`_w`): `vec` the ground, `cva` its Chinese names. */
function tianditu(layer: "vec" | "cva", key: string): StyleSource {
  const query = `SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles`;
  const place = `TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`;
  const tiles = TIANDITU_HOSTS.map(
    (host) => `https://${host}.tianditu.gov.cn/${layer}_w/wmts?${query}&${place}`,
  );
  return { type: "raster", tiles, tileSize: 256, maxzoom: 18 };
}
