/**
 * WGS-84, GCJ-02 and BD-09, the three coordinate systems of Chinese maps. A position always says which it is in.
 * GCJ-02 is the published approximation used by every open implementation (Krasovsky 1940 ellipsoid); it is accurate to
 * a few metres against official maps and does nothing outside China.
 */

export type CoordinateSystem = "WGS-84" | "GCJ-02" | "BD-09";

export interface Position {
  system: CoordinateSystem;
  /** Degrees. */
  lon: number;
  lat: number;
}

const axis = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;
const { PI, abs, atan2, cos, hypot, sin, sqrt } = Math;

/** The same spot in another system. Inverse directions are iterated to about a centimetre. */
export function convert(position: Position, to: CoordinateSystem): Position {
  if (position.system === to) return position;
  const gcj = toGcj(position);
  if (to === "GCJ-02") return { system: to, ...gcj };
  return { system: to, ...(to === "BD-09" ? bdOf(gcj) : inverse(gcjOf, gcj)) };
}

/** Great-circle distance in metres between two positions in one system. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = PI / 180;
  const half = (from: number, to: number) => sin(((to - from) * rad) / 2) ** 2;
  const h = half(a.lat, b.lat) + cos(a.lat * rad) * cos(b.lat * rad) * half(a.lon, b.lon);
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, sqrt(h)));
}

/** Degrees to about a centimetre (10⁻⁷). Finer digits say nothing, and what is next to zero stops being too small to calculate with. */
export function roundedDegrees(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7 + 0;
}

/** Does the Chinese shift apply at this spot? GCJ-02 and BD-09 mean nothing elsewhere. */
export function isShifted(spot: { lon: number; lat: number }): boolean {
  return !outsideChina(spot);
}

interface LonLat {
  lon: number;
  lat: number;
}

function toGcj({ system, lon, lat }: Position): LonLat {
  if (system === "GCJ-02") return { lon, lat };
  return system === "WGS-84" ? gcjOf({ lon, lat }) : inverse(bdOf, { lon, lat });
}

/** The shift is not applied outside this box, as in every implementation. */
function outsideChina({ lon, lat }: LonLat): boolean {
  return lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271;
}

function gcjOf(wgs: LonLat): LonLat {
  if (outsideChina(wgs)) return wgs;
  const x = wgs.lon - 105;
  const y = wgs.lat - 35;
  const waves = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * sqrt(abs(x)) +
    waves +
    (20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * (2 / 3) +
    (160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * (2 / 3);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * sqrt(abs(x)) +
    waves +
    (20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * (2 / 3) +
    (150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * (2 / 3);
  const phi = (wgs.lat / 180) * PI;
  const magic = 1 - eccentricity2 * sin(phi) ** 2;
  return {
    lat: wgs.lat + (north * 180) / (((axis * (1 - eccentricity2)) / (magic * sqrt(magic))) * PI),
    lon: wgs.lon + (east * 180) / ((axis / sqrt(magic)) * cos(phi) * PI),
  };
}

const bdStep = (PI * 3000) / 180;

function bdOf({ lon, lat }: LonLat): LonLat {
  const radius = hypot(lon, lat) + 0.000_02 * sin(lat * bdStep);
  const angle = atan2(lat, lon) + 0.000_003 * cos(lon * bdStep);
  return { lon: radius * cos(angle) + 0.0065, lat: radius * sin(angle) + 0.006 };
}

/** Finds what `forward` maps onto `target`, by taking the error off until it is below a centimetre. */
function inverse(forward: (from: LonLat) => LonLat, target: LonLat): LonLat {
  let guess = target;
  for (let round = 0; round < 20; round++) {
    const reached = forward(guess);
    const error = { lon: reached.lon - target.lon, lat: reached.lat - target.lat };
    guess = { lon: guess.lon - error.lon, lat: guess.lat - error.lat };
    if (abs(error.lon) + abs(error.lat) < 1e-9) break;
  }
  return guess;
}
