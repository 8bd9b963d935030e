-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema insight;

create table insight.fact (
  metric text not null,
  event_id uuid not null,
  part smallint not null default 0,
  occurred_on date not null,
  occurred_at timestamp with time zone not null,
  org_path text not null,
  amount bigint not null,
  source_kind text not null,
  source_id uuid not null,
  about_kind text,
  about_ref uuid,
  constraint fact_pkey primary key (metric, event_id, occurred_on, part),
  constraint fact_amount_check check (amount <> 0),
  constraint fact_org_path_check check (org_path = '' or org_path ~~ '%.')
) partition by range (occurred_on);
create table insight.fact_other partition of insight.fact default;
create index fact_newest on only insight.fact using btree (metric, occurred_at desc, event_id desc);
create index fact_when on only insight.fact using btree (metric, occurred_on, org_path);

CREATE OR REPLACE FUNCTION insight.ensure_month(day date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  first date := date_trunc('month', day);
  name text := 'fact_' || to_char(first, 'YYYYMM');
begin
  if to_regclass('insight.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('insight.' || name));
  if to_regclass('insight.' || name) is not null then return; end if;
  execute format('create table insight.%I partition of insight.fact for values from (%L) to (%L)', name, first, first + interval '1 month');
end $function$;
