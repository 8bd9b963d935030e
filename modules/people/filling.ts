/** What fills a city through people without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { makeAccount } from "./account/account.ts";
export { actorFor } from "./account/actor.ts";
export { putCheck as putEligibilityCheck } from "./eligibility/checks.ts";
export { addChild } from "./family/children.ts";
export { notePaperConsent, notePaperConsentOf } from "./family/help.ts";
export { registerMany } from "./identity/register-many.ts";
export { leave } from "./leaving/leaving.ts";
export { addStaff } from "./staff/add-staff.ts";
export { giveGrant } from "./staff/grants.ts";
