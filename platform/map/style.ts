/** The quiet look of the live map, as a MapLibre style: paper, three greys, one river colour. No glyphs, no sprites, nothing fetched from outside. */
import { type MapSource, TIANDITU_HOSTS } from "./source.ts";
import { TILE_MAX_ZOOM } from "./tiles.ts";

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

/** The style of a source. `tiles` is the address of our own tiles with {z}, {x} and {y}; the browser makes it absolute. */
export function mapStyle({
  source,
  tiles,
  theme,
}: {
  source: MapSource;
  tiles: string;
  theme: MapTheme;
}): MapStyle {
  const colour = MAP_COLOURS[theme];
  const background: StyleLayer = {
    id: "ground",
    type: "background",
    paint: { "background-color": colour.ground },
  };
  const own: StyleSource = { type: "vector", tiles: [tiles], maxzoom: TILE_MAX_ZOOM };
  const border: StyleLayer = {
    id: "border",
    type: "line",
    source: "city",
    "source-layer": "districts",
    paint: {
      "line-color": colour.border,
      "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.8, 12, 1.6],
    },
  };
  if (source.kind === "tianditu") {
    const layers = ["vec", "cva"].map(
      (id): StyleLayer => ({
        id,
        type: "raster",
        source: id,
        // a quieter print of the national map, so that our marks are what one sees
        paint: { "raster-saturation": -0.7, "raster-opacity": theme === "dark" ? 0.55 : 0.9 },
      }),
    );
    return {
      version: 8,
      sources: { vec: tianditu("vec", source.key), cva: tianditu("cva", source.key), city: own },
      layers: [background, ...layers, border],
    };
  }
  const shore: StyleLayer = {
    id: "shore",
    type: "line",
    source: "city",
    "source-layer": "districts",
    paint: { "line-color": colour.shore, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 5, 12, 12] },
  };
  const land: StyleLayer = {
    id: "land",
    type: "fill",
    source: "city",
    "source-layer": "districts",
    paint: { "fill-color": colour.land, "fill-antialias": false },
  };
  return { version: 8, sources: { city: own }, layers: [background, shore, land, border] };
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
