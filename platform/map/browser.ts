/** The part of the map that pages draw with. */

export { mapSource } from "./source.ts";
export { mapStyle } from "./style.ts";
export { svgMap } from "./svg/svg-map.ts";
export { mapLabels } from "./svg/words-of-map.ts";
