/** The door of insight. */
export { allFigures, oneFigure } from "./figures.ts";
export { metrics, type MetricId } from "./metrics.ts";
