/** The door of people: what other modules may call. */

export {
  type Account,
  accountOf,
  accountOfSubject,
  makeAccount,
  nameOfSubject,
  namesOfSubjects,
  phoneTailsOf,
} from "./account/account.ts";
export { actorFor } from "./account/actor.ts";
export { ageOn } from "./account/age.ts";
export { putCheck as putEligibilityCheck } from "./eligibility/checks.ts";
export { type Qualified, qualified } from "./eligibility/qualified.ts";
export { addChild } from "./family/children.ts";
export { notePaperConsent, notePaperConsentOf } from "./family/help.ts";
export { registerMany } from "./identity/register-many.ts";
export { leave } from "./leaving/leaving.ts";
export { stuckLeavings } from "./leaving/store.ts";
export { type Notice, notify } from "./notices/notify.ts";
export { subjectOfPassScan } from "./pass/pass.ts";
export { heedLogout } from "./provider/invite.ts";
export { type ActThing, actThings } from "./slots.ts";
export { addStaff, type NewStaff, resetStaff } from "./staff/add-staff.ts";
export { giveGrant, type NewGrant } from "./staff/grants.ts";
export { type Duty, inCharge } from "./staff/in-charge.ts";
export { accountOfLogin } from "./staff/login.ts";
