-- Between houses: boxes with their manifests and what was wrong with them, rotation, floating groups, members, statements.

-- A box that bears no code of its own is called by its number.
alter table library.box add column number bigint generated always as identity;

-- A box that is closed has days: its moments would lead from a copy to whoever was told at that moment that it is there.
alter table library.box add column copies integer not null default 0 check (copies between 0 and 100000);
alter table library.box add column demo boolean not null default false;
create index box_received on library.box (received_at) where state = 'received';

-- What was wrong with a box: on its manifest and not in it, in it and not on its manifest, to go elsewhere, known to nobody.
create table library.box_finding (
  id bigint generated always as identity primary key,
  box_id uuid not null references library.box on delete cascade,
  kind text not null check (kind in ('missing', 'extra', 'elsewhere', 'unknown')),
  -- Null: no item is called so.
  item_id bigint references library.item on delete cascade,
  barcode text not null check (length(barcode) between 1 and 200),
  found_on date not null,
  settled_on date,
  -- turned-up: it was scanned somewhere · lost: a manager said so · noted: somebody has seen it
  how text check (how in ('turned-up', 'lost', 'noted')),
  turned_up_id uuid,
  constraint box_finding_known check ((kind = 'unknown') = (item_id is null)),
  constraint box_finding_settled check ((settled_on is null) = (how is null)),
  constraint box_finding_lost check (how is distinct from 'lost' or kind = 'missing')
);
create unique index box_finding_once on library.box_finding (box_id, coalesce(item_id, 0), barcode);
create index box_finding_open on library.box_finding (box_id) where settled_on is null;
create index box_finding_item on library.box_finding (item_id) where settled_on is null;

-- Copies that shall stand elsewhere for a while.
create table library.rotation (
  id uuid primary key,
  from_id uuid not null,
  from_path text not null check (from_path like '%.'),
  to_id uuid not null,
  to_path text not null check (to_path like '%.'),
  -- On which shelf they shall stand there.
  to_shelf text not null default '' check (length(to_shelf) <= 60),
  rule jsonb not null check (jsonb_typeof(rule) = 'object'),
  state text not null default 'proposed' check (state in ('proposed', 'pulling', 'ended')),
  made_on date not null,
  ended_on date,
  constraint rotation_of_two check (from_id <> to_id),
  constraint rotation_ended check ((state = 'ended') = (ended_on is not null))
);
create index rotation_from on library.rotation (from_path text_pattern_ops, made_on desc);
create index rotation_to on library.rotation (to_path text_pattern_ops, made_on desc);

create table library.rotation_item (
  rotation_id uuid not null references library.rotation on delete cascade,
  item_id bigint not null references library.item on delete cascade,
  -- proposed · kept: taken out by hand · going · there
  state text not null default 'proposed' check (state in ('proposed', 'kept', 'going', 'there')),
  -- A plan is over for what it left behind.
  live boolean not null default true,
  primary key (rotation_id, item_id),
  constraint rotation_item_live check (not live or state <> 'kept')
);
-- A copy is on one living plan.
create unique index rotation_item_once on library.rotation_item (item_id) where live;

-- Places among which a copy stays where it was brought back, instead of travelling home.
create table library.floating_group (
  id uuid primary key,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) between 1 and 60),
  -- Empty: things of every type.
  types text[] not null default '{}',
  made_on date not null,
  ended_on date
);
create table library.floating_place (
  group_id uuid not null references library.floating_group on delete cascade,
  place_id uuid not null,
  -- Where what came by itself stands there; empty: nowhere yet.
  shelf text not null default '' check (length(shelf) <= 60),
  primary key (group_id, place_id)
);
create index floating_place_of on library.floating_place (place_id);

-- Organisations that lend as one. Their ISIL is with places.
create table library.network_member (
  organisation_id uuid primary key,
  path text not null check (path like '%.'),
  -- Its staff see what all houses did for one another.
  is_centre boolean not null default false,
  joined_on date not null,
  left_on date,
  constraint network_member_left check (left_on >= joined_on)
);

-- After how many days on its way a copy is too long on its way: the newest word counts.
create table library.network_terms (
  id bigint generated always as identity primary key,
  days_on_way smallint not null check (days_on_way between 1 and 90),
  since date not null
);

-- The day on which it was written down: what lay in the box at the door for days counts in the month in which it was found, and months that are over stay.
alter table library.past_loan add column counted_on date;
update library.past_loan set counted_on = returned_on;
alter table library.past_loan alter column counted_on set default current_date;
alter table library.past_loan alter column counted_on set not null;
create index past_loan_counted on library.past_loan (counted_on) include (owner_id, place_id, returned_place_id, how, demo);
create index transit_ended on library.transit (ended_on) include (from_id, to_id, how, reason) where ended_on is not null;
