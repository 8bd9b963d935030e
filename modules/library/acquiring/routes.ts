/** HTTP of acquiring: what its parts offer. */
import { orderOperations } from "./orders/routes.ts";
import { wishOperations } from "./wishes/routes.ts";

export const acquiringOperations = [...wishOperations, ...orderOperations];
