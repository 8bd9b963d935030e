// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface BlackoutTable {
  id: string;
  resourceId: string;
  span: string;
  reason: string;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  liftedAt: Temporal.Instant | null;
  living: GeneratedAlways<boolean | null>;
}

export interface ClaimTable {
  id: string;
  offerId: string;
  poolId: string;
  subject: string | null;
  madeBy: string | null;
  size: number;
  state: string;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  checkedInAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  span: string | null;
  organisationId: string | null;
  arrived: number | null;
  heldFor: string | null;
  heldUntil: Temporal.Instant | null;
}

export interface GivenBackTable {
  claimId: string;
  subject: string;
  at: Temporal.Instant;
}

export interface HouseRuleTable {
  id: string;
  orgPath: string;
  kind: string;
  onlyFor: string | null;
  channel: string | null;
  version: number;
  effect: string;
  terms: unknown;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
  basis: string;
  setAt: Temporal.Instant;
}

export interface MoveOptionTable {
  requestId: string;
  n: number;
  resourceId: string;
  during: string;
}

export interface MoveRequestTable {
  id: string;
  reservationId: string;
  resourceId: string;
  during: string;
  purpose: string;
  people: number | null;
  organisationId: string | null;
  useKind: string | null;
  useRef: string | null;
  reason: string;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  answerBy: Temporal.Instant;
  state: string;
  answeredAt: Temporal.Instant | null;
}

export interface OccupationTable {
  cell: string;
  span: string;
  reservationId: string | null;
  blackoutId: string | null;
  living: boolean;
}

export interface OfferTable {
  id: string;
  kind: string;
  ref: string;
  orgPath: string;
  state: Generated<string>;
  closedBecause: string | null;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  rules: unknown;
  settledAt: Temporal.Instant | null;
  cutShort: Generated<boolean>;
  sort: string | null;
  placeId: string | null;
  seriesId: string | null;
  movedAt: Temporal.Instant | null;
}

export interface PenaltyAmnestyTable {
  id: string;
  orgPath: string;
  placeId: string | null;
  day: string;
  because: string;
  madeBy: string;
  madeAt: Temporal.Instant;
}

export interface PenaltyAppealTable {
  id: string;
  markId: string;
  words: string;
  madeAt: Temporal.Instant;
  dueOn: string;
  outcome: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Temporal.Instant | null;
}

export interface PenaltyMarkTable {
  id: string;
  claimId: string;
  offerId: string;
  subject: string;
  ruleId: string;
  cause: string;
  at: Temporal.Instant;
  day: string;
  orgPath: string;
  kind: string;
  placeId: string | null;
  madeBy: string | null;
  waivedAt: Temporal.Instant | null;
  waivedBy: string | null;
  waivedBecause: string | null;
}

export interface PenaltyRuleTable {
  id: string;
  orgPath: string;
  onlyFor: string | null;
  version: number;
  since: string;
  basis: string;
  terms: unknown;
  madeBy: string | null;
  madeAt: Temporal.Instant;
}

export interface PoolTable {
  id: string;
  offerId: string;
  channel: string;
  quota: number;
  taken: Generated<number>;
  releasesAt: Temporal.Instant | null;
  open: Generated<boolean>;
}

export interface ReservationTable {
  id: string;
  resourceId: string;
  seriesId: string | null;
  subject: string | null;
  organisationId: string | null;
  useKind: string | null;
  useRef: string | null;
  madeBy: string | null;
  during: string;
  occupied: string;
  purpose: string;
  people: number | null;
  state: string;
  approval: Generated<string[]>;
  approved: Generated<number>;
  because: string | null;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  checkedInAt: Temporal.Instant | null;
  living: GeneratedAlways<boolean | null>;
  seat: Generated<boolean>;
  awayUntil: Temporal.Instant | null;
  timesAway: Generated<number>;
}

export interface ReservationAnswerTable {
  reservationId: string;
  step: number;
  answeredBy: string;
  approved: boolean;
  at: Temporal.Instant;
}

export interface ResourceTable {
  id: string;
  kind: string;
  ref: string;
  orgPath: string;
  placeId: string | null;
  label: string | null;
  rules: unknown;
  public: boolean;
  retiredAt: Temporal.Instant | null;
  version: Generated<number>;
  demo: Generated<boolean>;
}

export interface ResourceCellTable {
  resourceId: string;
  cell: string;
}

export interface SeatSpotTable {
  seatId: string;
  roomId: string;
  atRow: number;
  atColumn: number;
}

export interface TransferTable {
  claimId: string;
  codeHash: Buffer;
  madeAt: Temporal.Instant;
  until: Temporal.Instant;
  takenAt: Temporal.Instant | null;
}

export interface WaitingTable {
  id: string;
  offerId: string;
  subject: string | null;
  size: number;
  channels: string[];
  priority: Generated<number>;
  madeAt: Temporal.Instant;
  seq: GeneratedAlways<number>;
  state: string;
  changedAt: Temporal.Instant;
  claimId: string | null;
  passedOver: string | null;
}

export interface BookingTables {
  "booking.blackout": BlackoutTable;
  "booking.claim": ClaimTable;
  "booking.givenBack": GivenBackTable;
  "booking.houseRule": HouseRuleTable;
  "booking.moveOption": MoveOptionTable;
  "booking.moveRequest": MoveRequestTable;
  "booking.occupation": OccupationTable;
  "booking.offer": OfferTable;
  "booking.penaltyAmnesty": PenaltyAmnestyTable;
  "booking.penaltyAppeal": PenaltyAppealTable;
  "booking.penaltyMark": PenaltyMarkTable;
  "booking.penaltyRule": PenaltyRuleTable;
  "booking.pool": PoolTable;
  "booking.reservation": ReservationTable;
  "booking.reservationAnswer": ReservationAnswerTable;
  "booking.resource": ResourceTable;
  "booking.resourceCell": ResourceCellTable;
  "booking.seatSpot": SeatSpotTable;
  "booking.transfer": TransferTable;
  "booking.waiting": WaitingTable;
}
