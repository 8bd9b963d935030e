/** JSON in and out of places. Names come in the caller's language; instants in UTC; distances are straight lines in metres. */
export * from "./closures/contract.ts";
export * from "./condition/contract.ts";
export * from "./coverage/contract.ts";
export * from "./facility/contract.ts";
export * from "./finding/contract.ts";
export * from "./handover/contract.ts";
export * from "./hours/contract.ts";
export * from "./kinds/contract.ts";
export * from "./network/contract.ts";
export * from "./observed/contract.ts";
export * from "./photographs/contract.ts";
export * from "./publishing/contract.ts";
export * from "./renovation/contract.ts";
export { OpenStateShape, PlaceItem } from "./shapes.ts";
export * from "./sharing/contract.ts";
export * from "./spaces/contract.ts";
export * from "./things/contract.ts";
export { detourFactor, walkingSpeed } from "./walking.ts";
export {
  accessCodes,
  closureReasons,
  coordinateSystems,
  equipmentCodes,
  facilityLevels,
  goneReasons,
  licences,
  thingCategories,
  thingConditions,
} from "./words.ts";
