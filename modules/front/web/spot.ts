/** Where the reader stands: their own spot when they gave one, else the centre of the city. */

export interface Spot {
  lon: number;
  lat: number;
  /** Did the reader say so? Otherwise the page says what it assumed. */
  given: boolean;
}

/** Approximate centre of Karamay, WGS-84 (facts: 45.59 N 84.89 E). */
const centre = { lon: 84.89, lat: 45.59 };

export function spotOf(search: URLSearchParams): Spot {
  const lon = Number(search.get("lon") ?? "");
  const lat = Number(search.get("lat") ?? "");
  const given = search.has("lon") && search.has("lat") && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return given ? { lon, lat, given } : { ...centre, given };
}
