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

export interface DrawTable {
  id: string;
  orgPath: string;
  title: string;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  valueKind: string;
  valueSource: string;
  knownFrom: Temporal.Instant;
  revealBy: Temporal.Instant;
  mostPeople: number;
  mostLots: number;
  weights: unknown;
  confirmBy: Temporal.Instant | null;
  madeBy: string;
  madeAt: Temporal.Instant;
  calledOffAt: Temporal.Instant | null;
  calledOffBecause: string | null;
  toldAt: Temporal.Instant | null;
  groups: Generated<unknown>;
  toldUnfrozenAt: Temporal.Instant | null;
  unnamed: Generated<boolean>;
}

export interface DrawEntryTable {
  id: string;
  drawId: string;
  subject: string | null;
  number: string;
  size: number;
  choices: string[];
  most: number;
  state: string;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  groups: Generated<string[]>;
  code: string | null;
}

export interface DrawEntryPersonTable {
  drawId: string;
  entryId: string;
  subject: string;
  joined: Generated<boolean>;
}

export interface DrawFrozenTable {
  drawId: string;
  text: string;
  hash: string;
  commitment: string;
  entries: number;
  weights: unknown;
  secretSealed: Buffer;
  frozenAt: Temporal.Instant;
}

export interface DrawLotTable {
  drawId: string;
  offerId: string;
  code: string;
  places: number | null;
  endedAt: Temporal.Instant | null;
  reserved: Generated<unknown>;
}

export interface DrawOutcomeTable {
  drawId: string;
  text: string;
  value: string;
  typedBy: string;
  confirmedBy: string;
  drawnAt: Temporal.Instant;
}

export interface DrawResultTable {
  drawId: string;
  number: string;
  code: string;
  nth: number;
  rank: number;
  result: string;
  turn: number | null;
  became: string | null;
  because: unknown;
  claimId: string | null;
}

export interface DrawValueTable {
  drawId: string;
  value: string;
  typedBy: string;
  typedAt: Temporal.Instant;
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

export interface MoveApprovalTable {
  requestId: string;
  step: number;
  answeredBy: string;
  approved: boolean;
  at: Temporal.Instant;
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
  answeredBy: string | null;
  approval: Generated<string[]>;
  approved: Generated<number>;
  because: string | null;
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

export interface OfferSeatTable {
  offerId: string;
  seatId: string;
  nth: number;
  label: string;
  channel: string | null;
  keptFor: string | null;
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
  claimId: string | null;
  offerId: string | null;
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
  reservationId: string | null;
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
  awaitsDraw: string | null;
  toBeDrawn: Generated<boolean>;
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
  useOrgPath: string | null;
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

export interface ScanTable {
  id: string;
  scannerId: string;
  offerId: string;
  claimId: string | null;
  way: string;
  size: number;
  shown: string;
  at: Temporal.Instant;
  receivedAt: Temporal.Instant;
  counted: number;
  trouble: string | null;
  settledBy: string | null;
  settledAt: Temporal.Instant | null;
  settledHow: string | null;
  unseen: Generated<number>;
}

export interface ScannerTable {
  id: string;
  keyHash: Buffer;
  salt: Buffer;
  label: string;
  orgPath: string;
  room: number | null;
  madeBy: string;
  madeAt: Temporal.Instant;
  until: Temporal.Instant;
  seenAt: Temporal.Instant;
  revokedBy: string | null;
  revokedAt: Temporal.Instant | null;
}

export interface ScannerDoorTable {
  scannerId: string;
  offerId: string;
}

export interface SeatDraftTable {
  id: string;
  orgPath: string;
  placeId: string;
  spaceId: string;
  plan: unknown;
  changedAt: Temporal.Instant;
}

export interface SeatPlanTable {
  id: string;
  orgPath: string;
  placeId: string;
  spaceId: string;
  name: string;
  version: number;
  plan: unknown;
  seats: number;
  madeAt: Temporal.Instant;
}

export interface SeatSpotTable {
  seatId: string;
  roomId: string;
  atRow: number;
  atColumn: number;
}

export interface SeatTakenTable {
  offerId: string;
  seatId: string;
  channel: string;
  claimId: string;
}

export interface SeatingTable {
  offerId: string;
  planId: string;
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
  wheelchairs: Generated<number>;
}

export interface BookingTables {
  "booking.blackout": BlackoutTable;
  "booking.claim": ClaimTable;
  "booking.draw": DrawTable;
  "booking.drawEntry": DrawEntryTable;
  "booking.drawEntryPerson": DrawEntryPersonTable;
  "booking.drawFrozen": DrawFrozenTable;
  "booking.drawLot": DrawLotTable;
  "booking.drawOutcome": DrawOutcomeTable;
  "booking.drawResult": DrawResultTable;
  "booking.drawValue": DrawValueTable;
  "booking.givenBack": GivenBackTable;
  "booking.houseRule": HouseRuleTable;
  "booking.moveApproval": MoveApprovalTable;
  "booking.moveOption": MoveOptionTable;
  "booking.moveRequest": MoveRequestTable;
  "booking.occupation": OccupationTable;
  "booking.offer": OfferTable;
  "booking.offerSeat": OfferSeatTable;
  "booking.penaltyAmnesty": PenaltyAmnestyTable;
  "booking.penaltyAppeal": PenaltyAppealTable;
  "booking.penaltyMark": PenaltyMarkTable;
  "booking.penaltyRule": PenaltyRuleTable;
  "booking.pool": PoolTable;
  "booking.reservation": ReservationTable;
  "booking.reservationAnswer": ReservationAnswerTable;
  "booking.resource": ResourceTable;
  "booking.resourceCell": ResourceCellTable;
  "booking.scan": ScanTable;
  "booking.scanner": ScannerTable;
  "booking.scannerDoor": ScannerDoorTable;
  "booking.seatDraft": SeatDraftTable;
  "booking.seatPlan": SeatPlanTable;
  "booking.seatSpot": SeatSpotTable;
  "booking.seatTaken": SeatTakenTable;
  "booking.seating": SeatingTable;
  "booking.transfer": TransferTable;
  "booking.waiting": WaitingTable;
}
