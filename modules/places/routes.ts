/** HTTP of places, joined from its subjects. */
import { closureOperations } from "./closures/routes.ts";
import { conditionOperations } from "./condition/routes.ts";
import { coverageOperations } from "./coverage/routes.ts";
import { facilityOperations } from "./facility/routes.ts";
import { findingOperations } from "./finding/routes.ts";
import { handoverOperations } from "./handover/routes.ts";
import { holidayOperations } from "./hours/routes.ts";
import { kindOperations } from "./kinds/routes.ts";
import { networkOperations } from "./network/routes.ts";
import { observedOperations } from "./observed/routes.ts";
import { photographOperations } from "./photographs/routes.ts";
import { publishingOperations } from "./publishing/routes.ts";
import { renovationOperations } from "./renovation/routes.ts";
import { sharingOperations } from "./sharing/routes.ts";
import { spaceOperations } from "./spaces/routes.ts";
import { thingOperations } from "./things/routes.ts";

export const operations = [
  ...findingOperations,
  ...kindOperations,
  ...networkOperations,
  ...facilityOperations,
  ...publishingOperations,
  ...closureOperations,
  ...holidayOperations,
  ...observedOperations,
  ...conditionOperations,
  ...renovationOperations,
  ...spaceOperations,
  ...photographOperations,
  ...thingOperations,
  ...sharingOperations,
  ...handoverOperations,
  ...coverageOperations,
];
