/** Rules of wishes: what they are joined by, and what may become of one. Pure. */
import { titleKeyOf } from "../../catalogue/describing/keys.ts";

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

export interface Wanted {
  title: string;
  author: string;
}

/** Letters and digits as the catalogue compares them; no key where a title has none. */
export function keysOf({ title, author }: Wanted): { titleKey: string; authorKey: string } {
  return { titleKey: titleKeyOf(title), authorKey: titleKeyOf(author) };
}
