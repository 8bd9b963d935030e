/** Times are whole tenths of a second, positions whole 10⁻⁷ degrees: what is added in another order gives the same sum. */

/** Never: no way in this direction, or not reached. Two of them still add up within 32 bits. */
export const never = 0x3fff_ffff;

/** Mean radius of the earth in metres (IUGG). */
const radius = 6_371_008.8;
const perUnit = Math.PI / 180 / 1e7;

/** Metres between two positions in 10⁻⁷ degrees, along the great circle. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const dLat = Math.sin(((latB - latA) * perUnit) / 2);
  const dLon = Math.sin(((lonB - lonA) * perUnit) / 2);
  const h = dLat * dLat + Math.cos(latA * perUnit) * Math.cos(latB * perUnit) * dLon * dLon;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres of 10⁻⁷ degrees of latitude, and of longitude at a latitude. */
export const metresPerUnit = radius * perUnit;
export const metresPerUnitEast = (lat: number) => metresPerUnit * Math.cos(lat * perUnit);

/** How long so many metres take at this speed: at least a tenth of a second, so that every step costs. */
export const tenthsFor = (metres: number, kmh: number) => Math.max(1, Math.round((metres * 36) / kmh));
