/** How many places there are in one claim. How many there may be, an offer and its rules say; this only keeps nonsense out. */
import { T } from "#contract";

/** The CHECKs of `claim` and `waiting` agree with it. */
export const mostInClaim = 9_999;

export const ClaimSize = T.Integer({ minimum: 1, maximum: mostInClaim });

/** How many of them come in a wheelchair. */
export const Wheelchairs = T.Integer({ minimum: 0, maximum: 500 });
