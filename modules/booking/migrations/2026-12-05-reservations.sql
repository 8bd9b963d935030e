-- Reservations: what one party has for a time. Rooms and halls, things, persons' time, seats and booths.

create table booking.resource (
  id uuid primary key,
  kind text not null check (kind in ('space', 'thing', 'person', 'seat', 'booth')),
  -- The space of places, or a person's subject key; what no other module knows is its own.
  ref uuid not null,
  org_path text not null check (org_path like '_%.'),
  -- Whose hours and closures hold. Null: none do.
  place_id uuid,
  -- What it is called, where no other module says so.
  label text check (label ~ '\S' and length(label) <= 100),
  rules jsonb not null,
  -- Everybody may see it and ask for it; else staff and other modules only.
  public boolean not null,
  retired_at timestamptz,
  version integer not null default 1,
  demo boolean not null default false,
  constraint resource_once unique (kind, ref),
  constraint resource_named check ((kind in ('space', 'person')) = (label is null)),
  constraint resource_person_is_not_public check (kind <> 'person' or not public)
);
create index resource_of_place on booking.resource (place_id) where place_id is not null;
create index resource_of_house on booking.resource (org_path text_pattern_ops);

-- What a resource takes when it is taken: itself, and of a hall that divides each of its parts.
create table booking.resource_cell (
  resource_id uuid not null references booking.resource (id),
  cell uuid not null references booking.resource (id),
  primary key (resource_id, cell)
);
create index resource_cell_in on booking.resource_cell (cell);

create table booking.reservation (
  id uuid primary key,
  resource_id uuid not null references booking.resource (id),
  -- The same for all that were asked for as one that repeats.
  series_id uuid,
  -- Whose it is: a person's, an organisation's, or what another module does there.
  subject uuid,
  organisation_id uuid,
  use_kind text check (use_kind ~ '^[a-z-]{3,40}$'),
  use_ref uuid,
  -- Who asked for it, where it is not the person.
  made_by uuid,
  during tstzrange not null,
  -- With set-up and clear-up.
  occupied tstzrange not null,
  purpose text not null check (purpose ~ '\S' and length(purpose) <= 200),
  people integer check (people between 1 and 100000),
  state text not null check (state in ('requested', 'confirmed', 'checked-in', 'over', 'no-show', 'refused', 'cancelled', 'displaced', 'released')),
  -- Who is to approve it, in order, as the rules said when it was asked for; and how many have.
  approval text[] not null default '{}' check (approval <@ array['house', 'above']),
  approved smallint not null default 0,
  -- Why it was refused, cancelled or displaced.
  because text check (length(because) <= 200),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  checked_in_at timestamptz,
  -- What is past was had; what was refused or given back was not.
  living boolean generated always as (state in ('requested', 'confirmed', 'checked-in', 'over', 'no-show')) stored,
  constraint reservation_during check (not isempty(during) and lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)),
  constraint reservation_occupied check (occupied @> during and not upper_inc(occupied) and not lower_inf(occupied) and not upper_inf(occupied)),
  constraint reservation_of_one check (num_nonnulls(subject, organisation_id, use_ref) <= 1),
  constraint reservation_of_somebody check (num_nonnulls(subject, organisation_id, use_ref) = 1 or state not in ('requested', 'confirmed', 'checked-in')),
  constraint reservation_use_named check ((use_kind is null) = (use_ref is null)),
  constraint reservation_approved check (approved >= 0 and case when state = 'requested' then approved < cardinality(approval) else approved <= cardinality(approval) end),
  constraint reservation_in check (checked_in_at is null or state in ('checked-in', 'over')),
  -- Occupations follow by these (see occupation).
  constraint reservation_takes unique (id, occupied, living)
);
create index reservation_of_resource on booking.reservation using gist (resource_id, occupied);
create index reservation_of_subject on booking.reservation (subject, made_at desc) where subject is not null;
create index reservation_of_organisation on booking.reservation (organisation_id) where organisation_id is not null;
create index reservation_made_by on booking.reservation (made_by) where made_by is not null;
create index reservation_of_use on booking.reservation (use_kind, use_ref) where use_ref is not null;
create index reservation_of_series on booking.reservation (series_id) where series_id is not null;
create index reservation_current on booking.reservation (lower(during)) where state in ('requested', 'confirmed', 'checked-in');

-- One answer a step, each of another person.
create table booking.reservation_answer (
  reservation_id uuid not null references booking.reservation (id),
  step smallint not null,
  answered_by uuid not null,
  approved boolean not null,
  at timestamptz not null,
  primary key (reservation_id, step),
  constraint reservation_answer_each_another unique (reservation_id, answered_by)
);

-- A time in which staff let nobody have it.
create table booking.blackout (
  id uuid primary key,
  resource_id uuid not null references booking.resource (id),
  span tstzrange not null,
  reason text not null check (reason ~ '\S' and length(reason) <= 200),
  made_by uuid,
  made_at timestamptz not null,
  lifted_at timestamptz,
  living boolean generated always as (lifted_at is null) stored,
  constraint blackout_span check (not isempty(span) and lower_inc(span) and not upper_inc(span) and not lower_inf(span) and not upper_inf(span)),
  constraint blackout_takes unique (id, span, living)
);
create index blackout_of_resource on booking.blackout using gist (resource_id, span);

-- Who has a cell when. Nobody can have it at the same time, whoever writes the row; that a reservation moves, ends or comes to nothing
-- is told by the keys, so that the two never differ.
create table booking.occupation (
  cell uuid not null references booking.resource (id),
  span tstzrange not null,
  reservation_id uuid,
  blackout_id uuid,
  living boolean not null,
  constraint occupation_of_one check (num_nonnulls(reservation_id, blackout_id) = 1),
  constraint occupation_once unique nulls not distinct (cell, reservation_id, blackout_id),
  constraint occupation_of_reservation foreign key (reservation_id, span, living) references booking.reservation (id, occupied, living) on update cascade on delete cascade,
  constraint occupation_of_blackout foreign key (blackout_id, span, living) references booking.blackout (id, span, living) on update cascade on delete cascade,
  constraint occupation_one_at_a_time exclude using gist (cell with =, span with &&) where (living)
);
create index occupation_reservation on booking.occupation (reservation_id) where reservation_id is not null;
create index occupation_blackout on booking.occupation (blackout_id) where blackout_id is not null;

-- Whoever has a higher class asks the holder to move, and names up to three other times or rooms.
create table booking.move_request (
  id uuid primary key,
  reservation_id uuid not null references booking.reservation (id),
  -- What is wanted there, and by whom.
  resource_id uuid not null references booking.resource (id),
  during tstzrange not null,
  purpose text not null check (purpose ~ '\S' and length(purpose) <= 200),
  people integer check (people between 1 and 100000),
  organisation_id uuid,
  use_kind text check (use_kind ~ '^[a-z-]{3,40}$'),
  use_ref uuid,
  reason text not null check (reason ~ '\S' and length(reason) <= 200),
  made_by uuid,
  made_at timestamptz not null,
  -- No answer by then is no.
  answer_by timestamptz not null,
  state text not null check (state in ('open', 'agreed', 'declined', 'lapsed', 'withdrawn')),
  answered_at timestamptz,
  constraint move_request_of_one check (num_nonnulls(organisation_id, use_ref) = 1 and (use_kind is null) = (use_ref is null)),
  constraint move_request_answered check ((answered_at is null) = (state = 'open'))
);
-- One asks at a time.
create unique index move_request_one_open on booking.move_request (reservation_id) where state = 'open';
create index move_request_due on booking.move_request (answer_by) where state = 'open';
create index move_request_of_reservation on booking.move_request (reservation_id);

create table booking.move_option (
  request_id uuid not null references booking.move_request (id),
  n smallint not null check (n between 1 and 3),
  resource_id uuid not null references booking.resource (id),
  during tstzrange not null,
  primary key (request_id, n)
);
