/** The door of places: what other modules may call. */

export { wholeCity } from "./asked.ts";
export { type CalledPlace, placeIdsByNumbers, placesCalled } from "./facility/many-store.ts";
export { findPlaces } from "./finding/find.ts";
export { middleOfPlaces } from "./finding/find-store.ts";
export { markState } from "./finding/mark-state.ts";
export { type PlacesNow, placesNow } from "./finding/places-now.ts";
export { unstatedHours } from "./finding/watch-store.ts";
export { stuckHandovers } from "./handover/handover-store.ts";
export { holidaysNow } from "./hours/holiday-table.ts";
export { opensOn } from "./hours/opens-on.ts";
export { decidesForCity } from "./may.ts";
export { prefixOfCode } from "./network/division-code.ts";
export { mostPeopleOf } from "./network/division-store.ts";
export { organisationKinds } from "./network/organisation-many-store.ts";
export {
  isilsOf,
  organisationOf,
  organisationsByIsil,
  organisationsByPaths,
  organisationsCalled,
  organisationsCovered,
  organisationsOf,
  rootPaths,
} from "./network/organisation-store.ts";
export { giveIsil } from "./network/organisations.ts";
export { districtsOnMap } from "./network/shown-outlines.ts";
export { openState, type Place, placeOf, placesOf } from "./place.ts";
export { publicPlaceIds } from "./place-store.ts";
export {
  type AlsoThere,
  type Bookable,
  type ComingThere,
  type OnToday,
  personNames,
  placeAlso,
  placeComing,
  placeOnToday,
  placeStaff,
  placeToBook,
  type StaffMember,
} from "./slots.ts";
export { placeItems } from "./views.ts";
