/** The door of insight. */
export { allFigures, oneFigure } from "./figures.ts";
export { type MetricId, metrics } from "./metrics.ts";
