/** What pages of later modules may show of a place. */
export { NearMe } from "./near-me.tsx";
export { openState } from "./open-state.ts";
export { type PlaceQuery, placeQuery, placesHref, spotOf } from "./place-query.ts";
export { WalkNote } from "./walk-note.tsx";
export { awayParts, wayText } from "./way-text.ts";
