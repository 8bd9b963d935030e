export { type BestSeats, bestSeats } from "./best.ts";
export { addAisle, copyRow, makeRow, type Numbering, type RowSpec, withWheelchair } from "./build.ts";
export { faultsIn, type PlanFault, readPlan } from "./faults.ts";
export { leavesOrphan } from "./orphans.ts";
export { pickingOrder, type SeatWord, type SpokenRow, type SpokenSeat, type SpokenZone } from "./picking.ts";
export { readPretixPlan } from "./pretix.ts";
export { sampleTheatre } from "./sample.ts";
export { type Plan, PlanShape, type Point, type Row, type Seat } from "./shape.ts";
export type { Party } from "./windows.ts";
