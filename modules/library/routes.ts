/** HTTP of the library: what its parts offer. */

import { acquiringOperations } from "./acquiring/routes.ts";
import { authorityOperations } from "./catalogue/authorities/routes.ts";
import { classOperations } from "./catalogue/classes/routes.ts";
import { editOperations } from "./catalogue/editing/routes.ts";
import { batchOperations } from "./catalogue/importing/routes.ts";
import { itemOperations } from "./catalogue/items/routes.ts";
import { listOperations } from "./catalogue/lists/routes.ts";
import { matchOperations } from "./catalogue/matching/routes.ts";
import { profileOperations } from "./catalogue/profiles/routes.ts";
import { searchOperations } from "./catalogue/searching/routes.ts";
import { shelfOperations } from "./catalogue/shelf/routes.ts";
import { deliveryOperations } from "./circulation/delivery/routes.ts";
import { feeOperations } from "./circulation/fees/routes.ts";
import { holdOperations } from "./circulation/holds/routes.ts";
import { inHouseOperations } from "./circulation/in-house/routes.ts";
import { lostOperations } from "./circulation/lost/routes.ts";
import { offlineOperations } from "./circulation/offline/routes.ts";
import { outOperations } from "./circulation/out/copies-out.ts";
import { ownLoanOperations } from "./circulation/own/routes.ts";
import { readerOperations } from "./circulation/readers/routes.ts";
import { loanRuleOperations } from "./circulation/rules/routes.ts";
import { setOperations } from "./circulation/sets/routes.ts";
import { tillOperations } from "./circulation/till/routes.ts";
import { networkOperations } from "./network/routes.ts";

export const operations = [
  ...searchOperations,
  ...batchOperations,
  ...matchOperations,
  ...itemOperations,
  ...shelfOperations,
  ...editOperations,
  ...listOperations,
  ...classOperations,
  ...profileOperations,
  ...authorityOperations,
  ...acquiringOperations,
  ...readerOperations,
  ...networkOperations,
  ...loanRuleOperations,
  ...tillOperations,
  ...offlineOperations,
  ...ownLoanOperations,
  ...outOperations,
  ...holdOperations,
  ...deliveryOperations,
  ...setOperations,
  ...feeOperations,
  ...lostOperations,
  ...inHouseOperations,
];
