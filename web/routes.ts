import { index, type RouteConfig, route } from "@react-router/dev/routes";

/** Addresses and their page files. Pages live in their module; web/pages holds what belongs to no module. */
export default [
  index("../modules/front/web/home.tsx"),
  route("events", "../modules/programme/web/events.tsx"),
  route("events/:id", "../modules/programme/web/event.tsx"),
  route("calendar", "../modules/programme/web/calendar.tsx"),
  route("series/:id", "../modules/programme/web/series.tsx"),
  route("look", "pages/look.tsx"),
  route("kit", "pages/kit.tsx"),
  route("kit/home", "pages/kit.home.tsx"),
  route("kit/live", "pages/kit.live.tsx"),
  route("kit/desk", "pages/kit.desk.tsx"),
  route("kit/city", "pages/kit.city.tsx"),
  route("*", "pages/not-found.tsx"),
] satisfies RouteConfig;
