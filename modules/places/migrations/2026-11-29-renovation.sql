-- A place is renewed: planned, under way, and then finished or stopped with a reason.
create table places.renovation (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  name text not null check (length(name) between 1 and 100),
  scope text not null check (length(scope) between 1 and 2000),
  planned daterange not null check (not isempty(planned) and not lower_inf(planned) and not upper_inf(planned)),
  state text not null default 'planned' check (state in ('planned', 'under-way', 'finished', 'stopped')),
  started_on date,
  ended_on date,
  stop_reason text check (length(stop_reason) between 1 and 500),
  -- The announcement that the place is closed meanwhile; null when it stays open.
  closure_id uuid unique references places.closure,
  area_before numeric(9, 2) check (area_before > 0),
  area_after numeric(9, 2) check (area_after > 0),
  capacity_before integer check (capacity_before >= 0),
  capacity_after integer check (capacity_after >= 0),
  made_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  constraint renovation_started check (
    case state when 'planned' then started_on is null when 'stopped' then true else started_on is not null end),
  constraint renovation_ended check ((state in ('finished', 'stopped')) = (ended_on is not null)),
  constraint renovation_ended_after_start check (ended_on >= started_on),
  constraint renovation_stopped_says_why check ((state = 'stopped') = (stop_reason is not null)),
  constraint renovation_result check (state = 'finished' or (area_after is null and capacity_after is null))
);
create index renovation_facility on places.renovation (facility_id);
create index renovation_ended_on on places.renovation (ended_on) where state = 'finished';
-- Two works at once in one place are one project with a wider scope.
create unique index renovation_one_under_way on places.renovation (facility_id) where state = 'under-way';

-- Money planned, by where it comes from, in yuan.
create table places.renovation_money (
  renovation_id uuid not null references places.renovation,
  source text not null check (source in ('central', 'region', 'city', 'district', 'street', 'own', 'enterprise', 'donation', 'other')),
  planned numeric(14, 2) not null check (planned > 0),
  primary key (renovation_id, source)
);

-- How far the work was on a day, and what had been spent by then, in yuan. Added to and never changed; the last entry of a day counts.
create table places.renovation_progress (
  id uuid primary key,
  renovation_id uuid not null references places.renovation,
  on_day date not null,
  percent smallint not null check (percent between 0 and 100),
  spent numeric(14, 2) not null check (spent >= 0),
  words text not null default '' check (length(words) <= 1000),
  by uuid,
  recorded_at timestamptz not null
);
create index renovation_progress_day on places.renovation_progress (renovation_id, on_day, recorded_at);
create function places.renovation_progress_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'progress is not rewritten';
end $$;
create trigger renovation_progress_append_only before update or delete on places.renovation_progress
  for each row execute function places.renovation_progress_is_append_only();
