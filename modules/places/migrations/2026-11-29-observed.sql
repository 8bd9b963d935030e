-- What was seen at a place's door, beside what is posted: by the clerk who opens and closes, by a counter or a device, by a visitor
-- who came during posted hours. Rows are added and never changed; one that was a mistake is taken back by another.
create table places.observation (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  -- `opened` and `closed` are doings; `open` and `shut` are what somebody or something found.
  what text not null check (what in ('opened', 'closed', 'open', 'shut', 'withdrawn')),
  at timestamptz not null,
  -- The day in the city.
  on_day date not null,
  how text not null check (how in ('clerk', 'counter', 'visitor', 'device')),
  -- The person's subject key; null for devices, counters and visitors who gave no name.
  by uuid,
  device text check (length(device) between 1 and 80),
  reason text check (reason in ('locked', 'closed-early', 'notice', 'turned-away')),
  -- Which of the nameless reports of that day at that place it is: there are at most ten.
  nth smallint check (nth between 1 and 10),
  withdraws uuid unique references places.observation,
  recorded_at timestamptz not null,
  constraint observation_not_in_future check (at <= recorded_at),
  constraint observation_withdraws check ((what = 'withdrawn') = (withdraws is not null)),
  constraint observation_visitor_found_shut check ((how = 'visitor') = (what = 'shut') and (what = 'shut') = (reason is not null)),
  constraint observation_by_whom check (
    case how when 'clerk' then by is not null and device is null
             when 'visitor' then device is null
             else by is null and device is not null end),
  constraint observation_nameless_counted check ((how = 'visitor' and by is null) = (nth is not null))
);
create index observation_at on places.observation (facility_id, at);
-- One report a person, place and day; nameless ones are counted.
create unique index observation_told_once on places.observation (facility_id, by, on_day) where how = 'visitor' and by is not null;
create unique index observation_nameless on places.observation (facility_id, on_day, nth) where nth is not null;

create function places.observation_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was seen is not changed';
end $$;
create trigger observation_append_only before update or delete on places.observation
  for each row execute function places.observation_is_append_only();

-- A device at a door that says by itself when it is open: a lock, a self-service machine, a sensor.
create table places.door_device (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  name text not null check (length(name) between 1 and 60),
  -- A keyed hash; the key itself is shown once and kept nowhere.
  key_hash bytea not null unique,
  made_at timestamptz not null,
  retired_at timestamptz
);
create unique index door_device_name on places.door_device (facility_id, name) where retired_at is null;

-- How far from the posted minute a door may open or close and still keep its word. Holds from its day on; earlier days keep theirs.
create table places.opening_tolerance (
  since date primary key,
  late_minutes smallint not null check (late_minutes between 0 and 240),
  early_minutes smallint not null check (early_minutes between 0 and 240),
  source text not null check (length(source) between 1 and 500)
);
insert into places.opening_tolerance (since, late_minutes, early_minutes, source)
  values ('1949-10-01', 10, 10, '系统预设，待本市确定');
