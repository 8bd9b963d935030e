import type { GeoJSONSource, Map as GlMap, MapLayerMouseEvent, StyleSpecification } from "maplibre-gl";
import type { Box, Point } from "#libs/geo";
import { drawMark, drawName, type MarkColours } from "./draw-mark.ts";

type Gl = typeof import("maplibre-gl");

/** One place on the live map. `line` says what one wants to know before going there. */
export interface LivePlace {
  readonly id: string;
  readonly name: string;
  /** Language of the name, when it is not the page's. */
  readonly lang?: string;
  readonly href: string;
  readonly at: Point;
  readonly state: "open" | "soon" | "closed" | "unknown";
  readonly line: string;
}

export interface LiveWish {
  readonly style: object;
  readonly start: Box;
  readonly bounds: Box;
  readonly places: readonly LivePlace[];
  readonly here: Point | null;
  readonly colours: MarkColours;
  /** Words of the map library itself, by its own names. */
  readonly words: Record<string, string>;
  readonly onView: (ids: readonly string[]) => void;
  readonly onPick: (id: string | null) => void;
}

export interface LiveHandle {
  zoom(steps: number): void;
  show(box: Box): void;
  goTo(at: Point): void;
  mark(id: string | null): void;
  remove(): void;
}

const GROUP_ZOOM = 15;
const NEAR_ZOOM = 14.5;

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
    fitBoundsOptions: { padding: 32 },
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
    const named = id.startsWith("name-") ? wish.places.find((place) => `name-${place.id}` === id) : undefined;
    const image = named ? drawName(named.name, font, wish.colours) : drawMark(id, wish.colours);
    map.addImage(id, image, { pixelRatio: 2 });
  });
  map.on("load", () => {
    addMarks(map, wish);
    sayView(map, wish);
  });
  map.on("moveend", () => sayView(map, wish));
  listen(gl, map, wish);

  return {
    zoom: (steps) => void map.zoomTo(map.getZoom() + steps),
    show: (box) => void map.fitBounds([...box], { padding: 32 }),
    goTo: (at) => void map.easeTo({ center: [...at], zoom: Math.max(map.getZoom(), NEAR_ZOOM) }),
    mark: (id) => {
      if (map.getLayer("picked")) map.setFilter("picked", ["==", ["get", "id"], id ?? ""]);
    },
    remove: () => map.remove(),
  };
}

function addMarks(map: GlMap, { places, here }: LiveWish): void {
  const features = places.map(({ id, at, state }) => ({
    type: "Feature" as const,
    properties: { id, image: `mark-${state}` },
    geometry: { type: "Point" as const, coordinates: [...at] },
  }));
  map.addSource("places", {
    type: "geojson",
    data: { type: "FeatureCollection", features },
    cluster: true,
    clusterRadius: 30,
    clusterMaxZoom: GROUP_ZOOM,
  });
  if (here) {
    const point = {
      type: "Feature" as const,
      properties: {},
      geometry: { type: "Point" as const, coordinates: [...here] },
    };
    map.addSource("here", { type: "geojson", data: point });
    map.addLayer({
      id: "here",
      type: "symbol",
      source: "here",
      layout: { "icon-image": "mark-here", "icon-allow-overlap": true },
    });
  }
  const onTop = { "icon-allow-overlap": true, "icon-padding": 0 };
  map.addLayer({
    id: "picked",
    type: "symbol",
    source: "places",
    filter: ["==", ["get", "id"], ""],
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
      .then((zoom) => map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, map.getZoom() + 1) }))
      // the marks were taken away meanwhile: nothing to open
      .catch(() => undefined);
  });
  map.on("click", "marks", (event: MapLayerMouseEvent) => {
    const place = wish.places.find((p) => p.id === event.features?.[0]?.properties.id);
    if (!place) return;
    wish.onPick(place.id);
    const popup = new gl.Popup({ offset: 14, maxWidth: "18rem", className: "live-popup" })
      .setLngLat([...place.at])
      .setDOMContent(cardOf(place))
      .addTo(map);
    popup.on("close", () => wish.onPick(null));
  });
}

/** Name as a link, then its line. Built from text, so that a name cannot become markup. */
function cardOf({ name, lang, href, line }: LivePlace): HTMLElement {
  const card = document.createElement("div");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = name;
  if (lang) link.lang = lang;
  const words = document.createElement("p");
  words.textContent = line;
  card.append(link, words);
  return card;
}

function sayView(map: GlMap, { places, onView }: LiveWish): void {
  const bounds = map.getBounds();
  onView(places.filter(({ at }) => bounds.contains([...at])).map(({ id }) => id));
}

/** Tiles are fetched by a worker, which knows no page to be relative to. */
function absolute(style: object): object {
  return JSON.parse(JSON.stringify(style), (_key, value: unknown) =>
    typeof value === "string" && value.startsWith("/") ? location.origin + value : value,
  );
}
