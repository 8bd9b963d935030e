/** The door of places: what other modules may call. */

export { wholeCity } from "./asked.ts";
export { announceClosure, liftClosure } from "./closures/closures.ts";
export { inspectPlace } from "./condition/inspect.ts";
export { networkOn } from "./coverage/network-on.ts";
export { endFacility } from "./facility/end.ts";
export { affiliationsOf } from "./facility/facility-store.ts";
export { placeIdsByNumbers } from "./facility/many-store.ts";
export { moveFacility } from "./facility/move.ts";
export { registerFacility } from "./facility/register.ts";
export { findPlaces } from "./finding/find.ts";
export { middleOfPlaces } from "./finding/find-store.ts";
export { markState } from "./finding/mark-state.ts";
export { type PlacesNow, placesNow } from "./finding/places-now.ts";
export { unstatedHours } from "./finding/watch-store.ts";
export { drawUpHandover } from "./handover/draw-up.ts";
export { stuckHandovers } from "./handover/handover-store.ts";
export { signHandover } from "./handover/sign.ts";
export { type HolidaysInput, putHolidays } from "./hours/holidays.ts";
export { decidesForCity } from "./may.ts";
export { prefixOfCode } from "./network/division-code.ts";
export { mostPeopleOf, putPopulationBasis } from "./network/division-store.ts";
export {
  addDivisions,
  linkDivisions,
  putPopulations,
} from "./network/divisions.ts";
export { organisationKinds } from "./network/organisation-many-store.ts";
export {
  organisationOf,
  organisationsByPaths,
  organisationsCalled,
  organisationsCovered,
  organisationsOf,
  rootPaths,
} from "./network/organisation-store.ts";
export { addOrganisation } from "./network/organisations.ts";
export { putOutlines } from "./network/outlines.ts";
export { districtsOnMap } from "./network/shown-outlines.ts";
export { observeOpening, reportShut } from "./observed/observe.ts";
export { openState, type Place, placeOf, placesOf } from "./place.ts";
export { planRenovation } from "./renovation/plan.ts";
export { finishRenovation, reportProgress, startRenovation } from "./renovation/work.ts";
export { addSharing } from "./sharing/sharing.ts";
export {
  type Bookable,
  type ComingThere,
  type OnToday,
  personNames,
  placeComing,
  placeOnToday,
  placeStaff,
  placeToBook,
  type StaffMember,
} from "./slots.ts";
export { addSpace } from "./spaces/spaces.ts";
export { addThing } from "./things/things.ts";
export { placeItems } from "./views.ts";
export type { AccessCode, EquipmentCode } from "./words.ts";
