/** JSON of the composite pages. */
import { operation, T } from "#contract";

export const mapAround = operation({
  id: "front.map",
  method: "GET",
  path: "/api/front/map",
  summary:
    "A small map of the places around a spot, drawn by the server; empty where no public map may be shown.",
  query: T.Object({
    lon: T.Number({ minimum: -180, maximum: 180 }),
    lat: T.Number({ minimum: -90, maximum: 90 }),
    minutes: T.Integer({ minimum: 1, maximum: 60, default: 15 }),
  }),
  answer: T.Object({
    svg: T.String(),
    /** 审图号, or that it is a demo. */
    credit: T.String(),
  }),
});
