// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface AccountTable {
  id: string;
  subject: string;
  kind: string;
  name: string | null;
  phoneHash: Buffer | null;
  phoneSealed: Buffer | null;
  born: string | null;
  level: Generated<number>;
  locale: string;
  demo: boolean;
  status: Generated<string>;
  madeAt: Temporal.Instant;
  mergedInto: string | null;
  languages: Generated<string[]>;
  agreedAt: Temporal.Instant | null;
  agreedVersion: string | null;
}

export interface AudienceTable {
  code: string;
  name: string;
  names: Generated<unknown>;
  sort: number;
  retired: Generated<boolean>;
}

export interface ChosenAudienceTable {
  account: string;
  audience: string;
  chosenAt: Temporal.Instant;
  consentVersion: string;
}

export interface CodeSentTable {
  id: string;
  purpose: string;
  phoneHash: Buffer;
  sealed: Buffer;
  codeHash: Buffer;
  askedBy: string | null;
  tries: Generated<number>;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
}

export interface CoverTable {
  id: string;
  covered: string;
  standIn: string;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant;
  pauses: boolean;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  endedBy: string | null;
}

export interface CoverAllowanceTable {
  account: string;
  standIn: string;
  allowedBy: string | null;
  allowedAt: Temporal.Instant;
}

export interface CoverGrantTable {
  cover: string;
  covered: string;
  grantId: string;
}

export interface DeliveryTable {
  id: string;
  notice: string;
  recipient: string;
  channel: string;
  outcome: string;
  providerId: string | null;
  at: Temporal.Instant;
  nextAt: Temporal.Instant | null;
}

export interface DocumentTable {
  id: string;
  account: string;
  accountKind: Generated<string>;
  kind: string;
  numberHash: Buffer | null;
  lastFour: string | null;
  likeness: Buffer | null;
  guardian: string | null;
  consentedAt: Temporal.Instant;
  consentVersion: string;
  addedAt: Temporal.Instant;
  shownAt: Temporal.Instant | null;
  shownTo: string | null;
  confirmedAt: Temporal.Instant | null;
  level: GeneratedAlways<number>;
  numberSealed: Buffer | null;
}

export interface DocumentCheckTable {
  id: string;
  document: string;
  sealed: Buffer | null;
  consentVersion: string;
  askedAt: Temporal.Instant;
  outcome: string | null;
  answeredAt: Temporal.Instant | null;
}

export interface DocumentClaimTable {
  document: string;
  account: string;
  seenBy: string | null;
  at: Temporal.Instant;
}

export interface DocumentTryTable {
  id: string;
  account: string;
  at: Temporal.Instant;
}

export interface EligibilityTable {
  id: string;
  account: string;
  checkId: string;
  code: string;
  begunAt: Temporal.Instant;
  consentVersion: string | null;
  consentBy: string | null;
  sealed: Buffer | null;
  answer: string | null;
  reason: string | null;
  way: string | null;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  sentence: string | null;
  validUntil: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
  endedBecause: string | null;
  endedBy: string | null;
}

export interface EligibilityAppealTable {
  id: string;
  eligibility: string;
  words: string;
  madeAt: Temporal.Instant;
  dueOn: string;
  outcome: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Temporal.Instant | null;
}

export interface EligibilityCheckTable {
  id: string;
  code: string;
  version: number;
  organisation: string;
  path: string;
  validFrom: Temporal.Instant;
  name: string;
  purpose: string;
  asks: string;
  askedOf: string;
  translations: Generated<unknown>;
  provider: string;
  level: number;
  fromAge: number;
  validDays: number;
  againDays: number;
  outage: string;
  grantDays: number | null;
  appealDays: number;
  retired: Generated<boolean>;
}

export interface EligibilityWayTable {
  checkId: string;
  code: string;
  name: string;
  says: string;
  translations: Generated<unknown>;
  validDays: number;
  sort: number;
}

export interface EmailTable {
  account: string;
  sealed: Buffer;
  verifiedAt: Temporal.Instant;
}

export interface EmailCodeTable {
  id: string;
  account: string;
  addressHash: Buffer;
  sealed: Buffer;
  codeHash: Buffer;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  tries: Generated<number>;
  usedAt: Temporal.Instant | null;
}

export interface FamilyCodeTable {
  id: string;
  ward: string;
  opens: string;
  codeHash: Buffer;
  madeBy: string;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
}

export interface LeavingTable {
  id: string;
  account: string;
  paths: string[];
  effectiveAt: Temporal.Instant;
  successor: string | null;
  passRoles: boolean;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  doneAt: Temporal.Instant | null;
  calledOffAt: Temporal.Instant | null;
  calledOffBy: string | null;
}

export interface LeavingLineTable {
  leaving: string;
  ref: string;
  key: string;
  data: unknown;
  href: string | null;
  takenBy: string | null;
  place: number;
}

export interface NoticeTable {
  id: string;
  account: string;
  key: string;
  data: unknown;
  href: string | null;
  once: string | null;
  madeAt: Temporal.Instant;
  sentAt: Temporal.Instant | null;
  tries: Generated<number>;
  readAt: Temporal.Instant | null;
  dueAt: Temporal.Instant | null;
  kind: Generated<string>;
  neededBy: Temporal.Instant | null;
}

export interface NoticeChoiceTable {
  account: string;
  kind: string;
  channels: string[];
  chosenAt: Temporal.Instant;
  consentVersion: string;
}

export interface PassDeviceTable {
  id: string;
  account: string;
  alg: string;
  publicKey: string;
  madeAt: Temporal.Instant;
  seenAt: Temporal.Instant;
}

export interface PassGenerationTable {
  generation: number;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
}

export interface PassSeenTable {
  tokenId: string;
  step: number;
  seenAt: Temporal.Instant;
}

export interface ProviderSessionTable {
  proofHash: Buffer;
  tokenHash: Buffer;
  account: string;
  issuer: string;
  subjectHash: Buffer;
  sittingHash: Buffer | null;
  signOutSealed: Buffer | null;
  beganAt: Temporal.Instant;
}

export interface QuietHoursTable {
  single: Generated<boolean>;
  starts: string;
  ends: string;
  urgentBefore: string;
}

export interface RelationTable {
  id: string;
  kind: string;
  ward: string;
  agent: string;
  consent: string;
  consentedAt: Temporal.Instant;
  consentVersion: string;
  paper: string | null;
  notedBy: string | null;
  validTo: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
  guardianPlace: Generated<number>;
}

export interface RoleGrantTable {
  id: string;
  account: string;
  role: string;
  organisation: string;
  path: string;
  validFrom: Temporal.Instant;
  validTo: Temporal.Instant | null;
  givenBy: string | null;
  endedBy: string | null;
}

export interface SignInFailureTable {
  loginHash: Buffer;
  failures: number;
  failedAt: Temporal.Instant;
  lockedUntil: Temporal.Instant | null;
}

export interface StaffTable {
  account: string;
  kind: Generated<string>;
  login: string;
  passwordHash: string | null;
  mustChange: Generated<boolean>;
  totpSealed: Buffer | null;
  totpConfirmedAt: Temporal.Instant | null;
  totpStep: number | null;
  recovery: Generated<string[]>;
  leavesAt: Temporal.Instant | null;
  totpNextSealed: Buffer | null;
}

export interface StaffIdentityTable {
  account: string;
  issuer: string;
  expected: string | null;
  invitedBy: string | null;
  invitedAt: Temporal.Instant;
  subjectHash: Buffer | null;
  linkedAt: Temporal.Instant | null;
}

export interface PeopleTables {
  "people.account": AccountTable;
  "people.audience": AudienceTable;
  "people.chosenAudience": ChosenAudienceTable;
  "people.codeSent": CodeSentTable;
  "people.cover": CoverTable;
  "people.coverAllowance": CoverAllowanceTable;
  "people.coverGrant": CoverGrantTable;
  "people.delivery": DeliveryTable;
  "people.document": DocumentTable;
  "people.documentCheck": DocumentCheckTable;
  "people.documentClaim": DocumentClaimTable;
  "people.documentTry": DocumentTryTable;
  "people.eligibility": EligibilityTable;
  "people.eligibilityAppeal": EligibilityAppealTable;
  "people.eligibilityCheck": EligibilityCheckTable;
  "people.eligibilityWay": EligibilityWayTable;
  "people.email": EmailTable;
  "people.emailCode": EmailCodeTable;
  "people.familyCode": FamilyCodeTable;
  "people.leaving": LeavingTable;
  "people.leavingLine": LeavingLineTable;
  "people.notice": NoticeTable;
  "people.noticeChoice": NoticeChoiceTable;
  "people.passDevice": PassDeviceTable;
  "people.passGeneration": PassGenerationTable;
  "people.passSeen": PassSeenTable;
  "people.providerSession": ProviderSessionTable;
  "people.quietHours": QuietHoursTable;
  "people.relation": RelationTable;
  "people.roleGrant": RoleGrantTable;
  "people.signInFailure": SignInFailureTable;
  "people.staff": StaffTable;
  "people.staffIdentity": StaffIdentityTable;
}
