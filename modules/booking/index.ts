/** The door of booking: what other modules may call. */
export { giveBackMoved } from "./claiming/cancel-claim.ts";
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
} from "./claiming/holders.ts";
export { expectAgain, letInByRoll } from "./door/roll.ts";
export { claimsOfKind, type OnRoll, rollOf } from "./door/roll-store.ts";
export { drawsOf } from "./drawing/draws-of.ts";
export { tellGroupsOf } from "./groups/tell-groups.ts";
export { acceptHold } from "./holding/accept-hold.ts";
export { arrangesAt, servesAt } from "./may.ts";
export { leftAtTheDoor, poolsFor, poolToDrawFrom } from "./offers/draw-from.ts";
export { changeOffer, closeOffers, makeOffers, type OfferTimes } from "./offers/manage-offer.ts";
export { moveElsewhere } from "./offers/moving.ts";
export { type OfferRules, releaseOf, standingOf } from "./offers/offer.ts";
export { type PoolInput, poolDrift } from "./offers/offer-store.ts";
export { quietDoors, turnout } from "./offers/watch-store.ts";
export { type PenaltyRules, penaltyRulesFor } from "./penalties/rules.ts";
export { lentHours } from "./reserving/lent-hours.ts";
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
