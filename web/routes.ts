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

  route("sign-in", "../modules/people/web/sign-in.tsx"),
  route("sign-out", "../modules/people/web/sign-out.tsx"),
  route("my/account", "../modules/people/web/account.tsx"),
  route("my/family", "../modules/people/web/family.tsx"),
  route("my/acts", "../modules/people/web/acts.tsx"),
  route("my/messages", "../modules/people/web/messages.tsx"),
  route("my/pass", "../modules/people/web/pass.tsx"),
  route("my/export", "../modules/people/web/export.tsx"),
  route("my/erase", "../modules/people/web/erase.tsx"),
  route("privacy", "../modules/people/web/privacy.tsx"),
  route("dev/messages", "../modules/people/web/dev-messages.tsx"),

  route("desk/sign-in", "../modules/people/web/desk-sign-in.tsx"),
  route("desk/account", "../modules/people/web/desk-account.tsx"),
  route("desk/staff", "../modules/people/web/desk-staff.tsx"),
  route("desk/staff/new", "../modules/people/web/desk-staff-new.tsx"),
  route("desk/staff/role", "../modules/people/web/desk-staff-role.tsx"),
  route("desk/helping", "../modules/people/web/desk-helping.tsx"),
  route("desk", "../modules/front/web/desk-today.tsx"),
  route("desk/find", "../modules/front/web/desk-find.tsx"),
  route("desk/door", "../modules/booking/web/door-list.tsx"),
  route("desk/door/:offerId", "../modules/booking/web/door.tsx"),

  route("city", "../modules/insight/web/city.tsx"),
  route("city/:metric", "../modules/insight/web/figure.tsx"),

  route("look", "pages/look.tsx"),
  route("kit", "pages/kit.tsx"),
  route("kit/home", "pages/kit.home.tsx"),
  route("kit/live", "pages/kit.live.tsx"),
  route("kit/map", "pages/kit.map.tsx"),
  route("kit/desk", "pages/kit.desk.tsx"),
  route("kit/city", "pages/kit.city.tsx"),
  route("*", "pages/not-found.tsx"),
] satisfies RouteConfig;
