/** How a copy is, which staff say, and where it went, which lending alone says: pages show the one that matters now. Pure. */

/** What staff say of a copy. */
export const itemStatuses = [
  "available",
  "in-process",
  "reference",
  "missing",
  "lost",
  "damaged",
  "withdrawn",
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** How staff may say that it is: what lending has sent away is what it was until it is back. */
export const sayable = ({ status, away }: { status: ItemStatus; away: Away | null }): ItemStatus[] =>
  away === null ? [...itemStatuses] : [status];

/** Where lending sent it. */
export const aways = ["on-loan", "in-transit", "hold-shelf"] as const;
export type Away = (typeof aways)[number];

/** How a copy can be when it comes. */
export const addable = ["available", "in-process", "reference", "damaged"] as const satisfies ItemStatus[];
/** How a copy can be that is proposed to be withdrawn. */
export const weedable = [
  "available",
  "in-process",
  "reference",
  "missing",
  "lost",
  "damaged",
] as const satisfies ItemStatus[];

/** What a code of a file can mean: how a copy is, or that it is lent. */
export const codeMeanings = [...itemStatuses, "on-loan"] as const;
export type CodeMeaning = (typeof codeMeanings)[number];
/** How a copy lands that a file says this of. No file knows our readers: what it calls lent is available until its loan comes too. */
export const landsAs = (meaning: CodeMeaning): ItemStatus => (meaning === "on-loan" ? "available" : meaning);

/** What a copy can be shown as. */
export const standings = [...itemStatuses, ...aways] as const;
/** Where it went, or else how it is. */
export const standing = ({ status, away }: { status: ItemStatus; away: Away | null }) => away ?? status;
