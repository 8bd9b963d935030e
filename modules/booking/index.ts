/** The door of booking: what other modules may call. */
export { giveBackMoved } from "./cancel-claim.ts";
export { leftAtTheDoor, poolsFor, poolToDrawFrom } from "./draw-from.ts";
export { drawsOf } from "./drawing/draws-of.ts";
export { tellGroupsOf } from "./groups/tell-groups.ts";
export {
  arrivedAt,
  type ClaimNow,
  claimNow,
  claimsOf,
  countLiving,
  type Holder,
  holdersOf,
  holdersOfAll,
  latestClaimOf,
  livingClaimOf,
  offersOfClaims,
  visitorsOf,
  waitersOfAll,
} from "./holders.ts";
export { acceptHold } from "./holding/accept-hold.ts";
export { changeOffer, closeOffers, makeOffers, type OfferTimes } from "./manage-offer.ts";
export { arrangesAt, servesAt } from "./may.ts";
export { moveElsewhere } from "./moving.ts";
export { type OfferRules, releaseOf, standingOf } from "./offer.ts";
export { type PoolInput, poolDrift } from "./offer-store.ts";
export { type PenaltyRules, penaltyRulesFor } from "./penalties/rules.ts";
export {
  type Clash,
  clashesOf,
  letGo,
  lostSpaces,
  reserveFor,
  roomsGone,
  takeWhatIsFree,
  type UseOf,
} from "./reserving/uses.ts";
export { claimsOfKind, expectAgain, letInByRoll, type OnRoll, rollOf } from "./roll.ts";
export { offersUnderRules, type UnderRules, underRules } from "./rules/shown.ts";
export { describeOffers, type OfferIs } from "./rules/store.ts";
export { seatDrift, seatsOfClaims } from "./seating/seat-store.ts";
export {
  type About,
  offerAbout,
  offerKinds,
  offerOccasions,
  offerSorts,
  type RollOccasion,
  rollOccasions,
  roomUses,
} from "./slots.ts";
export { aboutOf, offersOf } from "./views.ts";
export { quietDoors, turnout } from "./watch-store.ts";
