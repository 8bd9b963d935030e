/** The door of booking: what other modules may call. */
export { cancelClaim } from "./cancel-claim.ts";
export { checkIn } from "./check-in.ts";
export { type ClaimInput, type ClaimMade, claim } from "./claim.ts";
export { leftAtTheDoor, poolsFor, poolToDrawFrom } from "./draw-from.ts";
export { arrivedAt, countLiving, holdersOf, holdersOfAll, livingClaimOf, offersOfClaims } from "./holders.ts";
export {
  type ConcernedHolder,
  changeOffer,
  closeOffer,
  makeOffer,
  type OfferInput,
  type OfferTimes,
} from "./manage-offer.ts";
export {
  cancelUntil,
  type OfferRules,
  type PoolChannel,
  placesLeft,
  poolChannels,
  releaseOf,
  standingOf,
  usualRules,
} from "./offer.ts";
export { type PoolInput, poolDrift } from "./offer-store.ts";
export { settleOffers } from "./settle-offers.ts";
export { type About, offerAbout } from "./slots.ts";
export { aboutOf, offersOf } from "./views.ts";
export { walkIn } from "./walk-in.ts";
export { type QuietDoor, quietDoors, turnout } from "./watch-store.ts";
