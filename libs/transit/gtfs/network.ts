/** agency.txt, feed_info.txt, stops.txt, routes.txt, trips.txt: what there is, before anything moves. */
import { platform, type Route, type Stop, station, type Trip } from "./feed.ts";
import type { Findings } from "./finding.ts";
import { type Row, readTable, type Source } from "./table.ts";
import { Values } from "./values.ts";

interface From {
  source: Source;
  findings: Findings;
}

export async function readAgencies(
  from: From,
): Promise<{ zone: string; agencies: ReadonlyMap<string, number> }> {
  const file = "agency.txt";
  const values = new Values(file, from.findings);
  const agencies = new Map<string, number>();
  let zone = "";
  let nameless = 0;
  const columns = ["agency_name", "agency_timezone"];
  await readTable(from, { file, columns }, (row) => {
    values.required(row, "agency_name");
    const own = values.required(row, "agency_timezone") ?? "";
    if (zone === "") zone = own;
    else if (own !== "" && own !== zone) values.error("gtfs.zones-differ", row, "agency_timezone");
    const index = agencies.size + nameless;
    // Only one agency may go without an id.
    if (row.text("agency_id") === "" && index === 0) nameless++;
    else values.id(row, "agency_id", { known: agencies, index });
  });
  return { zone, agencies };
}

export async function readInfo(from: From): Promise<{ publisher: string; version: string }> {
  const info = { publisher: "", version: "" };
  await readTable(
    from,
    { file: "feed_info.txt", columns: ["feed_publisher_name"], mayBeMissing: true },
    (row) => {
      info.publisher = row.text("feed_publisher_name");
      info.version = row.text("feed_version");
    },
  );
  return info;
}

export async function readStops(
  from: From,
): Promise<{ stops: Stop[]; stopIds: ReadonlyMap<string, number> }> {
  const file = "stops.txt";
  const values = new Values(file, from.findings);
  const stops: Stop[] = [];
  const stopIds = new Map<string, number>();
  const parents: { of: number; id: string; line: number }[] = [];
  await readTable(from, { file, columns: ["stop_id"] }, (row) => {
    const id = values.id(row, "stop_id", { known: stopIds, index: stops.length });
    const kind = values.choice(row, "location_type", [0, 1, 2, 3, 4]);
    // Nodes and boarding areas may go without.
    const isPlaced = kind <= 2 || row.text("stop_lat") !== "";
    const lat = isPlaced ? values.decimal(row, "stop_lat", [-90, 90]) : Number.NaN;
    const lon = isPlaced ? values.decimal(row, "stop_lon", [-180, 180]) : Number.NaN;
    const parent = row.text("parent_station");
    if (id === null) return;
    if (parent !== "") parents.push({ of: stops.length, id: parent, line: row.line });
    stops.push({
      id,
      code: row.text("stop_code"),
      name: row.text("stop_name"),
      lon: lon ?? 0,
      lat: lat ?? 0,
      kind,
      parent: -1,
    });
  });
  // A parent may stand below its children.
  for (const { of, id, line } of parents) {
    const place = { file, line, field: "parent_station", value: id };
    const parent = stopIds.get(id);
    const child = stops[of];
    if (parent === undefined) from.findings.error("gtfs.unknown-id", place);
    else if (child && stops[parent]?.kind === (child.kind === 4 ? platform : station)) child.parent = parent;
    else from.findings.error("gtfs.unknown-value", place);
  }
  return { stops, stopIds };
}

export async function readRoutes(
  from: From,
  agencies: ReadonlyMap<string, number>,
): Promise<{ routes: Route[]; routeIds: ReadonlyMap<string, number> }> {
  const file = "routes.txt";
  const values = new Values(file, from.findings);
  const routes: Route[] = [];
  const routeIds = new Map<string, number>();
  await readTable(from, { file, columns: ["route_id", "route_type"] }, (row) => {
    const id = values.id(row, "route_id", { known: routeIds, index: routes.length });
    const agency = row.text("agency_id");
    if (agency !== "" || agencies.size > 1) values.reference(row, "agency_id", agencies);
    const shortName = row.text("route_short_name");
    const longName = row.text("route_long_name");
    if (shortName === "" && longName === "") values.warning("gtfs.value-missing", row, "route_short_name");
    const type = values.whole(row, "route_type", [0, 1702]) ?? 3;
    if (type > 12 && type < 100) values.warning("gtfs.unknown-value", row, "route_type");
    if (id !== null) routes.push({ id, agency, shortName, longName, type });
  });
  return { routes, routeIds };
}

export async function readTrips(
  from: From,
  { routeIds, serviceIds }: Record<"routeIds" | "serviceIds", ReadonlyMap<string, number>>,
): Promise<{ trips: Trip[]; tripIds: ReadonlyMap<string, number> }> {
  const file = "trips.txt";
  const values = new Values(file, from.findings);
  const trips: Trip[] = [];
  const tripIds = new Map<string, number>();
  const take = (row: Row) => {
    const id = values.id(row, "trip_id", { known: tripIds, index: trips.length });
    const route = values.reference(row, "route_id", routeIds) ?? 0;
    const service = values.reference(row, "service_id", serviceIds) ?? 0;
    if (id !== null) trips.push({ id, route, service, headsign: row.text("trip_headsign") });
  };
  await readTable(from, { file, columns: ["route_id", "service_id", "trip_id"] }, take);
  return { trips, tripIds };
}
