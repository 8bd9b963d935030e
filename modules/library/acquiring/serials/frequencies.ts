/** How often a serial appears. */
export const frequencies = [
  "daily",
  "weekly",
  "fortnightly",
  "semimonthly",
  "monthly",
  "bimonthly",
  "quarterly",
  "irregular",
] as const;
export type Frequency = (typeof frequencies)[number];
