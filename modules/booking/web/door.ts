/** What pages of other modules take from the pages of booking. */
export { getLine, myLines } from "../waiting/contract.ts";
export { OwnSeats } from "./occasion.tsx";
export { TermFields } from "./rule-fields.tsx";
export { shortCode } from "./scanner/find.ts";
