/** How often a serial appears. */
export const frequencies = [
  "weekly",
  "fortnightly",
  "semimonthly",
  "monthly",
  "bimonthly",
  "quarterly",
  "irregular",
] as const;
export type Frequency = (typeof frequencies)[number];
