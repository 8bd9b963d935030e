// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface ContestTable {
  eventId: string;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  rules: string;
  link: string;
  nextNumber: Generated<number>;
  changedAt: Temporal.Instant;
  rulesVersion: Generated<number>;
}

export interface ContestCategoryTable {
  id: string;
  eventId: string;
  name: string;
  discipline: Generated<string>;
  ageFrom: number | null;
  ageTo: number | null;
  teamFrom: number;
  teamTo: number;
  places: number;
  taken: Generated<number>;
  decided: string;
  unit: string | null;
  better: string | null;
  madeAt: Temporal.Instant;
}

export interface ContestConflictTable {
  jurorId: string;
  entryId: string;
  declaredAt: Temporal.Instant;
}

export interface ContestEntryTable {
  id: string;
  categoryId: string;
  eventId: string;
  number: number;
  subject: string | null;
  title: string;
  description: Generated<string>;
  link: string | null;
  teamName: string | null;
  namePublic: boolean;
  code: string | null;
  members: Generated<number>;
  mostMembers: number;
  state: Generated<string>;
  reason: string | null;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
}

export interface ContestJurorTable {
  id: string;
  eventId: string;
  name: string;
  code: string | null;
  subject: string | null;
  appointedAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  ofHouse: Generated<boolean>;
}

export interface ContestMemberTable {
  entryId: string;
  categoryId: string;
  subject: string;
  agreedAt: Temporal.Instant;
  rulesVersion: number;
}

export interface ContestResultTable {
  roundId: string;
  entryId: string;
  status: string;
  value: number | null;
  place: number | null;
  advances: boolean;
  award: string | null;
  reason: string | null;
}

export interface ContestRoundTable {
  id: string;
  categoryId: string;
  stage: string;
  rule: string | null;
  criteria: Generated<unknown>;
  madeAt: Temporal.Instant;
  enteredBy: string | null;
  enteredAt: Temporal.Instant | null;
  publishedBy: string | null;
  publishedAt: Temporal.Instant | null;
  version: Generated<number>;
  awardsReason: string | null;
}

export interface ContestRulesTable {
  eventId: string;
  version: number;
  rules: string;
  madeAt: Temporal.Instant;
}

export interface ContestScoreTable {
  roundId: string;
  entryId: string;
  jurorId: string;
  points: number[];
  givenAt: Temporal.Instant;
  changedAt: Temporal.Instant | null;
  reason: string | null;
}

export interface EventTable {
  id: string;
  organisationId: string;
  orgPath: string;
  seriesId: string | null;
  kind: string;
  title: string;
  summary: Generated<string>;
  description: Generated<string>;
  audience: Generated<string>;
  ageFrom: number | null;
  ageTo: number | null;
  translations: Generated<unknown>;
  mode: string;
  placeId: string | null;
  spaceId: string | null;
  link: string | null;
  state: Generated<string>;
  publishedAt: Temporal.Instant | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  search: Generated<string>;
  permitNumber: string | null;
  permitAuthority: string | null;
  permitValid: string | null;
  expectedCrowd: number | null;
  broughtAs: string | null;
}

export interface FeedbackTable {
  id: string;
  sessionId: string;
  eventId: string;
  subject: string | null;
  stars: number;
  words: Generated<string>;
  givenAt: Temporal.Instant;
  answer: string | null;
  answeredAt: Temporal.Instant | null;
  hiddenBecause: string | null;
  came: Generated<boolean>;
  answerVersion: Generated<number>;
}

export interface GuideAudioTable {
  eventId: string;
  number: number;
  locale: string;
  sha256: string;
}

export interface GuideFileTable {
  sha256: string;
  media: string;
  bytes: number;
  handedInAt: Temporal.Instant;
}

export interface GuideStopTable {
  eventId: string;
  number: number;
  title: string;
  words: string;
  translations: Generated<unknown>;
}

export interface JointOrganiserTable {
  eventId: string;
  ownerId: string;
  organisationId: string;
  orgPath: string;
}

export interface MoveTable {
  id: string;
  seq: GeneratedAlways<number>;
  sessionId: string;
  at: Temporal.Instant;
  reason: string;
  wasStartsAt: Temporal.Instant;
  wasEndsAt: Temporal.Instant;
  wasPlaceId: string | null;
  wasSpaceId: string | null;
}

export interface MoveAnswerTable {
  moveId: string;
  claimId: string;
  answer: string;
  answeredAt: Temporal.Instant;
}

export interface PermitRuleTable {
  id: string;
  kind: string | null;
  basis: string;
  since: Temporal.Instant;
  setBy: string | null;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
  crowdFrom: number | null;
}

export interface SeriesTable {
  id: string;
  level: string;
  parentId: string | null;
  parentLevel: string | null;
  organisationId: string;
  orgPath: string;
  name: string;
  summary: Generated<string>;
  translations: Generated<unknown>;
  family: string;
  startsOn: string | null;
  endsOn: string | null;
  version: Generated<number>;
  changedAt: Temporal.Instant;
  position: Generated<number>;
}

export interface SessionTable {
  id: string;
  eventId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  label: Generated<string>;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  booking: unknown;
  offerId: string | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  sequence: Generated<number>;
  changedAt: Temporal.Instant;
  heldAt: Temporal.Instant | null;
  cutShort: Generated<boolean>;
  entry: string | null;
  language: string | null;
  previousStartsAt: Temporal.Instant | null;
  remindedFor: Temporal.Instant | null;
}

export interface SessionReportTable {
  sessionId: string;
  version: number;
  tookPart: number;
  beneficiaries: number;
  basis: string;
  note: string;
  madeAt: Temporal.Instant;
  madeBy: string;
}

export interface StreamTable {
  sessionId: string;
  startsAt: Temporal.Instant | null;
  endsAt: Temporal.Instant | null;
  replayLink: string | null;
  replaySince: Temporal.Instant | null;
  keyHash: Buffer | null;
  keyMadeAt: Temporal.Instant | null;
  pictureAt: Temporal.Instant | null;
}

export interface TouringTable {
  id: string;
  organisationId: string;
  orgPath: string;
  title: string;
  summary: Generated<string>;
  crates: number;
  wallMetres: number;
  insuredYuan: number;
  transport: string;
  languages: string[];
  lentFrom: string;
  lentThrough: string | null;
  betweenDays: number;
  offered: Generated<boolean>;
  version: Generated<number>;
  changedAt: Temporal.Instant;
}

export interface TouringCheckTable {
  legId: string;
  at: string;
  missing: number[];
  wrong: string[];
  damaged: boolean;
  words: Generated<string>;
  notedAt: Temporal.Instant;
  settledAt: Temporal.Instant | null;
  settledHow: string | null;
}

export interface TouringLegTable {
  id: string;
  touringId: string;
  ownerId: string;
  organisationId: string;
  orgPath: string;
  placeId: string;
  lenderId: GeneratedAlways<string | null>;
  shown: string;
  betweenDays: number;
  occupied: GeneratedAlways<string | null>;
  state: Generated<string>;
  message: Generated<string>;
  because: string | null;
  eventId: string | null;
  sentOn: string | null;
  arrivedOn: string | null;
  leftOn: string | null;
  homeOn: string | null;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
}

export interface WorkTable {
  id: string;
  organisationId: string;
  orgPath: string;
  title: string;
  kind: string;
  year: number;
  summary: Generated<string>;
  credits: Generated<unknown>;
  rightsHolder: string;
  allowed: string;
  awards: Generated<unknown>;
  publishedAt: Temporal.Instant | null;
  version: Generated<number>;
  changedAt: Temporal.Instant;
}

export interface WorkShowingTable {
  workId: string;
  eventId: string;
}

export interface ProgrammeTables {
  "programme.contest": ContestTable;
  "programme.contestCategory": ContestCategoryTable;
  "programme.contestConflict": ContestConflictTable;
  "programme.contestEntry": ContestEntryTable;
  "programme.contestJuror": ContestJurorTable;
  "programme.contestMember": ContestMemberTable;
  "programme.contestResult": ContestResultTable;
  "programme.contestRound": ContestRoundTable;
  "programme.contestRules": ContestRulesTable;
  "programme.contestScore": ContestScoreTable;
  "programme.event": EventTable;
  "programme.feedback": FeedbackTable;
  "programme.guideAudio": GuideAudioTable;
  "programme.guideFile": GuideFileTable;
  "programme.guideStop": GuideStopTable;
  "programme.jointOrganiser": JointOrganiserTable;
  "programme.move": MoveTable;
  "programme.moveAnswer": MoveAnswerTable;
  "programme.permitRule": PermitRuleTable;
  "programme.series": SeriesTable;
  "programme.session": SessionTable;
  "programme.sessionReport": SessionReportTable;
  "programme.stream": StreamTable;
  "programme.touring": TouringTable;
  "programme.touringCheck": TouringCheckTable;
  "programme.touringLeg": TouringLegTable;
  "programme.work": WorkTable;
  "programme.workShowing": WorkShowingTable;
}
