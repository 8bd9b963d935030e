// Written by `npm run db:dump` from the migrated database. Change migrations, not this file.
import type { Generated } from "kysely";
import type { Temporal } from "temporal-polyfill";

export interface FactTable {
  metric: string;
  eventId: string;
  part: Generated<number>;
  occurredOn: string;
  occurredAt: Temporal.Instant;
  orgPath: string;
  amount: number;
  sourceKind: string;
  sourceId: string;
  aboutKind: string | null;
  aboutRef: string | null;
}

export interface InsightTables {
  "insight.fact": FactTable;
}
