/** A position in GeoJSON order (RFC 7946 §3.1.1): [longitude, latitude] in degrees, or [x, y] on a plane. */
export type Point = readonly [x: number, y: number];

/** The latitude at which the square Web-Mercator world ends: atan(sinh(π)) in degrees. */
export const MAX_LAT = (Math.atan(Math.sinh(Math.PI)) * 180) / Math.PI;

const EQUATOR_M = 40_075_016.685578488; // 2π · 6,378,137 m, the sphere of EPSG:3857

/** Degrees → the unit square of Web Mercator (EPSG:3857 scaled to 0…1, y grows southwards). Latitudes beyond MAX_LAT stop at the edge. */
export function toMercator([lon, lat]: Point): Point {
  const sin = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  return [lon / 360 + 0.5, Math.max(0, Math.min(1, y))];
}

/** The unit square of Web Mercator → degrees. */
export function fromMercator([x, y]: Point): Point {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** Metres on the ground for one unit of the Mercator square at this latitude. */
export function metresPerUnit(lat: number): number {
  return EQUATOR_M * Math.cos((lat * Math.PI) / 180);
}
