/** Points as GeoJSON (RFC 7946): positions are WGS-84 unless the file says otherwise; other things become rows like any sheet's. */
import { type CoordinateSystem, convert } from "#libs/coordinates";
import { SheetFault, type SheetRow } from "./row.ts";

/** What the columns of a position are called in the rows. */
const place = { system: "coordinate_system", lon: "lon", lat: "lat" } as const;

const systems = ["WGS-84", "GCJ-02", "BD-09"] as const satisfies readonly CoordinateSystem[];
const metre = 1e-5;

export interface Spot {
  system: CoordinateSystem;
  lon: number;
  lat: number;
}

export interface PointFeature {
  id: string | null;
  position: Spot | null;
  properties: Record<string, string | number | boolean | null>;
}

/**
 * A FeatureCollection as pieces of text. Positions are written in WGS-84; one that was given in another system keeps that
 * in its properties, so that reading it back loses nothing. `members` stand at the top: who it is from, that it is a demo.
 */
export async function* writeGeoJson(
  features: AsyncIterable<PointFeature> | Iterable<PointFeature>,
  members: Record<string, string | boolean> = {},
): AsyncGenerator<string, void, undefined> {
  const top = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`,
  );
  yield `{"type":"FeatureCollection","${place.system}":"WGS-84",${top.join("")}"features":[`;
  let before = "\n";
  for await (const { id, position, properties } of features) {
    const wgs = position && convert(position, "WGS-84");
    const given = position && position.system !== "WGS-84" ? position : null;
    const feature = {
      type: "Feature",
      ...(id !== null && { id }),
      geometry: wgs && { type: "Point", coordinates: [rounded(wgs.lon), rounded(wgs.lat)] },
      properties: {
        ...properties,
        ...(given && { [place.system]: given.system, [place.lon]: given.lon, [place.lat]: given.lat }),
      },
    };
    yield before + JSON.stringify(feature);
    before = ",\n";
  }
  yield "\n]}\n";
}

/** A tenth of a millimetre is enough for a door, and the same number on every machine. */
const rounded = (degrees: number) => Number(degrees.toFixed(9));

/** The features as rows: the first names the columns, then one a feature, numbered from 1. Refuses other things than points. */
export function readGeoJson(file: Uint8Array): SheetRow[] {
  const collection = parsed(file);
  const system = systemOf(collection);
  const features = collection.features;
  if (collection.type !== "FeatureCollection" || !Array.isArray(features))
    throw new SheetFault("sheet.not-geojson");
  const read = features.map((feature: unknown) => readFeature(Object(feature), system));
  const names = [...new Set(read.flatMap(({ values }) => [...values.keys()]))];
  return [
    { row: 0, cells: names },
    ...read.map(({ values, broken }, at) => ({
      row: at + 1,
      cells: names.map((name) => values.get(name) ?? ""),
      ...(broken && { broken: [{ id: broken, data: {} }] }),
    })),
  ];
}

function parsed(file: Uint8Array): Record<string, unknown> {
  try {
    return Object(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file)));
  } catch (error) {
    throw new SheetFault("sheet.not-geojson", {
      says: error instanceof Error ? error.message.slice(0, 120) : "",
    });
  }
}

/** RFC 7946 §4 knows WGS-84 alone; the older `crs` member may say so, and our own member another system. */
function systemOf(collection: Record<string, unknown>): CoordinateSystem {
  const said = collection[place.system];
  const crs = Object(Object(collection.crs).properties).name;
  if (crs !== undefined && !/(CRS:?84|EPSG:{1,2}(4326|4490))$/.test(String(crs)))
    throw new SheetFault("sheet.crs", { says: String(crs).slice(0, 80) });
  if (said === undefined) return "WGS-84";
  const known = systems.find((one) => one === said);
  if (!known) throw new SheetFault("sheet.crs", { says: String(said).slice(0, 80) });
  return known;
}

function readFeature(
  feature: Record<string, unknown>,
  system: CoordinateSystem,
): { values: Map<string, string>; broken?: string } {
  const properties: Record<string, unknown> = Object(feature.properties);
  const values = new Map(Object.entries(properties).map(([name, value]) => [name, said(value)]));
  const geometry = feature.geometry;
  if (geometry === null || geometry === undefined) return { values };
  const { type, coordinates } = Object(geometry);
  const [lon, lat] = Array.isArray(coordinates) ? coordinates : [];
  if (type !== "Point" || typeof lon !== "number" || typeof lat !== "number")
    return { values, broken: "row.no-point" };
  const drawn = { system, lon, lat };
  if (isWhere(drawn, properties)) return { values };
  for (const [name, value] of Object.entries(place))
    values.set(value, said(drawn[name as keyof typeof place]));
  return { values };
}

/** Do the properties give the same spot in a system of their own? Then they are what was once written down. */
function isWhere(drawn: Spot, properties: Record<string, unknown>): boolean {
  const system = systems.find((one) => one === properties[place.system]);
  const [lon, lat] = [Number(properties[place.lon]), Number(properties[place.lat])];
  if (!system || !Number.isFinite(lon) || !Number.isFinite(lat)) return false;
  const [a, b] = [convert({ system, lon, lat }, "WGS-84"), convert(drawn, "WGS-84")];
  return Math.abs(a.lon - b.lon) < metre && Math.abs(a.lat - b.lat) < metre;
}

function said(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(said).join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
