/** JSON in and out of places. Names come in the caller's language; instants in UTC; distances are straight lines in metres. */
export * from "./closures/contract.ts";
export * from "./facility/contract.ts";
export * from "./finding/contract.ts";
export * from "./hours/contract.ts";
export * from "./kinds/contract.ts";
export * from "./network/contract.ts";
export * from "./photographs/contract.ts";
export { OpenStateShape, PlaceItem } from "./shapes.ts";
export * from "./spaces/contract.ts";
export { detourFactor, walkingSpeed } from "./walking.ts";
export {
  accessCodes,
  closureReasons,
  coordinateSystems,
  equipmentCodes,
  facilityLevels,
  licences,
} from "./words.ts";
