/** Fixed words of the register. Each code has its sentence in messages: `place.access.lift`, `place.equipment.wifi`. */
import type { CoordinateSystem } from "#libs/coordinates";

export const facilityLevels = ["city", "district", "street", "community"] as const;
export type FacilityLevel = (typeof facilityLevels)[number];

export const coordinateSystems = ["WGS-84", "GCJ-02", "BD-09"] as const satisfies readonly CoordinateSystem[];

export const closureReasons = [
  "repair",
  "renovation",
  "stocktaking",
  "event",
  "weather",
  "holiday",
  "safety",
  "other",
] as const;
export type ClosureReason = (typeof closureReasons)[number];

/** How somebody with a wheelchair, a cane, a child or bad ears gets on here. */
export const accessCodes = [
  "step-free",
  "ramp",
  "lift",
  "accessible-toilet",
  "wheelchair-loan",
  "accessible-parking",
  "tactile-paving",
  "braille",
  "large-print",
  "hearing-loop",
  "sign-language",
  "guide-dogs",
  "nursing-room",
  "help-at-door",
] as const;
export type AccessCode = (typeof accessCodes)[number];

export const equipmentCodes = [
  "wifi",
  "computers",
  "printer",
  "projector",
  "screen",
  "stage",
  "sound",
  "lighting",
  "piano",
  "mirrors",
  "easels",
  "kiln",
  "recording",
  "self-check",
  "card-kiosk",
  "ebook-kiosk",
  "reading-booth",
  "return-24h",
  "lockers",
  "water",
  "charging",
  "parking",
  "basketball",
  "table-tennis",
  "badminton",
  "fitness",
] as const;
export type EquipmentCode = (typeof equipmentCodes)[number];

/** On what ground a photograph may be shown. */
export const licences = ["own", "permission", "cc-by", "cc-by-sa", "cc0", "public-domain"] as const;
export type Licence = (typeof licences)[number];

/** What a thing of the inventory is. */
export const thingCategories = [
  "furniture",
  "books",
  "computer",
  "audio-visual",
  "stage",
  "instrument",
  "art",
  "sport",
  "display",
  "self-service",
  "household",
  "other",
] as const;
export type ThingCategory = (typeof thingCategories)[number];

export const thingConditions = ["new", "good", "worn", "broken"] as const;
export type ThingCondition = (typeof thingConditions)[number];

/** Why a thing is no more in the inventory. */
export const goneReasons = ["written-off", "lost", "given-away", "returned", "mistake"] as const;
export type GoneReason = (typeof goneReasons)[number];
