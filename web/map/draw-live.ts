import type { GeoJSONSource, Map as GlMap, MapLayerMouseEvent, StyleSpecification } from "maplibre-gl";
import type { Box, Point } from "#libs/geo";
import { addGrid } from "./draw-grid.ts";
import { drawMark, drawName, type MarkColours } from "./draw-mark.ts";
import type { ListedPlace } from "./map-list.tsx";

type Gl = typeof import("maplibre-gl");

/** One place on the live map and in the list beside it. */
export interface LivePlace extends ListedPlace {
  /** Null where nobody knows the position: it stands in the list only. */
  readonly at: Point | null;
  readonly mark: "open" | "soon" | "closed" | "unknown";
}

export interface NamedArea {
  readonly name: string;
  readonly at: Point;
}

/** What the map shows after it has moved. */
export interface LiveView {
  readonly ids: readonly string[];
  /** In the middle of the map. */
  readonly metresPerPixel: number;
}

export interface LiveWish {
  readonly style: object;
  readonly start: Box;
  readonly bounds: Box;
  /** Nothing but outlines lies under the marks. */
  readonly bare: boolean;
  readonly places: readonly LivePlace[];
  readonly areas: readonly NamedArea[];
  readonly here: Point | null;
  readonly picked: string | null;
  readonly colours: MarkColours;
  /** Words of the map library itself, by its own names. */
  readonly words: Record<string, string>;
  readonly onView: (view: LiveView) => void;
  readonly onPick: (id: string | null) => void;
}

export interface LiveHandle {
  zoom(steps: number): void;
  show(box: Box): void;
  goTo(at: Point): void;
  /** Marks where the reader stands and goes there. */
  standAt(at: Point): void;
  mark(id: string | null): void;
  remove(): void;
}

const GROUP_ZOOM = 15;
const NEAR_ZOOM = 14.5;
const AREA_ZOOM = 11.5;
// the buttons stand above
const PADDING = { top: 64, right: 32, bottom: 32, left: 32 };
// as long as anything of the house moves
const MOTION_MS = 200;

/** Draws the moving map into an element. Throws where the device has no WebGL; the caller keeps the still picture then. */
export function drawLive(gl: Gl, element: HTMLElement, wish: LiveWish): LiveHandle {
  const pad = (box: Box, share: number): Box => {
    const [dx, dy] = [(box[2] - box[0]) * share, (box[3] - box[1]) * share];
    return [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
  };
  const map = new gl.Map({
    container: element,
    // our own builder writes only what the specification knows
    style: absolute(wish.style) as StyleSpecification,
    bounds: [...wish.start],
    fitBoundsOptions: { padding: PADDING },
    maxBounds: [...pad(wish.bounds, 2)],
    minZoom: 5,
    maxZoom: 17,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    rollEnabled: false,
    fadeDuration: 0,
    cooperativeGestures: true,
    locale: wish.words,
    // labels are drawn by us: no font is fetched
    localIdeographFontFamily: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  const font = getComputedStyle(element).fontFamily;
  map.setMissingStyleImageResolver(async (id) => {
    if (map.hasImage(id)) return;
    map.addImage(id, drawnImage(id, font, wish), { pixelRatio: 2 });
  });
  let drawGrid = (_metresPerPixel: number) => {};
  const moved = () => {
    const view = viewOf(map, wish);
    drawGrid(view.metresPerPixel);
    wish.onView(view);
  };
  map.on("load", () => {
    if (wish.bare) drawGrid = addGrid(map, wish.bounds);
    addMarks(map, wish);
    drawGrid(viewOf(map, wish).metresPerPixel);
  });
  // the list follows the map once its marks can be seen and touched
  map.once("idle", moved);
  map.on("moveend", moved);
  listen(gl, map, wish);

  return {
    zoom: (steps) => void map.zoomTo(map.getZoom() + steps, { duration: MOTION_MS }),
    show: (box) => void map.fitBounds([...box], { padding: PADDING, linear: true, duration: MOTION_MS }),
    goTo: (at) => goNear(map, at),
    standAt: (at) => {
      map.getSource<GeoJSONSource>("here")?.setData(pointsOf([at]));
      goNear(map, at);
    },
    mark: (id) => {
      if (map.getLayer("picked")) map.setFilter("picked", ["==", ["get", "id"], id ?? ""]);
    },
    remove: () => map.remove(),
  };
}

function drawnImage(id: string, font: string, { places, areas, colours }: LiveWish): ImageData {
  const place = id.startsWith("name-") && places.find((one) => `name-${one.id}` === id);
  if (place) return drawName(place.name, font, colours, colours.ink);
  const area = id.startsWith("area-") && areas.find(({ name }) => `area-${name}` === id);
  if (area) return drawName(area.name, font, colours, colours.quiet);
  return drawMark(id, colours);
}

function goNear(map: GlMap, at: Point): void {
  map.easeTo({ center: [...at], zoom: Math.max(map.getZoom(), NEAR_ZOOM), duration: MOTION_MS });
}

function pointsOf(points: readonly Point[], properties: (i: number) => Record<string, string> = () => ({})) {
  return {
    type: "FeatureCollection" as const,
    features: points.map((at, i) => ({
      type: "Feature" as const,
      properties: properties(i),
      geometry: { type: "Point" as const, coordinates: [...at] },
    })),
  };
}

function addMarks(map: GlMap, { places, areas, here, picked }: LiveWish): void {
  const located = places.flatMap(({ id, at, mark }) => (at ? [{ id, at, image: `mark-${mark}` }] : []));
  map.addSource("areas", {
    type: "geojson",
    data: pointsOf(
      areas.map(({ at }) => at),
      (i) => ({ image: `area-${areas[i]?.name}` }),
    ),
  });
  map.addLayer({
    id: "areas",
    type: "symbol",
    source: "areas",
    maxzoom: AREA_ZOOM,
    layout: { "icon-image": ["get", "image"], "icon-padding": 8 },
  });
  map.addSource("places", {
    type: "geojson",
    data: pointsOf(
      located.map(({ at }) => at),
      (i) => ({ id: located[i]?.id ?? "", image: located[i]?.image ?? "" }),
    ),
    cluster: true,
    clusterRadius: 30,
    clusterMaxZoom: GROUP_ZOOM,
  });
  map.addSource("here", { type: "geojson", data: pointsOf(here ? [here] : []) });
  map.addLayer({
    id: "here",
    type: "symbol",
    source: "here",
    layout: { "icon-image": "mark-here", "icon-allow-overlap": true },
  });
  const onTop = { "icon-allow-overlap": true, "icon-padding": 0 };
  map.addLayer({
    id: "picked",
    type: "symbol",
    source: "places",
    filter: ["==", ["get", "id"], picked ?? ""],
    layout: { "icon-image": "mark-picked", "icon-ignore-placement": true, ...onTop },
  });
  // below the marks, so that those have their place first and a name stands only where there is room
  map.addLayer({
    id: "names",
    type: "symbol",
    source: "places",
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["concat", "name-", ["get", "id"]],
      "icon-anchor": "left",
      "icon-offset": [14, 0],
      "icon-padding": 0,
    },
  });
  map.addLayer({
    id: "marks",
    type: "symbol",
    source: "places",
    filter: ["!", ["has", "point_count"]],
    layout: { "icon-image": ["get", "image"], ...onTop },
  });
  map.addLayer({
    id: "groups",
    type: "symbol",
    source: "places",
    filter: ["has", "point_count"],
    layout: { "icon-image": ["concat", "group-", ["get", "point_count"]], ...onTop },
  });
}

function listen(gl: Gl, map: GlMap, wish: LiveWish): void {
  for (const layer of ["marks", "groups"]) {
    map.on("mouseenter", layer, () => map.getCanvas().classList.add("live-over-mark"));
    map.on("mouseleave", layer, () => map.getCanvas().classList.remove("live-over-mark"));
  }
  map.on("click", "groups", (event: MapLayerMouseEvent) => {
    const [group] = event.features ?? [];
    const source = map.getSource<GeoJSONSource>("places");
    if (!group || !source || group.geometry.type !== "Point") return;
    const [lon = 0, lat = 0] = group.geometry.coordinates;
    void source
      .getClusterExpansionZoom(Number(group.properties.cluster_id))
      .then((zoom) =>
        map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, map.getZoom() + 1), duration: MOTION_MS }),
      )
      // the marks were taken away meanwhile: nothing to open
      .catch(() => undefined);
  });
  map.on("click", "marks", (event: MapLayerMouseEvent) => {
    const place = wish.places.find((p) => p.id === event.features?.[0]?.properties.id);
    if (!place?.at) return;
    wish.onPick(place.id);
    const popup = new gl.Popup({ offset: 14, maxWidth: "18rem", className: "live-popup" })
      .setLngLat([...place.at])
      .setDOMContent(cardOf(place))
      .addTo(map);
    popup.on("close", () => wish.onPick(null));
  });
}

/** Name as a link, then what it is and whether it is open. Built from text, so that a name cannot become markup. */
function cardOf({ name, lang, href, what, state }: LivePlace): HTMLElement {
  const card = document.createElement("div");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = name;
  link.dir = "auto";
  if (lang) link.lang = lang;
  card.append(link, paragraph(what), paragraph(state.word));
  return card;
}

function paragraph(text: string): HTMLElement {
  const words = document.createElement("p");
  words.textContent = text;
  return words;
}

/** Metres of a pixel at the equator at zoom 0, for tiles of 512 pixels. */
const EQUATOR_PIXEL = 40_075_016.686 / 512;

function viewOf(map: GlMap, { places }: LiveWish): LiveView {
  const bounds = map.getBounds();
  const { lat } = map.getCenter();
  return {
    ids: places.flatMap(({ id, at }) => (at && bounds.contains([...at]) ? [id] : [])),
    metresPerPixel: (EQUATOR_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** map.getZoom(),
  };
}

/** Tiles are fetched by a worker, which knows no page to be relative to. */
function absolute(style: object): object {
  return JSON.parse(JSON.stringify(style), (_key, value: unknown) =>
    typeof value === "string" && value.startsWith("/") ? location.origin + value : value,
  );
}
