/** What seats can be kept for, that nobody has. */
export const keptFor = ["stage", "jury", "repair", "house"] as const;
export type KeptFor = (typeof keptFor)[number];
