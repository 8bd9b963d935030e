/** The three coordinate systems of Chinese maps, in degrees. No I/O. */

export const systems = ["WGS-84", "GCJ-02", "BD-09"] as const;
export type CoordinateSystem = (typeof systems)[number];

export interface Position {
  system: CoordinateSystem;
  lon: number;
  lat: number;
}

/** The same spot in another system. Exact to better than 1 cm against the published forward formulas. */
export function convert(position: Position, to: CoordinateSystem): Position {
  if (position.system === to) return position;
  const gcj = position.system === "BD-09" ? gcjFromBd(position) : position;
  if (to === "BD-09") return bdFromGcj(gcj.system === "WGS-84" ? gcjFromWgs(gcj) : gcj);
  if (to === "GCJ-02") return gcj.system === "GCJ-02" ? gcj : gcjFromWgs(gcj);
  return gcj.system === "WGS-84" ? gcj : wgsFromGcj(gcj);
}

// Krasovsky 1940, the ellipsoid of the shift.
const semiMajor = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;

/** Where the shift applies: a box around the country. Outside, GCJ-02 is WGS-84. */
export function isShifted({ lon, lat }: { lon: number; lat: number }): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

function gcjFromWgs({ lon, lat }: Position): Position {
  if (!isShifted({ lon, lat })) return { system: "GCJ-02", lon, lat };
  const shift = shiftAt(lon, lat);
  return { system: "GCJ-02", lon: lon + shift.lon, lat: lat + shift.lat };
}

/** The forward formula has no closed inverse: repeat until the forward one lands on the given point. */
function wgsFromGcj({ lon, lat }: Position): Position {
  if (!isShifted({ lon, lat })) return { system: "WGS-84", lon, lat };
  const guess = { lon, lat };
  for (let round = 0; round < 12; round++) {
    const shift = shiftAt(guess.lon, guess.lat);
    guess.lon = lon - shift.lon;
    guess.lat = lat - shift.lat;
  }
  return { system: "WGS-84", ...guess };
}

function shiftAt(lon: number, lat: number): { lon: number; lat: number } {
  const x = lon - 105;
  const y = lat - 35;
  const both = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const root = Math.sqrt(Math.abs(x));
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    both +
    waves(y, [20, 1, 40, 3]) +
    swell(y, 160, 320);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    both +
    waves(x, [20, 1, 40, 3]) +
    swell(x, 150, 300);
  const radLat = (lat / 180) * Math.PI;
  const magic = 1 - eccentricity2 * Math.sin(radLat) ** 2;
  const meridian = (semiMajor * (1 - eccentricity2)) / (magic * Math.sqrt(magic));
  return {
    lat: (north * 180) / (meridian * Math.PI),
    lon: (east * 180) / ((semiMajor / Math.sqrt(magic)) * Math.cos(radLat) * Math.PI),
  };
}

function waves(v: number, [a, ofA, b, ofB]: [number, number, number, number]): number {
  return (a * Math.sin((v * Math.PI) / ofA) + b * Math.sin((v / ofB) * Math.PI)) * (2 / 3);
}

function swell(v: number, a: number, b: number): number {
  return (a * Math.sin((v / 12) * Math.PI) + b * Math.sin((v * Math.PI) / 30)) * (2 / 3);
}

const bdTurn = (Math.PI * 3000) / 180;

function bdFromGcj({ lon, lat }: Position): Position {
  const radius = Math.hypot(lon, lat) + 0.000_02 * Math.sin(lat * bdTurn);
  const angle = Math.atan2(lat, lon) + 0.000_003 * Math.cos(lon * bdTurn);
  return { system: "BD-09", lon: radius * Math.cos(angle) + 0.0065, lat: radius * Math.sin(angle) + 0.006 };
}

/** Inverted by repetition as well: the formula usually published for the way back is off by half a metre. */
function gcjFromBd({ lon, lat }: Position): Position {
  const guess = { lon: lon - 0.0065, lat: lat - 0.006 };
  for (let round = 0; round < 12; round++) {
    const there = bdFromGcj({ system: "GCJ-02", ...guess });
    guess.lon += lon - there.lon;
    guess.lat += lat - there.lat;
  }
  return { system: "GCJ-02", ...guess };
}
