/** Fixed words of renovations. Each has its sentence in messages: `place.renovation.source.city`. */

export const moneySources = [
  "central",
  "region",
  "city",
  "district",
  "street",
  "own",
  "enterprise",
  "donation",
  "other",
] as const;
export type MoneySource = (typeof moneySources)[number];

export const renovationStates = ["planned", "under-way", "finished", "stopped"] as const;
export type RenovationState = (typeof renovationStates)[number];
