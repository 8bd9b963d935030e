/** JSON of the composite pages. */
import { DayShape, Id, InstantShape, Nullable, operation, T } from "#contract";
import { PlaceItem } from "../places/contract.ts";

const Lon = T.Number({ minimum: -180, maximum: 180 });
const Lat = T.Number({ minimum: -90, maximum: 90 });
/** [lon, lat] in the coordinate system of the map. */
const Point = T.Tuple([T.Number(), T.Number()]);
/** [west, south, east, north] in the coordinate system of the map. */
const Box = T.Tuple([T.Number(), T.Number(), T.Number(), T.Number()]);

const { id, name, kind, district, open, away } = PlaceItem.properties;
const MapPlace = T.Object({
  id,
  name,
  kind,
  district,
  open,
  away,
  /** The form of its mark: `unknown` for places without stated hours. */
  mark: T.Enum(["open", "soon", "closed", "unknown"]),
  /** Null where the position is not known or no map may be shown. */
  at: Nullable(Point),
});

/** A city of a million has as many places; beyond, the nearest are shown and the page says so. */
export const mostOnMap = 2000;

export const cityMap = operation({
  id: "front.city-map",
  method: "GET",
  path: "/api/front/city-map",
  summary:
    "All that a map of the city shows: the places that fit with their state, the ground they stand on, what is seen first",
  query: T.Object({
    kind: T.Optional(T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 })),
    /** The division and everything in it: `650203`. */
    division: T.Optional(T.String({ minLength: 2, maxLength: 12, pattern: "^[0-9]*$" })),
    open: T.Optional(T.Enum(["now"])),
    /** The reader's own spot, WGS-84. */
    lon: T.Optional(Lon),
    lat: T.Optional(Lat),
    /** A place to begin at, instead. */
    place: T.Optional(Id),
  }),
  answer: T.Object({
    at: InstantShape,
    /** Where distances are counted from. */
    from: T.Enum(["reader", "place", "centre"]),
    /** Nearest first. */
    places: T.Array(MapPlace, { maxItems: mostOnMap }),
    /** There are more than these. */
    more: T.Boolean(),
    /** Null where no public map may be shown, or nothing is known to draw. */
    map: Nullable(
      T.Object({
        source: T.Union([
          T.Object({ kind: T.Literal("own"), display: T.Literal("GCJ-02") }),
          T.Object({ kind: T.Literal("tianditu"), display: T.Literal("WGS-84"), key: T.String() }),
        ]),
        /** Address of the districts' vector tiles with {z}, {x} and {y}; null where nobody has entered outlines. */
        tiles: Nullable(T.String()),
        districts: T.Array(T.Object({ name: T.String(), at: Point })),
        start: Box,
        bounds: Box,
        here: Nullable(Point),
        /** The same as a drawing, for those whose browser moves no map. */
        svg: T.String(),
        /** 审图号, or that it is a demo. */
        credit: T.String(),
      }),
    ),
  }),
});

export const deskToday = operation({
  id: "front.desk-today",
  method: "GET",
  path: "/api/front/desk-today",
  summary:
    "What is to be done and to be known today at the places and organisations that the asker's roles cover",
  answer: T.Object({
    items: T.Array(T.Object({ text: T.String(), href: T.String(), kind: T.Enum(["do", "know"]) })),
  }),
});

export const myNext = operation({
  id: "front.my-next",
  method: "GET",
  path: "/api/my/next",
  summary: "What comes next for the person besides what they have booked, the soonest first.",
  answer: T.Object({ items: T.Array(T.Object({ text: T.String(), href: T.String(), on: DayShape })) }),
});

export * from "./wall/contract.ts";
