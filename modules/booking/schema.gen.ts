// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated } from "kysely";
import type { Temporal } from "temporal-polyfill";

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

export interface BookingTables {
  "booking.claim": ClaimTable;
  "booking.houseRule": HouseRuleTable;
  "booking.offer": OfferTable;
  "booking.pool": PoolTable;
}
