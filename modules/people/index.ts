/** The door of people: what other modules may call. */

export {
  accountOf,
  accountOfSubject,
  nameOfSubject,
  namesOfSubjects,
  phoneTailsOf,
  residentsNamed,
  ruleFactsOf,
} from "./account/account.ts";
export { actorOfSubject, actorsFor } from "./account/actor.ts";
export { ageOn } from "./account/age.ts";
export { checkNames, qualified, qualifiedOf } from "./eligibility/qualified.ts";
export { type FamilyMember, familyOf, guardiansBySubject, wardsBySubject } from "./family/store.ts";
export { type CardHolder, cardHolders, type Held } from "./identity/card-holders.ts";
export { lookForPerson } from "./identity/desk/at-desk.ts";
export { stuckLeavings } from "./leaving/store.ts";
export type { NoticeKind } from "./notices/kinds.ts";
export { type Notice, notify, notifyAll, readableFrom } from "./notices/notify.ts";
export { cityKeys, passesOf, subjectOfPassScan } from "./pass/pass.ts";
export { heedLogout } from "./provider/invite.ts";
export { type ActThing, actThings, type MyNext, myNext, noticeLink, passUses } from "./slots.ts";
export { type Duty, inCharge } from "./staff/in-charge.ts";
export { staffOver } from "./staff/store.ts";
