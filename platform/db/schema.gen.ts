// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface AuditTable {
  id: string;
  seq: GeneratedAlways<number>;
  xid: Generated<string>;
  at: Temporal.Instant;
  actorKind: string;
  actor: string | null;
  onBehalfOf: string | null;
  channel: string;
  requestId: string;
  what: string;
  kind: string;
  target: string;
  subject: string | null;
  detail: unknown;
  sealed: Buffer | null;
  cover: string | null;
  coverFor: string | null;
}

export interface AuditBlockTable {
  block: number;
  lastXid: string;
  lastSeq: number;
  rows: number;
  previous: Buffer;
  hash: Buffer;
  sealedAt: Temporal.Instant;
}

export interface DeliveryTable {
  listener: string;
  event: string;
  attempts: number;
  nextAt: Temporal.Instant | null;
  error: string;
}

export interface DemoFillingTable {
  one: Generated<boolean>;
  begunAt: Temporal.Instant;
  doneAt: Temporal.Instant | null;
  scale: Generated<string>;
}

export interface ExchangeChangeTable {
  run: string;
  seq: GeneratedAlways<number>;
  rowNumber: number;
  columnKey: string;
  was: string;
  becomes: string;
}

export interface ExchangeFaultTable {
  run: string;
  seq: GeneratedAlways<number>;
  rowNumber: number;
  columnKey: string | null;
  fault: string;
  data: unknown;
}

export interface ExchangeRunTable {
  id: string;
  tableName: string;
  file: string;
  sha256: string;
  bytes: number;
  encoding: string | null;
  state: string;
  stopAsked: Generated<boolean>;
  askedBy: string;
  total: number | null;
  doneRow: Generated<number>;
  added: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  refused: Generated<number>;
  unknown: Generated<string[]>;
  broken: unknown;
  madeAt: Temporal.Instant;
  beatAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  cells: Generated<number>;
  emptied: Generated<number>;
}

export interface IdempotencyTable {
  who: string;
  key: string;
  operation: string;
  inputHash: Buffer;
  answer: Buffer | null;
  madeAt: Temporal.Instant;
}

export interface ImageTable {
  id: string;
  width: number;
  height: number;
  master: string;
  madeAt: Temporal.Instant;
}

export interface ImageFileTable {
  image: string;
  media: string;
  width: number;
  height: number;
  sha256: string;
  bytes: number;
}

export interface ListenerTable {
  name: string;
  xid: Generated<string>;
  seq: Generated<number>;
  updatedAt: Generated<Temporal.Instant>;
}

export interface MigrationTable {
  name: string;
  appliedAt: Generated<Temporal.Instant>;
}

export interface OnePersonRuleTable {
  id: string;
  orgPath: string;
  since: Temporal.Instant;
  setBy: string;
  reason: string;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
}

export interface OutboxTable {
  id: string;
  seq: GeneratedAlways<number>;
  xid: Generated<string>;
  type: string;
  at: Temporal.Instant;
  payload: unknown;
}

export interface PublicationTable {
  id: string;
  seq: GeneratedAlways<number>;
  kind: string;
  thing: string;
  step: string;
  fromState: string;
  toState: string;
  version: number;
  by: string | null;
  at: Temporal.Instant;
  barred: Generated<string[]>;
  reason: string | null;
  onePersonRule: string | null;
  scheduledFor: Temporal.Instant | null;
  changed: unknown;
}

export interface PublicationScheduleTable {
  kind: string;
  thing: string;
  due: Temporal.Instant;
  by: string;
  setAt: Temporal.Instant;
}

export interface ReviewRuleTable {
  id: string;
  orgPath: string;
  reviews: number;
  proofs: number;
  since: Temporal.Instant;
  setBy: string;
  reason: string;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
}

export interface SessionTable {
  tokenHash: Buffer;
  account: string;
  actingFor: string | null;
  channel: string;
  createdAt: Temporal.Instant;
  seenAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  proof: Generated<string>;
}

export interface SubjectTable {
  id: string;
  secret: Buffer | null;
  erasedAt: Temporal.Instant | null;
}

export interface PlatformTables {
  "platform.audit": AuditTable;
  "platform.auditBlock": AuditBlockTable;
  "platform.delivery": DeliveryTable;
  "platform.demoFilling": DemoFillingTable;
  "platform.exchangeChange": ExchangeChangeTable;
  "platform.exchangeFault": ExchangeFaultTable;
  "platform.exchangeRun": ExchangeRunTable;
  "platform.idempotency": IdempotencyTable;
  "platform.image": ImageTable;
  "platform.imageFile": ImageFileTable;
  "platform.listener": ListenerTable;
  "platform.migration": MigrationTable;
  "platform.onePersonRule": OnePersonRuleTable;
  "platform.outbox": OutboxTable;
  "platform.publication": PublicationTable;
  "platform.publicationSchedule": PublicationScheduleTable;
  "platform.reviewRule": ReviewRuleTable;
  "platform.session": SessionTable;
  "platform.subject": SubjectTable;
}
