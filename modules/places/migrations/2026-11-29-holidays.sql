-- Days of public rest and the workdays that make up for them (放假、调休上班), as the yearly notice of the State Council names them,
-- and days of rest of the region. What such a day means at a place, its hours say.
create table places.holiday (
  day date primary key check (day between '1949-10-01' and '2200-12-31'),
  kind text not null check (kind in ('rest', 'workday')),
  name text not null check (length(name) between 1 and 40),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  -- The weekday whose hours hold on a make-up workday. The notices do not name one: the city does.
  as_weekday text check (as_weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  source text not null check (length(source) between 1 and 500),
  status text not null check (status in ('verified', 'unverified')),
  constraint holiday_workday_has_weekday check ((kind = 'workday') = (as_weekday is not null))
);

-- Years whose notice is in. In any other year a day that is not above is not known to be an ordinary one.
create table places.holiday_year (
  year smallint primary key check (year between 1949 and 2200)
);
