-- The inventory: what stands in a place, with its number tag, how many, in what state. A thing that is gone stays for the history.
alter table places.space add constraint space_of_place unique (id, facility_id);

create table places.thing (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  -- The room it stands in; null: in the place at large.
  space_id uuid,
  name text not null check (length(name) between 1 and 100),
  category text not null check (category in
    ('furniture', 'books', 'computer', 'audio-visual', 'stage', 'instrument', 'art', 'sport', 'display', 'self-service', 'household', 'other')),
  -- The number on its label; one thing a number as long as it is there.
  tag text check (tag ~ '^[A-Za-z0-9]([A-Za-z0-9._/-]{0,38}[A-Za-z0-9])?$'),
  quantity integer not null check (quantity between 1 and 1000000),
  condition text not null check (condition in ('new', 'good', 'worn', 'broken')),
  acquired_on date,
  -- Yuan, of all of them together.
  value numeric(12, 2) check (value >= 0),
  note text not null default '' check (length(note) <= 500),
  gone_on date,
  gone_because text check (gone_because in ('written-off', 'lost', 'given-away', 'returned', 'mistake')),
  version integer not null default 1 check (version > 0),
  check ((gone_on is null) = (gone_because is null)),
  -- What has a number of its own is one thing.
  check (tag is null or quantity = 1),
  constraint thing_in_own_room foreign key (space_id, facility_id) references places.space (id, facility_id)
);
create unique index thing_tag on places.thing (facility_id, tag) where gone_on is null;
create index thing_facility on places.thing (facility_id) where gone_on is null;
