/** HTTP of the library: what its parts offer. */
import { batchOperations } from "./catalogue/importing/routes.ts";

export const operations = [...batchOperations];
