// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface AmnestyTable {
  id: string;
  line: string;
  version: number;
  organisationId: string;
  orgPath: string;
  firstDay: string;
  lastDay: string;
  repealed: boolean;
  basis: string;
  setAt: Temporal.Instant;
}

export interface AwaitedTable {
  recordId: number;
  lookAt: Temporal.Instant;
}

export interface BagTable {
  id: string;
  placeId: string;
  placePath: string;
  subject: string;
  day: string;
  number: number;
  kind: string;
  bringer: Generated<string>;
  state: Generated<string>;
  demo: Generated<boolean>;
}

export interface BagLineTable {
  itemId: number;
  bagId: string;
  holdId: string | null;
  loanId: string | null;
  against: unknown;
}

export interface BatchTable {
  id: string;
  organisationId: string;
  orgPath: string;
  file: string;
  sha256: string;
  bytes: number;
  profile: unknown;
  state: string;
  stopAsked: Generated<boolean>;
  doneByte: Generated<number>;
  doneRecord: Generated<number>;
  added: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  refused: Generated<number>;
  alike: Generated<number>;
  items: Generated<number>;
  itemsRefused: Generated<number>;
  findings: Generated<number>;
  broken: unknown;
  beganAt: Temporal.Instant;
  beatAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  recordsGone: Generated<number>;
  recordsRestored: Generated<number>;
}

export interface BatchStepTable {
  id: GeneratedAlways<number>;
  batchId: string;
  upTo: number;
  numbers: number[];
  did: string[];
  recordIds: string[];
  titles: string[];
}

export interface BelievedTable {
  subject: string;
  year: number;
  times: number;
}

export interface BoxTable {
  id: string;
  code: string;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
  state: Generated<string>;
  madeAt: Temporal.Instant;
  sentAt: Temporal.Instant | null;
  receivedAt: Temporal.Instant | null;
  number: GeneratedAlways<number>;
  copies: Generated<number>;
  demo: Generated<boolean>;
}

export interface BoxFindingTable {
  id: GeneratedAlways<number>;
  boxId: string;
  kind: string;
  itemId: number | null;
  barcode: string;
  foundOn: string;
  settledOn: string | null;
  how: string | null;
  turnedUpId: string | null;
}

export interface BudgetTable {
  id: string;
  organisationId: string;
  orgPath: string;
  year: number;
  name: string;
  amountFen: number;
  madeAt: Temporal.Instant;
  approvedAt: Temporal.Instant | null;
}

export interface CardTable {
  issuerId: string;
  number: string;
  subject: string;
  state: string;
  madeOn: string;
  changedOn: string;
}

export interface CashDayTable {
  placeId: string;
  onDay: string;
  receipts: Generated<number>;
  expectedFen: number | null;
  countedFen: number | null;
  difference: Generated<string>;
  closedBy: string | null;
}

export interface ClassCountTable {
  class: string;
  records: number;
  countedAt: Temporal.Instant;
}

export interface DeliveryTermsTable {
  organisationId: string;
  orgPath: string;
  courier: boolean;
  categories: string[];
  homebound: boolean;
  weekdays: number[];
  most: number;
  feeFen: number;
  keepDays: number;
  setAt: Temporal.Instant;
}

export interface DoorstepTable {
  subject: string;
  contactSealed: Buffer;
  homebound: Generated<boolean>;
  keepUntil: string;
  wishesSealed: Buffer | null;
  books: number | null;
  everyWeeks: number | null;
  nextOn: string | null;
  bringer: Generated<string>;
}

export interface FeeTable {
  id: string;
  subject: string;
  kind: string;
  amountFen: number;
  itemId: number | null;
  ownerId: string;
  placeId: string;
  note: Generated<string>;
  madeOn: string;
  settledOn: string | null;
  how: string | null;
  reason: Generated<string>;
  receipt: Generated<string>;
  demo: Generated<boolean>;
  settlementId: string | null;
  refundDays: number | null;
  refundId: string | null;
}

export interface FindingTable {
  id: GeneratedAlways<number>;
  batchId: string;
  recordNumber: number;
  byte: number;
  recordId: number | null;
  field: string | null;
  finding: string;
  done: string;
  data: unknown;
  settledAt: Temporal.Instant | null;
  settledHow: string | null;
  title: Generated<string>;
}

export interface FloatingGroupTable {
  id: string;
  orgPath: string;
  name: string;
  types: Generated<string[]>;
  madeOn: string;
  endedOn: string | null;
}

export interface FloatingPlaceTable {
  groupId: string;
  placeId: string;
  shelf: Generated<string>;
}

export interface GuaranteeTable {
  id: string;
  subject: string;
  way: string;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
  amountFen: number | null;
  guarantor: string | null;
  reason: Generated<string>;
  endedAt: Temporal.Instant | null;
  receipt: Generated<string>;
  backReceipt: Generated<string>;
  creditCheck: Generated<string>;
}

export interface HeadingTable {
  recordId: number;
  role: string;
  key: string;
  kind: string;
  text: string;
}

export interface HeldCountTable {
  subject: string;
  ownerPath: string;
  type: string;
  loans: number;
}

export interface HoldTable {
  id: string;
  subject: string;
  recordId: number;
  wantedItemId: number | null;
  pickupId: string;
  pickupPath: string;
  category: string;
  homePath: string;
  rank: Generated<number>;
  askedAt: Temporal.Instant;
  frozenUntil: string | null;
  neededBy: string | null;
  groupId: string | null;
  state: Generated<string>;
  itemId: number | null;
  wantedAt: Temporal.Instant | null;
  wantedPlaceId: string | null;
  readyOn: string | null;
  readyUntil: string | null;
  readyDays: Generated<number>;
  slot: Generated<string>;
  demo: Generated<boolean>;
  askedPlaces: Generated<string[]>;
  wantedUntil: string | null;
  checkedOn: string | null;
  hopelessSince: string | null;
  toDoor: Generated<boolean>;
}

export interface HoldTermsTable {
  id: string;
  organisationId: string;
  orgPath: string;
  since: string;
  most: number;
  pullDays: number;
  basis: string;
  setAt: Temporal.Instant;
}

export interface HoldingTable {
  recordId: number;
  placeId: string;
  items: number;
  available: number;
}

export interface ItemTable {
  id: GeneratedAlways<number>;
  recordId: number;
  ownerId: string;
  orgPath: string;
  barcode: string;
  placeId: string | null;
  shelf: Generated<string>;
  callNumber: Generated<string>;
  volume: Generated<string>;
  status: Generated<string>;
  priceFen: number | null;
  source: Generated<string>;
  acquiredOn: string | null;
  batchId: string | null;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  note: Generated<string>;
  type: Generated<string>;
  away: string | null;
}

export interface ItemVersionTable {
  itemId: number;
  version: number;
  was: unknown;
  batchId: string | null;
  why: Generated<string>;
  endedAt: Temporal.Instant;
}

export interface KeptBookTable {
  subject: string;
  recordId: number;
  keptAt: Temporal.Instant;
}

export interface LeftOnShelfTable {
  itemId: number;
  placeId: string;
  slot: Generated<string>;
  since: string;
}

export interface LikenessTable {
  recordId: number;
  likeId: number;
  why: string;
  batchId: string | null;
  foundAt: Temporal.Instant;
  settledAt: Temporal.Instant | null;
  settledHow: string | null;
}

export interface ListEntryTable {
  listId: string;
  at: number;
  recordId: number | null;
  title: string;
  words: Generated<string>;
}

export interface LoanTable {
  id: string;
  itemId: number;
  recordId: number;
  ownerId: string;
  ownerPath: string;
  type: string;
  subject: string;
  carriedBy: string | null;
  placeId: string;
  placePath: string;
  lentAt: Temporal.Instant;
  dueOn: string;
  category: string;
  guarantee: string;
  ruleId: string;
  renewals: Generated<number>;
  renewedOn: string | null;
  recalledOn: string | null;
  claimedOn: string | null;
  lostOn: string | null;
  channel: string;
  demo: Generated<boolean>;
  claimChecks: Generated<number>;
  checkedOn: string | null;
  endedHolds: unknown;
}

export interface LoanLimitTable {
  id: string;
  organisationId: string;
  orgPath: string;
  ownerPath: string | null;
  types: string[] | null;
  categories: string[] | null;
  guarantees: string[] | null;
  homePath: string | null;
  version: number;
  most: number | null;
  since: string;
  until: string | null;
  basis: string;
  setAt: Temporal.Instant;
}

export interface LoanRuleTable {
  id: string;
  organisationId: string;
  orgPath: string;
  ownerPath: string;
  placeId: string | null;
  shelf: string | null;
  type: string | null;
  category: string | null;
  guarantee: string | null;
  homePath: string | null;
  lentAtPath: string | null;
  version: number;
  terms: unknown;
  since: string;
  until: string | null;
  basis: string;
  setAt: Temporal.Instant;
}

export interface MergeTable {
  id: string;
  keptId: number;
  mergedId: number;
  items: string[];
  followers: string[];
  stateWas: string;
  mergedAt: Temporal.Instant;
  undoneAt: Temporal.Instant | null;
}

export interface NetworkMemberTable {
  organisationId: string;
  path: string;
  isCentre: Generated<boolean>;
  joinedOn: string;
  leftOn: string | null;
}

export interface NetworkTermsTable {
  id: GeneratedAlways<number>;
  daysOnWay: number;
  since: string;
}

export interface NotThereTable {
  itemId: number;
  lookedOn: string;
}

export interface OfflineStepTable {
  id: string;
  placeId: string;
  placePath: string;
  device: string;
  nth: number;
  madeBy: string;
  sentBy: string;
  kind: string;
  card: string | null;
  barcode: string | null;
  issuerId: string | null;
  ownerId: string | null;
  at: Temporal.Instant;
  doubtful: boolean;
  state: Generated<string>;
  rules: Generated<string[]>;
  loanId: string | null;
  dueOn: string | null;
  goes: unknown;
  tries: Generated<number>;
  settledOn: string | null;
}

export interface OrderLineTable {
  id: GeneratedAlways<number>;
  purchaseId: string;
  placeId: string;
  recordId: number | null;
  title: string;
  author: Generated<string>;
  isbn: string | null;
  publisher: Generated<string>;
  copies: number;
  received: Generated<number>;
  priceFen: number;
  pays: number;
  unitFen: GeneratedAlways<number>;
  paidFen: Generated<number>;
  wishId: string | null;
}

export interface PastLoanTable {
  id: GeneratedAlways<number>;
  itemId: number;
  recordId: number;
  ownerId: string;
  lentOn: string;
  returnedOn: string;
  placeId: string;
  returnedPlaceId: string;
  category: string;
  guarantee: string;
  renewals: number;
  lateDays: number;
  how: string;
  demo: Generated<boolean>;
  countedOn: Generated<string>;
}

export interface ProfileTable {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  content: unknown;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  droppedAt: Temporal.Instant | null;
}

export interface ProfileVersionTable {
  profileId: string;
  version: number;
  content: unknown;
  endedAt: Temporal.Instant;
}

export interface ProxyTable {
  id: string;
  subject: string;
  agent: string;
  kind: string;
  since: string;
  until: string | null;
  endedOn: string | null;
}

export interface PurchaseTable {
  id: string;
  number: string;
  organisationId: string;
  orgPath: string;
  kind: string;
  supplierId: string | null;
  budgetId: string | null;
  state: Generated<string>;
  dueOn: string | null;
  note: Generated<string>;
  claims: Generated<number>;
  claimedAt: Temporal.Instant | null;
  madeAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

export interface ReaderTable {
  subject: string;
  kind: string;
  name: Generated<string>;
  category: string;
  homeId: string;
  homePath: string;
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: Generated<string>;
  keepsHistory: Generated<boolean>;
  loans: Generated<number>;
  holds: Generated<number>;
  owesFen: Generated<number>;
  version: Generated<number>;
  joinedOn: string;
  endedOn: string | null;
}

export interface ReaderCodeTable {
  subject: string;
  opens: string;
  codeHash: Buffer;
  until: string | null;
  expiresAt: Temporal.Instant;
}

export interface ReaderTalkTable {
  id: string;
  subject: string;
  placeId: string;
  rule: string;
  madeOn: string;
}

export interface ReaderTermsTable {
  orgPath: string;
  organisationId: string;
  level: number;
  childUnder: number;
  childCategory: string;
  adultCategory: string;
  validMonths: number | null;
  creditCheck: string;
  depositFen: number;
  guaranteesMost: number;
  setAt: Temporal.Instant;
}

export interface ReadingTable {
  subject: string;
  recordId: number;
  lentOn: string;
  returnedOn: string;
}

export interface ReadingListTable {
  id: string;
  organisationId: string;
  orgPath: string;
  title: string;
  about: Generated<string>;
  audience: Generated<string>;
  fromDay: string | null;
  untilDay: string | null;
  translations: Generated<unknown>;
  state: Generated<string>;
  publishedAt: Temporal.Instant | null;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  cover: string | null;
  coverAlt: string | null;
}

export interface RecordTable {
  id: GeneratedAlways<number>;
  kind: string;
  flavour: string;
  controlKey: string | null;
  batchId: string | null;
  batchNumber: number | null;
  original: Buffer;
  originalForm: string;
  originalCharset: string | null;
  content: string | null;
  state: Generated<string>;
  mergedInto: number | null;
  workId: number | null;
  workSaid: Generated<boolean>;
  title: string;
  titleKey: string;
  names: Generated<string>;
  publisher: Generated<string>;
  year: number | null;
  language: Generated<string>;
  form: Generated<string>;
  audience: Generated<string>;
  classNumber: Generated<string>;
  version: Generated<number>;
  madeAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  orgPath: string | null;
  cameFrom: Generated<string>;
}

export interface RecordNumberTable {
  recordId: number;
  kind: string;
  number: string;
}

export interface RecordVersionTable {
  recordId: number;
  version: number;
  content: string | null;
  original: Buffer | null;
  batchId: string | null;
  reason: Generated<string>;
  endedAt: Temporal.Instant;
  flavour: string | null;
  originalForm: string | null;
  originalCharset: string | null;
  did: Generated<string>;
}

export interface RefusedRecordTable {
  batchId: string;
  recordNumber: number;
  byte: number;
  source: Buffer;
}

export interface RotationTable {
  id: string;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
  toShelf: Generated<string>;
  rule: unknown;
  state: Generated<string>;
  madeOn: string;
  endedOn: string | null;
}

export interface RotationItemTable {
  rotationId: string;
  itemId: number;
  state: Generated<string>;
  live: Generated<boolean>;
}

export interface RuleBookTable {
  isOnly: Generated<boolean>;
  version: string;
}

export interface SaidLentTable {
  itemId: number;
  saidOn: string;
}

export interface SearchRowTable {
  segment: number;
  recordId: number;
  title: string;
  words: string;
  year: number | null;
  language: string;
  form: string;
  audience: string;
  class: string;
}

export interface SerialIssueTable {
  subscriptionId: string;
  year: number;
  number: number;
  volume: number | null;
  whole: number | null;
  dueOn: string;
  state: string;
  arrivedOn: string | null;
  claimedAt: Temporal.Instant | null;
  itemId: number | null;
}

export interface SetTable {
  id: string;
  ownerId: string;
  orgPath: string;
  placeId: string;
  barcode: string;
  name: string;
  note: Generated<string>;
  madeOn: string;
  endedOn: string | null;
}

export interface SetBookingTable {
  id: string;
  setId: string;
  subject: string;
  span: string;
  note: Generated<string>;
}

export interface SetItemTable {
  itemId: number;
  setId: string;
}

export interface SettlementTable {
  id: string;
  number: string;
  subject: string | null;
  placeId: string;
  placePath: string;
  how: string;
  amountFen: number;
  reason: Generated<string>;
  clerk: string;
  settledOn: string;
  undoneBy: string | null;
  undoneWhy: Generated<string>;
  demo: Generated<boolean>;
}

export interface StocktakeTable {
  id: string;
  placeId: string;
  orgPath: string;
  shelf: Generated<string>;
  state: Generated<string>;
  there: Generated<number>;
  missing: Generated<number>;
  elsewhere: Generated<number>;
  unknown: Generated<number>;
  beganAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
}

export interface StocktakeScanTable {
  stocktakeId: string;
  barcode: string;
  scannedAt: Temporal.Instant;
  ownerPath: Generated<string>;
}

export interface SubscriptionTable {
  id: string;
  organisationId: string;
  orgPath: string;
  placeId: string;
  recordId: number;
  supplierId: string | null;
  budgetId: string | null;
  priceFen: Generated<number>;
  pattern: unknown;
  startsOn: string;
  endsOn: string;
  grace: Generated<number>;
  madeAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  follows: string | null;
}

export interface SupplierTable {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  contact: Generated<string>;
  pays: Generated<number>;
  days: Generated<number>;
  madeAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

export interface TemplateTable {
  id: string;
  organisationId: string;
  orgPath: string;
  name: string;
  flavour: string;
  lines: string;
  madeAt: Temporal.Instant;
}

export interface TransitTable {
  id: string;
  itemId: number;
  fromId: string;
  toId: string;
  reason: string;
  holdId: string | null;
  boxId: string | null;
  madeAt: Temporal.Instant;
  sentAt: Temporal.Instant | null;
  endedOn: string | null;
  how: string | null;
}

export interface UndoLeftTable {
  batchId: string;
  recordId: number;
  why: string;
}

export interface UsedInHouseTable {
  itemId: number;
  placeId: string;
  onDay: string;
  times: number;
  demo: Generated<boolean>;
}

export interface VolumeCountTable {
  ownerId: string;
  orgPath: string;
  volumes: number;
  countedOn: string;
}

export interface WeedingTable {
  id: string;
  placeId: string;
  orgPath: string;
  rule: unknown;
  state: Generated<string>;
  reason: Generated<string>;
  proposedAt: Temporal.Instant;
  decidedAt: Temporal.Instant | null;
}

export interface WeedingItemTable {
  weedingId: string;
  itemId: number;
  version: number;
  kept: Generated<boolean>;
  done: Generated<boolean>;
}

export interface WishTable {
  id: string;
  organisationId: string;
  orgPath: string;
  title: string;
  author: Generated<string>;
  isbn: string | null;
  publisher: Generated<string>;
  titleKey: string;
  authorKey: Generated<string>;
  state: Generated<string>;
  reason: Generated<string>;
  recordId: number | null;
  askedAt: Temporal.Instant;
  changedAt: Temporal.Instant;
}

export interface WishRuleTable {
  orgPath: string;
  aMonth: number;
  setAt: Temporal.Instant;
}

export interface WisherTable {
  wishId: string;
  subject: string;
  placeId: string;
  why: Generated<string>;
  wishedAt: Temporal.Instant;
}

export interface WorkTable {
  id: GeneratedAlways<number>;
  key: string;
  sound: Generated<string>;
}

export interface LibraryTables {
  "library.amnesty": AmnestyTable;
  "library.awaited": AwaitedTable;
  "library.bag": BagTable;
  "library.bagLine": BagLineTable;
  "library.batch": BatchTable;
  "library.batchStep": BatchStepTable;
  "library.believed": BelievedTable;
  "library.box": BoxTable;
  "library.boxFinding": BoxFindingTable;
  "library.budget": BudgetTable;
  "library.card": CardTable;
  "library.cashDay": CashDayTable;
  "library.classCount": ClassCountTable;
  "library.deliveryTerms": DeliveryTermsTable;
  "library.doorstep": DoorstepTable;
  "library.fee": FeeTable;
  "library.finding": FindingTable;
  "library.floatingGroup": FloatingGroupTable;
  "library.floatingPlace": FloatingPlaceTable;
  "library.guarantee": GuaranteeTable;
  "library.heading": HeadingTable;
  "library.heldCount": HeldCountTable;
  "library.hold": HoldTable;
  "library.holdTerms": HoldTermsTable;
  "library.holding": HoldingTable;
  "library.item": ItemTable;
  "library.itemVersion": ItemVersionTable;
  "library.keptBook": KeptBookTable;
  "library.leftOnShelf": LeftOnShelfTable;
  "library.likeness": LikenessTable;
  "library.listEntry": ListEntryTable;
  "library.loan": LoanTable;
  "library.loanLimit": LoanLimitTable;
  "library.loanRule": LoanRuleTable;
  "library.merge": MergeTable;
  "library.networkMember": NetworkMemberTable;
  "library.networkTerms": NetworkTermsTable;
  "library.notThere": NotThereTable;
  "library.offlineStep": OfflineStepTable;
  "library.orderLine": OrderLineTable;
  "library.pastLoan": PastLoanTable;
  "library.profile": ProfileTable;
  "library.profileVersion": ProfileVersionTable;
  "library.proxy": ProxyTable;
  "library.purchase": PurchaseTable;
  "library.reader": ReaderTable;
  "library.readerCode": ReaderCodeTable;
  "library.readerTalk": ReaderTalkTable;
  "library.readerTerms": ReaderTermsTable;
  "library.reading": ReadingTable;
  "library.readingList": ReadingListTable;
  "library.record": RecordTable;
  "library.recordNumber": RecordNumberTable;
  "library.recordVersion": RecordVersionTable;
  "library.refusedRecord": RefusedRecordTable;
  "library.rotation": RotationTable;
  "library.rotationItem": RotationItemTable;
  "library.ruleBook": RuleBookTable;
  "library.saidLent": SaidLentTable;
  "library.searchRow": SearchRowTable;
  "library.serialIssue": SerialIssueTable;
  "library.set": SetTable;
  "library.setBooking": SetBookingTable;
  "library.setItem": SetItemTable;
  "library.settlement": SettlementTable;
  "library.stocktake": StocktakeTable;
  "library.stocktakeScan": StocktakeScanTable;
  "library.subscription": SubscriptionTable;
  "library.supplier": SupplierTable;
  "library.template": TemplateTable;
  "library.transit": TransitTable;
  "library.undoLeft": UndoLeftTable;
  "library.usedInHouse": UsedInHouseTable;
  "library.volumeCount": VolumeCountTable;
  "library.weeding": WeedingTable;
  "library.weedingItem": WeedingItemTable;
  "library.wish": WishTable;
  "library.wishRule": WishRuleTable;
  "library.wisher": WisherTable;
  "library.work": WorkTable;
}
