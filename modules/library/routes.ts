/** HTTP of the library. */
import { findingOperations } from "./catalogue/finding/routes.ts";

export const operations = [...findingOperations];
