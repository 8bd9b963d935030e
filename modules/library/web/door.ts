/** What pages of later modules take from the pages of the library. */
export { searchCatalogue } from "../catalogue/finding/contract.ts";
export { deskLists, listLists } from "../catalogue/lists/contract.ts";
export { ListCards } from "./lists/list-cards.tsx";
export { FoundRows } from "./rows.tsx";
