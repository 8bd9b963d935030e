/** The door of booking: what other modules may call. */
export { cancelClaim, giveBackMoved } from "./cancel-claim.ts";
export { checkIn } from "./check-in.ts";
export { claim } from "./claim.ts";
export { leftAtTheDoor, poolsFor, poolToDrawFrom } from "./draw-from.ts";
export {
  arrivedAt,
  claimNow,
  claimsOf,
  countLiving,
  holdersOf,
  holdersOfAll,
  livingClaimOf,
  offersOfClaims,
  visitorsOf,
  waitersOfAll,
} from "./holders.ts";
export {
  changeOffer,
  closeOffers,
  makeOffers,
  type OfferTimes,
} from "./manage-offer.ts";
export { servesAt } from "./may.ts";
export { releaseOf, standingOf } from "./offer.ts";
export { type PoolInput, poolDrift } from "./offer-store.ts";
export { type PenaltyRules, penaltyRulesFor, putPenaltyRule } from "./penalties/rules.ts";
export { makeResource } from "./reserving/make-resource.ts";
export { reserve } from "./reserving/reserve.ts";
export { letGo, type Needed, reserveFor, type UseOf, whoIsFree } from "./reserving/uses.ts";
export { putRule as putHouseRule } from "./rules/put-rule.ts";
export { offersUnderRules, type UnderRules, underRules } from "./rules/shown.ts";
export { describeOffers, type OfferIs, undescribedOffers } from "./rules/store.ts";
export { settleOffers } from "./settle-offers.ts";
export { type About, offerAbout, offerSorts } from "./slots.ts";
export { aboutOf, offersOf } from "./views.ts";
export { walkIn } from "./walk-in.ts";
export { quietDoors, turnout } from "./watch-store.ts";
