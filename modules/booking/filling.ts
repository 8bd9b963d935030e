/** What fills a city through booking without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { cancelClaim } from "./cancel-claim.ts";
export { checkIn } from "./check-in.ts";
export { claim } from "./claim.ts";
export { putPenaltyRule } from "./penalties/rules.ts";
export { makeResource } from "./reserving/make-resource.ts";
export { reserve } from "./reserving/reserve.ts";
export { makeSeats } from "./reserving/seats/seats.ts";
export { putRule as putHouseRule } from "./rules/put-rule.ts";
export { settleOffers } from "./settle-offers.ts";
export { undoCheckIn } from "./undo-check-in.ts";
export { walkIn } from "./walk-in.ts";
