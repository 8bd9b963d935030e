export { bestSeats } from "./best.ts";
export { addAisle, copyRow, makeRow, withWheelchair } from "./build.ts";
export { faultsIn, readPlan } from "./faults.ts";
export { leavesOrphan, orphansGivenBack } from "./orphans.ts";
export { pickingOrder } from "./picking.ts";
export { readPretixPlan } from "./pretix.ts";
export { sampleTheatre } from "./sample.ts";
export type { Plan, Row, Seat } from "./shape.ts";
export type { Party } from "./windows.ts";
