/** The door of insight. */
export { allFigures } from "./figures.ts";
