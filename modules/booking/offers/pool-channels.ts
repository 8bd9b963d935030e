/** The ways of coming in that places are kept for. All pools are public. */
export const poolChannels = ["online", "counter", "helper", "organisation", "walk-in"] as const;
export type PoolChannel = (typeof poolChannels)[number];
