/** What pages of later modules take from the pages of the programme. */
export { listDeskEvents } from "../desk/contract.ts";
export { EventRows } from "./rows.tsx";
