/** Fixed words of observed openings. Each has its sentence in messages: `place.report.reason.locked`. */

/** Why somebody who came during posted hours did not get in. */
export const shutReasons = ["locked", "closed-early", "notice", "turned-away"] as const;
export type ShutReason = (typeof shutReasons)[number];

export type Seen = "opened" | "closed" | "open" | "shut";
export type How = "clerk" | "counter" | "visitor" | "device";

/** What became of a posted opening. */
export const outcomes = ["in-time", "late", "early", "shut", "unrecorded"] as const;
export type Outcome = (typeof outcomes)[number];
