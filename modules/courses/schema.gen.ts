// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface AttendanceTable {
  lessonId: string;
  claimId: string;
  mark: string;
  how: string;
  markedAt: Temporal.Instant;
  markedBy: string | null;
}

export interface CertificateTable {
  id: string;
  number: string;
  classId: string;
  claimId: string;
  subject: string | null;
  name: string;
  lessons: number;
  attended: number;
  issuedOn: string;
  issuedAt: Temporal.Instant;
  issuedBy: string;
  withdrawnAt: Temporal.Instant | null;
  withdrawnBy: string | null;
  withdrawnBecause: string | null;
}

export interface ClassTable {
  id: string;
  courseId: string;
  orgPath: string;
  term: string;
  teacherId: string | null;
  teacherSays: string | null;
  mode: string;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  link: string | null;
  ageFrom: number | null;
  ageTo: number | null;
  places: number;
  counterPlaces: Generated<number>;
  minimum: number;
  decideOn: string;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  way: Generated<string>;
  waitingList: boolean;
  share: number;
  state: Generated<string>;
  offerId: string | null;
  keptBecause: string | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  firstAt: Temporal.Instant | null;
  lastAt: Temporal.Instant | null;
  evening: Generated<boolean>;
  weekend: Generated<boolean>;
  version: Generated<number>;
  changedAt: Temporal.Instant;
  agesStrict: Generated<boolean>;
  lineLessons: Generated<number>;
}

export interface CourseTable {
  id: string;
  organisationId: string;
  orgPath: string;
  kind: string;
  level: string;
  title: string;
  summary: Generated<string>;
  description: Generated<string>;
  audience: Generated<string>;
  materials: Generated<string>;
  ageFrom: number | null;
  ageTo: number | null;
  minimum: number;
  translations: Generated<unknown>;
  state: Generated<string>;
  publishedAt: Temporal.Instant | null;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  search: string | null;
}

export interface LessonTable {
  id: string;
  classId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  topic: Generated<string>;
  teacherId: string | null;
  placeId: string | null;
  spaceId: string | null;
  makesUp: string | null;
  link: string | null;
  replayLink: string | null;
  replaySince: Temporal.Instant | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  previousStartsAt: Temporal.Instant | null;
  sequence: Generated<number>;
  heldAt: Temporal.Instant | null;
  attendedTold: number | null;
  changedAt: Temporal.Instant;
}

export interface LessonRequestTable {
  id: string;
  lessonId: string;
  teacherId: string;
  wants: string;
  reason: string;
  colleagueId: string | null;
  startsAt: Temporal.Instant | null;
  endsAt: Temporal.Instant | null;
  askedAt: Temporal.Instant;
  state: Generated<string>;
  answeredAt: Temporal.Instant | null;
  answeredBy: string | null;
  answer: string | null;
}

export interface TeacherTable {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  code: string | null;
  subject: string | null;
  appointedAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  shared: Generated<boolean>;
}

export interface WatchedTable {
  lessonId: string;
  claimId: string;
  watchedAt: Temporal.Instant;
}

export interface CoursesTables {
  "courses.attendance": AttendanceTable;
  "courses.certificate": CertificateTable;
  "courses.class": ClassTable;
  "courses.course": CourseTable;
  "courses.lesson": LessonTable;
  "courses.lessonRequest": LessonRequestTable;
  "courses.teacher": TeacherTable;
  "courses.watched": WatchedTable;
}
