-- A change of what a public place is counted by, or of its past, that somebody asked for and another person has not confirmed. Gone when
-- that is decided: the history of publishing keeps who asked, who confirmed, and it refuses one person for both.
create table places.waiting_change (
  id uuid primary key,
  facility_id uuid not null references places.facility(id),
  asked jsonb not null check (jsonb_typeof(asked) = 'object' and asked <> '{}'),
  reason text not null check (reason ~ '\S' and length(reason) <= 500),
  asked_by uuid not null,
  asked_at timestamptz not null
);
create unique index waiting_change_one_at_a_time on places.waiting_change (facility_id);
create index waiting_change_by on places.waiting_change (asked_by);
