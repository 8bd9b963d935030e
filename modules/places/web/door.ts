/** What pages of later modules may show of a place. */
export { openState } from "./open-state.ts";
