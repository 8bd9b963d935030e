/** Publishing by named people, the same for events, places, courses and collections. */
export * from "./history.ts";
export * from "./machine.ts";
export * from "./one-person.ts";
export * from "./review-rule.ts";
export * from "./schedule.ts";
export * from "./second-person.ts";
export * from "./step.ts";
export * from "./view.ts";
export * from "./waiting.ts";
