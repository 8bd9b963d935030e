/** What fills a city through booking without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { cancelClaim } from "./cancel-claim.ts";
export { checkIn } from "./check-in.ts";
export { claim } from "./claim.ts";
export { carryOut } from "./drawing/carry-out.ts";
export { confirmValue, typeValue } from "./drawing/draw-it.ts";
export { candidates as drawCandidates } from "./drawing/draw-store.ts";
export { enterDraw } from "./drawing/enter.ts";
export { freezeDraw } from "./drawing/freeze.ts";
export { makeDraw } from "./drawing/make-draw.ts";
export { putPenaltyRule } from "./penalties/rules.ts";
export { putRule as putHouseRule } from "./rules/put-rule.ts";
export { publishDraft, startDraft } from "./seating/drafts.ts";
export { setSeating, shareSeats } from "./seating/set-seating.ts";
export { settleOffers } from "./settle-offers.ts";
export { undoCheckIn } from "./undo-check-in.ts";
export { walkIn } from "./walk-in.ts";
