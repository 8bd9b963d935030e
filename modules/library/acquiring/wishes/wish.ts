/** What may become of a wish. Pure. */

export const wishStates = ["asked", "considered", "ordered", "arrived", "declined"] as const;
export type WishState = (typeof wishStates)[number];

/** Nothing is decided for good: others may join. */
export const openStates = ["asked", "considered", "ordered"] as const satisfies readonly WishState[];

const becomes: Record<WishState, readonly WishState[]> = {
  asked: ["considered", "ordered", "arrived", "declined"],
  considered: ["ordered", "arrived", "declined"],
  // Its order was cancelled.
  ordered: ["considered", "arrived"],
  arrived: [],
  declined: [],
};

export const mayBecome = (from: WishState, to: WishState): boolean => becomes[from].includes(to);
