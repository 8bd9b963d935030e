/** The part of the map that pages draw with. */
export { svgMap } from "./svg/svg-map.ts";
export { mapLabels } from "./svg/words-of-map.ts";
