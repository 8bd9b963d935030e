/** What pages of other modules take from the pages of booking. */
export { getDraw, myDraw, myDraws } from "../drawing/contract.ts";
export { reservableResources } from "../reserving/contract.ts";
export { getLine, myLines } from "../waiting/contract.ts";
export { Phase } from "./draw-parts.tsx";
export { DrawStand, type DrawStandProps } from "./draw-stand.tsx";
export { OwnSeats } from "./occasion.tsx";
export { RoomRows } from "./reserving/room-rows.tsx";
export { TermFields } from "./rule-fields.tsx";
export { shortCode } from "./scanner/find.ts";
