/** What pages of later modules take from the pages of the library. */
export { searchCatalogue } from "../catalogue/finding/contract.ts";
export { deskLists } from "../catalogue/lists/contract.ts";
export { FoundRows } from "./rows.tsx";
