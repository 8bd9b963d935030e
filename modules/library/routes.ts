/** HTTP of the library: what its parts offer. */

import { acquiringOperations } from "./acquiring/routes.ts";
import { authorityOperations } from "./catalogue/authorities/routes.ts";
import { classOperations } from "./catalogue/classes/routes.ts";
import { editOperations } from "./catalogue/editing/routes.ts";
import { findingOperations } from "./catalogue/finding/routes.ts";
import { batchOperations } from "./catalogue/importing/routes.ts";
import { itemOperations } from "./catalogue/items/routes.ts";
import { listOperations } from "./catalogue/lists/routes.ts";
import { matchOperations } from "./catalogue/matching/routes.ts";
import { profileOperations } from "./catalogue/profiles/routes.ts";
import { shelfOperations } from "./catalogue/shelf/routes.ts";
import { networkOperations } from "./network/routes.ts";

export const operations = [
  ...findingOperations,
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
  ...networkOperations,
];
