/** HTTP of acquiring: what its parts offer. */
import { wishOperations } from "./wishes/routes.ts";

export const acquiringOperations = [...wishOperations];
