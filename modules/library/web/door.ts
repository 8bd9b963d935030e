/** What pages of later modules take from the pages of the library. */

export { deskLists, listLists } from "../catalogue/lists/contract.ts";
export { searchCatalogue } from "../catalogue/searching/contract.ts";
export { ListCards } from "./lists/list-cards.tsx";
export { FoundRows } from "./rows.tsx";
