/** The door of places: what other modules may call. */

export { wholeCity } from "./asked.ts";
export type { Closure } from "./closures/closure-store.ts";
export { announceClosure, type ClosureInput, liftClosure } from "./closures/closures.ts";
export { type InspectionInput, inspectPlace } from "./condition/inspect.ts";
export type { Covered } from "./coverage/coverage.ts";
export { type NetworkOn, networkOn } from "./coverage/network-on.ts";
export { changeFacility } from "./facility/change.ts";
export { endFacility } from "./facility/end.ts";
export { type Affiliation, affiliationsOf } from "./facility/facility-store.ts";
export { moveFacility } from "./facility/move.ts";
export { type FacilityInput, registerFacility } from "./facility/register.ts";
export { type FoundPlace, findPlaces, isOpen, type Search } from "./finding/find.ts";
export { middleOfPlaces } from "./finding/find-store.ts";
export { markState } from "./finding/mark-state.ts";
export { placesNearby } from "./finding/nearby.ts";
export { type PlacesNow, placesNow } from "./finding/places-now.ts";
export { type UnstatedHours, unstatedHours } from "./finding/watch-store.ts";
export { drawUpHandover, type HandoverTerms } from "./handover/draw-up.ts";
export { type StuckHandover, stuckHandovers } from "./handover/handover-store.ts";
export { signHandover } from "./handover/sign.ts";
export type { Holidays } from "./hours/holiday-table.ts";
export { type HolidaysInput, putHolidays } from "./hours/holidays.ts";
export type { OpenState } from "./hours/open-state.ts";
export { type Kind, kinds } from "./kinds/kind-store.ts";
export { putKind } from "./kinds/kinds.ts";
export { decidesForCity } from "./may.ts";
export { canonicalCode, codeChain, levelOfCode, liesIn, prefixOfCode } from "./network/division-code.ts";
export {
  type DivisionRow,
  divisionsOn,
  historyOfDivision,
  populationsOf,
  putPopulationBasis,
  successionsOf,
} from "./network/division-store.ts";
export {
  addDivisions,
  type DivisionInput,
  linkDivisions,
  putPopulations,
} from "./network/divisions.ts";
export {
  type Organisation,
  organisationOf,
  organisationsByPaths,
  organisationsCalled,
  organisationsCovered,
  organisationsOf,
  rootPaths,
} from "./network/organisation-store.ts";
export { addOrganisation, type OrganisationInput } from "./network/organisations.ts";
export { type Outline, outlinesBelow, putOutlines } from "./network/outlines.ts";
export { type PopulationRow, type PopulationTotal, totalPeople } from "./network/population.ts";
export { districtsOnMap, type ShownDistrict } from "./network/shown-outlines.ts";
export { type Honesty, openingHonesty, type Period } from "./observed/honesty.ts";
export { observeOpening, reportShut, type Sighted } from "./observed/observe.ts";
export { openState, type Place, placeOf, placesOf } from "./place.ts";
export { type RenovationFigures, renovationFigures, stationLevels } from "./renovation/figures.ts";
export { type PlanInput, planRenovation } from "./renovation/plan.ts";
export { finishRenovation, reportProgress, startRenovation, stopRenovation } from "./renovation/work.ts";
export { addSharing } from "./sharing/sharing.ts";
export {
  type Bookable,
  type ComingThere,
  type HandoverLine,
  type OnToday,
  personNames,
  placeComing,
  placeHandover,
  placeOnToday,
  placeStaff,
  placeToBook,
  type StaffMember,
} from "./slots.ts";
export { type Space, spaceOf, spacesOf } from "./spaces/space-store.ts";
export { addSpace, type SpaceInput } from "./spaces/spaces.ts";
export { addThing } from "./things/things.ts";
export { placeItems } from "./views.ts";
export { detourFactor, metresWithin, minutesOnFoot, walkingSpeed } from "./walking.ts";
export type { AccessCode, EquipmentCode } from "./words.ts";
