import type { GeoJSONSource, Map as GlMap } from "maplibre-gl";
import { type Box, grownBox } from "#libs/geo";
import { roundBelow, scalePixels } from "./round-scale.ts";

const METRES_A_DEGREE = 111_320;
const LEAST_ZOOM = 9;

/**
 * Small crosses on a round ground distance, as on the drawn map: the eye gets a measure and sees the map move where no streets may be drawn.
 * Answers what has to be called after each movement. `bounds`: of the city; its middle latitude sets the step, so that crosses stay where they are.
 */
export function addGrid(map: GlMap, bounds: Box): (metresPerPixel: number) => void {
  const shrunk = Math.cos(((bounds[1] + bounds[3]) / 2) * (Math.PI / 180));
  map.addSource("grid", { type: "geojson", data: crosses([]) });
  map.addLayer({
    id: "grid",
    type: "symbol",
    source: "grid",
    minzoom: LEAST_ZOOM,
    layout: { "icon-image": "mark-grid", "icon-allow-overlap": true, "icon-ignore-placement": true },
  });
  return (metresPerPixel) => {
    const source = map.getSource<GeoJSONSource>("grid");
    if (map.getZoom() < LEAST_ZOOM) return;
    const down = roundBelow(scalePixels * metresPerPixel) / METRES_A_DEGREE;
    const seen = map.getBounds();
    const box = grownBox([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()], 0.5);
    const points = along(box[1], box[3], down).flatMap((lat) =>
      along(box[0], box[2], down / shrunk).map((lon): [number, number] => [lon, lat]),
    );
    source?.setData(crosses(points));
  };
}

function along(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step);
}

function crosses(points: readonly [number, number][]) {
  return {
    type: "FeatureCollection" as const,
    features: [
      {
        type: "Feature" as const,
        properties: {},
        geometry: { type: "MultiPoint" as const, coordinates: [...points] },
      },
    ],
  };
}
