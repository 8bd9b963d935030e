// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated } from "kysely";
import type { Temporal } from "temporal-polyfill";

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
}

export interface JointOrganiserTable {
  eventId: string;
  ownerId: string;
  organisationId: string;
  orgPath: string;
}

export interface PermitRuleTable {
  id: string;
  kind: string;
  basis: string;
  since: Temporal.Instant;
  setBy: string | null;
  endedAt: Temporal.Instant | null;
  endedBy: string | null;
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

export interface ProgrammeTables {
  "programme.event": EventTable;
  "programme.jointOrganiser": JointOrganiserTable;
  "programme.permitRule": PermitRuleTable;
  "programme.series": SeriesTable;
  "programme.session": SessionTable;
  "programme.sessionReport": SessionReportTable;
}
