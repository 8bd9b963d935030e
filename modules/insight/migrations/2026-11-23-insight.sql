create schema insight;

-- One row for one thing that happened, counted once by the event that told of it. Never changed: a correction is a counter-fact.
create table insight.fact (
  metric text not null,
  event_id uuid not null,
  -- One event may take from one organisation and give to another: parts 0 and 1.
  part smallint not null default 0,
  occurred_on date not null,
  occurred_at timestamptz not null,
  org_path text not null check (org_path = '' or org_path like '%.'),
  amount bigint not null check (amount <> 0),
  -- The row behind the figure, in the words of the module that owns it.
  source_kind text not null,
  source_id uuid not null,
  -- What it belongs to, when that is something with a title: an event's session, a place.
  about_kind text,
  about_ref uuid,
  primary key (metric, event_id, occurred_on, part)
) partition by range (occurred_on);

create index fact_when on insight.fact (metric, occurred_on, org_path);

-- Facts of months that nobody foresaw; empty in a healthy city.
create table insight.fact_other partition of insight.fact default;

-- Makes the partition of a day's month. Safe to call again and from two processes.
create function insight.ensure_month(day date) returns void language plpgsql as $$
declare
  first date := date_trunc('month', day);
  name text := 'fact_' || to_char(first, 'YYYYMM');
begin
  if to_regclass('insight.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('insight.' || name));
  if to_regclass('insight.' || name) is not null then return; end if;
  execute format('create table insight.%I partition of insight.fact for values from (%L) to (%L)', name, first, first + interval '1 month');
end $$;
