/** Brings positions and areas into the coordinate system a map is shown in. */
import { type CoordinateSystem, convert, type Position } from "#libs/coordinates";
import { type Point, polygonsOf, type Shape } from "#libs/geo";
import type { MapSource } from "./source.ts";

/** A position as [lon, lat] of the shown map. */
export function onMap(position: Position, { display }: Pick<MapSource, "display">): Point {
  const { lon, lat } = convert(position, display);
  return [lon, lat];
}

/** An area of a stated system as the shown map needs it. Neighbours keep their common corners: equal input gives equal output. */
export function shapeOnMap(
  shape: Shape,
  system: CoordinateSystem,
  source: Pick<MapSource, "display">,
): Shape {
  if (system === source.display) return shape;
  const polygons = polygonsOf(shape).map((polygon) =>
    polygon.map((ring) => ring.map(([lon, lat]) => onMap({ system, lon, lat }, source))),
  );
  return { type: "MultiPolygon", coordinates: polygons };
}

/** A position read off the shown map, back in WGS-84. */
export function offMap([lon, lat]: Point, { display }: Pick<MapSource, "display">): Position {
  return convert({ system: display, lon, lat }, "WGS-84");
}
