/** All SQL of insight. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { MetricId } from "./metrics.ts";

export interface Fact {
  metric: MetricId;
  eventId: string;
  part: number;
  occurredAt: string;
  /** The day it belongs to; null: that of the moment. */
  occurredOn: string | null;
  /** Empty: the city's alone. */
  orgPath: string;
  amount: number;
  sourceKind: string;
  sourceId: string;
  aboutKind: string | null;
  aboutRef: string | null;
}

/** What belongs to days before shares one partition: a register that goes back to 1950 makes no thousand tables. */
const firstMonth = "2020-01-01";

/** Writes facts once by event; a fact that is there already is left alone. Answers how many were new. */
export async function insertFacts(tx: Tx, facts: Fact[], zone: string): Promise<number> {
  if (facts.length === 0) return 0;
  const column = <K extends keyof Fact>(name: K) => facts.map((fact) => fact[name]);
  await tx.run`
    select insight.ensure_month(day::date)
      from (select distinct date_trunc('month', coalesce(on_day, (at at time zone ${zone})::date)) as day
              from unnest(${column("occurredAt")}::timestamptz[], ${column("occurredOn")}::date[]) as f(at, on_day)) m
     where day >= ${firstMonth}::date`;
  return tx.run`
    insert into insight.fact (metric, event_id, part, occurred_on, occurred_at, org_path, amount, source_kind, source_id, about_kind, about_ref)
    select metric, event_id, part, coalesce(on_day, (at at time zone ${zone})::date), at, org_path, amount, source_kind, source_id, about_kind, about_ref
      from unnest(${column("metric")}::text[], ${column("eventId")}::uuid[], ${column("part")}::smallint[], ${column("occurredAt")}::timestamptz[],
                  ${column("occurredOn")}::date[], ${column("orgPath")}::text[],
                  ${column("amount")}::bigint[], ${column("sourceKind")}::text[], ${column("sourceId")}::uuid[],
                  ${column("aboutKind")}::text[], ${column("aboutRef")}::uuid[])
        as f(metric, event_id, part, at, on_day, org_path, amount, source_kind, source_id, about_kind, about_ref)
        on conflict do nothing`;
}

export interface Span {
  /** First day, or null for "since the beginning". */
  from: string | null;
  /** Day after the last. */
  until: string;
  /** Organisation and everything below it. */
  path: string;
}

const within = ({ from, until, path }: Span) =>
  sql`occurred_on < ${until}::date and (${from}::date is null or occurred_on >= ${from}::date) and starts_with(org_path, ${path})`;

export interface DaySum {
  metric: MetricId;
  /** Null: everything before the first day, for stocks. */
  day: string | null;
  amount: number;
}

/** One number a metric and day, days without facts left out; for stocks what came before too. */
export function byDay(
  db: Db,
  metrics: readonly MetricId[],
  { from, until, path, stocks }: Span & { from: string; stocks: readonly MetricId[] },
): Promise<DaySum[]> {
  return db.many<DaySum>`
    select metric, occurred_on as day, sum(amount)::bigint as amount from insight.fact
     where metric = any(${[...metrics]}::text[]) and ${within({ from, until, path })} group by metric, occurred_on
    union all
    select metric, null, sum(amount)::bigint from insight.fact
     where metric = any(${[...stocks]}::text[]) and ${within({ from: null, until: from, path })} group by metric
     order by day`;
}

export interface MonthSum {
  metric: MetricId;
  /** `2026-06`; null: everything before the first of these months, for stocks. */
  month: string | null;
  amount: number;
}

/** The city's sums by month, of all metrics; for stocks what came before too. */
export function byMonth(
  db: Db,
  { from, until, stocks }: { from: string; until: string; stocks: readonly MetricId[] },
): Promise<MonthSum[]> {
  return db.many<MonthSum>`
    select metric, case when occurred_on >= ${from}::date then to_char(occurred_on, 'YYYY-MM') end as month, sum(amount)::bigint as amount
      from insight.fact
     where occurred_on < ${until}::date and (occurred_on >= ${from}::date or metric = any(${[...stocks]}::text[]))
     group by 1, 2`;
}

/** Did anything happen before this day that these metrics, and not the stocks, count? */
export async function isAnyFlowBefore(
  db: Db,
  { from, stocks }: { from: string; stocks: readonly MetricId[] },
): Promise<boolean> {
  const { earlier } = await db.one<{ earlier: boolean }>`
    select exists (select from insight.fact where occurred_on < ${from}::date and metric <> all(${[...stocks]}::text[])) as earlier`;
  return earlier;
}

/** Sums by organisation, all of them: together they are the whole. */
export function byOrganisation(
  db: Db,
  metric: MetricId,
  span: Span,
): Promise<{ orgPath: string; amount: number }[]> {
  return db.many<{ orgPath: string; amount: number }>`
    select org_path, sum(amount)::bigint as amount from insight.fact
     where metric = ${metric} and ${within(span)} group by org_path order by sum(amount) desc, org_path`;
}

export interface FactRow extends Omit<Fact, "metric" | "occurredAt" | "part"> {
  occurredAt: Temporal.Instant;
}

/** The rows behind a figure below any of these paths, newest first, one page. */
export function rows(
  db: Db,
  metric: MetricId,
  { paths, ...span }: Span & { paths: string[] },
  after: { at: string; eventId: string } | null,
  limit: number,
): Promise<FactRow[]> {
  return db.many<FactRow>`
    select event_id, occurred_at, org_path, amount, source_kind, source_id, about_kind, about_ref from insight.fact
     where metric = ${metric} and ${within(span)}
       and exists (select from unnest(${paths}::text[]) as own(path) where starts_with(org_path, own.path))
       and (${after?.at ?? null}::timestamptz is null or (occurred_at, event_id) < (${after?.at ?? null}::timestamptz, ${after?.eventId ?? null}::uuid))
     order by occurred_at desc, event_id desc limit ${limit}`;
}

/** When the newest of all things counted by these metrics happened: the "as of" of every figure. One look into an index for each. */
export async function asOf(db: Db, metrics: readonly MetricId[]): Promise<Temporal.Instant | null> {
  const { at } = await db.one<{ at: Temporal.Instant | null }>`
    select max(newest.at) as at from unnest(${[...metrics]}::text[]) as m(metric)
      cross join lateral (select occurred_at as at from insight.fact f
                           where f.metric = m.metric order by occurred_at desc limit 1) newest`;
  return at;
}
