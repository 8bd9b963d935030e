/** Who asks, and what they may: actors, roles, sessions, subject keys, secrets. */
export * from "./actor.ts";
export {
  checkCode,
  codeTries,
  newCode,
} from "./code.ts";
export { deskToday, type TodayLine } from "./desk-today.ts";
export {
  checkPassword,
  hashPassword,
  reasonAgainstPassword,
} from "./password.ts";
export {
  type Joining,
  type LeavingLine,
  type LeavingPerson,
  type Moved,
  type Person,
  type PersonalField,
  type PersonSection,
  personalFields,
  personErase,
  personExport,
  personMerge,
  staffLeaving,
} from "./person-slots.ts";
export { newReadableCode, plainReadableCode } from "./readable-code.ts";
export { openSecrets } from "./secret.ts";
export * from "./session.ts";
export { openFor, sealFor } from "./subject.ts";
export {
  destroySubject,
  forgetAnswersTo,
  type NewSubject,
  newSubject,
  newSubjects,
  openForSubject,
  openForSubjects,
  sealForSubject,
} from "./subjects.ts";
export {
  checkTotp,
  digitsOf,
  newRecoveryCodes,
  newTotpSecret,
  spendRecoveryCode,
  totpAddress,
} from "./totp.ts";
