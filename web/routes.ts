import { index, type RouteConfig, route } from "@react-router/dev/routes";

/** Addresses and their page files. Pages live in their module; web/pages holds what belongs to no module. */
export default [
  index("../modules/front/web/home.tsx"),
  route("places", "../modules/places/web/places.tsx"),
  route("places/:id", "../modules/places/web/place.tsx"),
  route("events", "../modules/programme/web/events.tsx"),
  route("events/:id", "../modules/programme/web/event.tsx"),
  route("calendar", "../modules/programme/web/calendar.tsx"),
  route("series/:id", "../modules/programme/web/series.tsx"),
  route("search", "../modules/front/web/search.tsx"),
  route("my", "../modules/front/web/my.tsx"),

  route("desk", "../modules/front/web/desk-today.tsx"),
  route("desk/door", "../modules/booking/web/door-list.tsx"),
  route("desk/door/:offerId", "../modules/booking/web/door.tsx"),

  route("city", "../modules/insight/web/city.tsx"),
  route("city/:metric", "../modules/insight/web/figure.tsx"),

  route("events", "../modules/programme/web/events.tsx"),
  route("events/:id", "../modules/programme/web/event.tsx"),
  route("calendar", "../modules/programme/web/calendar.tsx"),
  route("series/:id", "../modules/programme/web/series.tsx"),
  route("look", "pages/look.tsx"),
  route("kit", "pages/kit.tsx"),
  route("kit/home", "pages/kit.home.tsx"),
  route("kit/live", "pages/kit.live.tsx"),
  route("kit/map", "pages/kit.map.tsx"),
  route("kit/desk", "pages/kit.desk.tsx"),
  route("kit/city", "pages/kit.city.tsx"),
  route("*", "pages/not-found.tsx"),
] satisfies RouteConfig;
