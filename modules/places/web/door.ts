/** What pages of later modules may show of a place. Live pages take it too: nothing in here brings a contract to the browser. */

export { fileIn } from "./desk/photograph-form.ts";
export { PlacesTabs } from "./desk/places-tabs.tsx";
export { NearMe } from "./near-me.tsx";
export { openState } from "./open-state.ts";
export { askedSpot, type PlaceQuery, placeQuery, placesHref, spotOf } from "./place-query.ts";
export { awayParts, wayText } from "./way-text.ts";
