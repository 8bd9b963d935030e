-- Rules of a house about who may claim what: versions that are never changed. The latest written of those that have begun holds.
create table booking.house_rule (
  id uuid primary key,
  org_path text not null check (org_path like '_%.'),
  kind text not null check (kind in ('horizon', 'closing', 'group', 'level', 'age', 'companion', 'period', 'no-overlap')),
  only_for text check (only_for ~ '^[a-z-]{3,40}$'),
  channel text check (channel in ('online', 'counter', 'helper', 'organisation', 'walk-in')),
  version integer not null check (version > 0),
  effect text not null check (effect in ('limit', 'none', 'repealed')),
  terms jsonb,
  since timestamptz not null,
  until timestamptz,
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  set_at timestamptz not null,
  constraint house_rule_terms check ((effect = 'limit') = (terms is not null)),
  constraint house_rule_terms_of_kind check (terms ->> 'kind' = kind),
  -- What was refused yesterday was refused by what held yesterday.
  constraint house_rule_not_backdated check (since >= set_at),
  constraint house_rule_span check (until > since),
  constraint house_rule_version unique nulls not distinct (org_path, kind, only_for, channel, version)
);

create function booking.house_rule_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'a rule of a house is never changed: write a new version';
end $$;
create trigger house_rule_append_only before update or delete on booking.house_rule
  for each row execute function booking.house_rule_is_append_only();

-- What an offer is of, as far as rules count by it: told by the module that made it.
alter table booking.offer
  add column sort text check (sort ~ '^[a-z-]{3,40}$'),
  add column place_id uuid,
  add column series_id uuid;

-- Set where nobody holds two places at one time: the database refuses what slipped through.
alter table booking.claim
  add column span tstzrange check (not isempty(span)),
  add constraint claim_one_at_a_time exclude using gist (subject with =, span with &&)
    where (subject is not null and span is not null and state in ('held', 'confirmed', 'checked-in', 'attended', 'no-show'));
