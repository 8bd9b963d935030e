// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated, GeneratedAlways } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface AffiliationTable {
  facilityId: string;
  organisationId: string;
  divisionCode: string;
  valid: string;
  since: GeneratedAlways<string>;
}

export interface ClosureTable {
  id: string;
  facilityId: string;
  during: string;
  reason: string;
  words: Generated<string>;
  announcedAt: Temporal.Instant;
  liftedAt: Temporal.Instant | null;
}

export interface DivisionTable {
  id: string;
  code: string;
  parentCode: string | null;
  name: string;
  names: Generated<unknown>;
  kind: string;
  valid: string;
  source: string;
  note: string | null;
  codeNumber: GeneratedAlways<number | null>;
}

export interface DivisionCodeTable {
  code: string;
  level: GeneratedAlways<string>;
}

export interface DivisionSuccessionTable {
  fromCode: string;
  toCode: string;
  how: string;
  onDay: string | null;
}

export interface DoorDeviceTable {
  id: string;
  facilityId: string;
  name: string;
  keyHash: Buffer;
  madeAt: Temporal.Instant;
  retiredAt: Temporal.Instant | null;
}

export interface FacilityTable {
  id: string;
  number: string;
  name: string;
  names: Generated<unknown>;
  kind: string;
  level: string;
  organisationId: string;
  divisionCode: string;
  since: string;
  address: Generated<string>;
  coordinateSystem: string | null;
  lon: number | null;
  lat: number | null;
  wgsLon: number | null;
  wgsLat: number | null;
  phone: string | null;
  access: Generated<string[]>;
  equipment: Generated<string[]>;
  hours: unknown;
  hoursKey: GeneratedAlways<string | null>;
  search: string;
  sortKeys: unknown;
  demo: Generated<boolean>;
  endedOn: string | null;
  version: Generated<number>;
  changedAt: Temporal.Instant;
  state: Generated<string>;
  publishedAt: Temporal.Instant | null;
}

export interface FacilityVersionTable {
  facilityId: string;
  version: number;
  at: Temporal.Instant;
  facts: unknown;
}

export interface HandoverTable {
  id: string;
  facilityId: string;
  fromOrganisation: string;
  toOrganisation: string;
  effectiveOn: string;
  lateBecause: string | null;
  terms: Generated<string>;
  inventory: unknown;
  digest: string;
  state: string;
  drawnUpAt: Temporal.Instant;
  drawnUpBy: string | null;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
  endedBecause: string | null;
  effectiveAt: Temporal.Instant | null;
  version: Generated<number>;
}

export interface HandoverSignatureTable {
  id: string;
  handoverId: string;
  side: string;
  signer: string;
  digest: string;
  signedAt: Temporal.Instant;
  voidedAt: Temporal.Instant | null;
  voidedBy: string | null;
}

export interface HolidayTable {
  day: string;
  kind: string;
  name: string;
  names: Generated<unknown>;
  asWeekday: string | null;
  source: string;
  status: string;
}

export interface HolidayKeyTable {
  isOnly: Generated<boolean>;
  key: string;
}

export interface HolidayYearTable {
  year: number;
}

export interface InspectedEquipmentTable {
  inspectionId: string;
  code: string;
  count: number;
  state: string;
}

export interface InspectionTable {
  id: string;
  facilityId: string;
  onDay: string;
  grade: string;
  words: string;
  inspector: string | null;
  access: Generated<string[]>;
  by: string | null;
  corrects: string | null;
  recordedAt: Temporal.Instant;
}

export interface KindTable {
  code: string;
  name: string;
  names: Generated<unknown>;
  icon: string;
  sort: number;
  retired: Generated<boolean>;
}

export interface ObservationTable {
  id: string;
  facilityId: string;
  what: string;
  at: Temporal.Instant;
  onDay: string;
  how: string;
  by: string | null;
  device: string | null;
  reason: string | null;
  nth: number | null;
  withdraws: string | null;
  recordedAt: Temporal.Instant;
}

export interface OpeningToleranceTable {
  since: string;
  lateMinutes: number;
  earlyMinutes: number;
  source: string;
}

export interface OrganisationTable {
  id: string;
  label: string;
  parentPath: string | null;
  path: GeneratedAlways<string>;
  kind: string;
  name: string;
  names: Generated<unknown>;
  divisionCode: string | null;
  demo: Generated<boolean>;
  isil: string | null;
}

export interface OrganisationKindTable {
  code: string;
  name: string;
  names: Generated<unknown>;
  sort: number;
}

export interface OutlineTable {
  code: string;
  coordinateSystem: string;
  shape: unknown;
  source: string;
  status: string;
}

export interface PhotographTable {
  id: string;
  facilityId: string;
  image: string;
  alt: string;
  alts: Generated<unknown>;
  credit: Generated<string>;
  licence: string;
  sort: number;
}

export interface PopulationTable {
  id: string;
  code: string;
  basis: string;
  year: number;
  banding: Generated<string>;
  ages: Generated<string>;
  people: number;
  source: string;
  status: string;
}

export interface PopulationBasisTable {
  id: string;
  name: string;
  names: Generated<unknown>;
}

export interface RenovationTable {
  id: string;
  facilityId: string;
  name: string;
  scope: string;
  planned: string;
  state: Generated<string>;
  startedOn: string | null;
  endedOn: string | null;
  stopReason: string | null;
  closureId: string | null;
  areaBefore: number | null;
  areaAfter: number | null;
  capacityBefore: number | null;
  capacityAfter: number | null;
  madeAt: Temporal.Instant;
  version: Generated<number>;
}

export interface RenovationMoneyTable {
  renovationId: string;
  source: string;
  planned: number;
}

export interface RenovationProgressTable {
  id: string;
  renovationId: string;
  onDay: string;
  percent: number;
  spent: number;
  words: Generated<string>;
  by: string | null;
  recordedAt: Temporal.Instant;
}

export interface SharingTable {
  id: string;
  facilityId: string;
  organisationId: string;
  purpose: string;
  rooms: Generated<string>;
  hours: Generated<string>;
  valid: string;
  version: Generated<number>;
}

export interface SpaceTable {
  id: string;
  facilityId: string;
  name: string;
  names: Generated<unknown>;
  capacity: number;
  areaM2: number | null;
  equipment: Generated<string[]>;
  access: Generated<string[]>;
  retired: Generated<boolean>;
  version: Generated<number>;
}

export interface StandardTable {
  id: string;
  code: string;
  name: string;
  names: Generated<unknown>;
  level: string;
  divisionKinds: Generated<string[]>;
  atLeast: Generated<number>;
  valid: string;
  source: string;
  status: string;
}

export interface StandardKindTable {
  standardId: string;
  kind: string;
}

export interface ThingTable {
  id: string;
  facilityId: string;
  spaceId: string | null;
  name: string;
  category: string;
  tag: string | null;
  quantity: number;
  condition: string;
  acquiredOn: string | null;
  value: number | null;
  note: Generated<string>;
  goneOn: string | null;
  goneBecause: string | null;
  version: Generated<number>;
}

export interface WaitingChangeTable {
  id: string;
  facilityId: string;
  asked: unknown;
  reason: string;
  askedBy: string;
  askedAt: Temporal.Instant;
}

export interface PlacesTables {
  "places.affiliation": AffiliationTable;
  "places.closure": ClosureTable;
  "places.division": DivisionTable;
  "places.divisionCode": DivisionCodeTable;
  "places.divisionSuccession": DivisionSuccessionTable;
  "places.doorDevice": DoorDeviceTable;
  "places.facility": FacilityTable;
  "places.facilityVersion": FacilityVersionTable;
  "places.handover": HandoverTable;
  "places.handoverSignature": HandoverSignatureTable;
  "places.holiday": HolidayTable;
  "places.holidayKey": HolidayKeyTable;
  "places.holidayYear": HolidayYearTable;
  "places.inspectedEquipment": InspectedEquipmentTable;
  "places.inspection": InspectionTable;
  "places.kind": KindTable;
  "places.observation": ObservationTable;
  "places.openingTolerance": OpeningToleranceTable;
  "places.organisation": OrganisationTable;
  "places.organisationKind": OrganisationKindTable;
  "places.outline": OutlineTable;
  "places.photograph": PhotographTable;
  "places.population": PopulationTable;
  "places.populationBasis": PopulationBasisTable;
  "places.renovation": RenovationTable;
  "places.renovationMoney": RenovationMoneyTable;
  "places.renovationProgress": RenovationProgressTable;
  "places.sharing": SharingTable;
  "places.space": SpaceTable;
  "places.standard": StandardTable;
  "places.standardKind": StandardKindTable;
  "places.thing": ThingTable;
  "places.waitingChange": WaitingChangeTable;
}
