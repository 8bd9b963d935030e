-- The desk of the catalogue: batches are undone, likenesses settled, shelves counted.

alter table library.batch drop constraint batch_state_check;
alter table library.batch add constraint batch_state_check
  check (state in ('checking', 'checked', 'landing', 'landed', 'stopped', 'refused', 'undoing', 'undone', 'dropped'));
-- Of an undone batch: what went, and what went back to what it had been.
alter table library.batch add column records_gone integer not null default 0;
alter table library.batch add column records_restored integer not null default 0;

-- What of an undone batch could not be undone, and why.
create table library.undo_left (
  batch_id uuid not null references library.batch on delete cascade,
  record_id bigint not null references library.record on delete cascade,
  why text not null check (why in ('changed', 'lent', 'items', 'merged')),
  primary key (batch_id, record_id)
);

-- With the bytes, how they are read.
alter table library.record_version add column flavour text;
alter table library.record_version add column original_form text;
alter table library.record_version add column original_charset text;
create index record_version_batch on library.record_version (batch_id, record_id) where batch_id is not null;

-- An item as it was before a change.
create table library.item_version (
  item_id bigint not null references library.item on delete cascade,
  version integer not null,
  was jsonb not null check (jsonb_typeof(was) = 'object'),
  -- Which batch changed it; else what was done at the desk.
  batch_id uuid references library.batch,
  why text not null default '' check (length(why) <= 60),
  ended_at timestamptz not null,
  primary key (item_id, version)
);
create index item_version_batch on library.item_version (batch_id) where batch_id is not null;

-- Two records that were made one.
create table library.merge (
  id uuid primary key,
  kept_id bigint not null references library.record on delete cascade,
  merged_id bigint not null references library.record on delete cascade,
  -- Items that moved, and records that had been part of the one that was merged.
  items bigint[] not null,
  followers bigint[] not null,
  -- In sight or hidden before it became part of the other.
  state_was text not null check (state_was in ('standing', 'hidden')),
  merged_at timestamptz not null,
  undone_at timestamptz,
  constraint merge_of_two check (kept_id <> merged_id)
);
create unique index merge_once on library.merge (merged_id) where undone_at is null;
create index merge_kept on library.merge (kept_id);

create index record_parts on library.record (merged_into) where merged_into is not null;

-- A shelf is counted: what should stand there against what was scanned.
create table library.stocktake (
  id uuid primary key,
  place_id uuid not null,
  org_path text not null check (org_path like '%.'),
  -- Shelves whose name begins so; empty: all of the place.
  shelf text not null default '' check (length(shelf) <= 60),
  state text not null default 'open' check (state in ('open', 'closed')),
  -- How it came out, kept when it is closed.
  there integer not null default 0,
  missing integer not null default 0,
  elsewhere integer not null default 0,
  unknown integer not null default 0,
  began_at timestamptz not null,
  closed_at timestamptz,
  constraint stocktake_closed check ((state = 'closed') = (closed_at is not null))
);
create unique index stocktake_one_open on library.stocktake (place_id, shelf) where state = 'open';
create index stocktake_path on library.stocktake (org_path text_pattern_ops, began_at desc);

create table library.stocktake_scan (
  stocktake_id uuid not null references library.stocktake on delete cascade,
  barcode text not null check (length(barcode) between 1 and 60),
  scanned_at timestamptz not null,
  primary key (stocktake_id, barcode)
);

-- A list of items to be withdrawn: somebody proposes it, another decides (the audit knows who).
create table library.weeding (
  id uuid primary key,
  place_id uuid not null,
  org_path text not null check (org_path like '%.'),
  rule jsonb not null check (jsonb_typeof(rule) = 'object'),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'turned-down')),
  reason text not null default '' check (length(reason) <= 500),
  proposed_at timestamptz not null,
  decided_at timestamptz,
  constraint weeding_decided check ((state = 'proposed') = (decided_at is null))
);
create index weeding_path on library.weeding (org_path text_pattern_ops, proposed_at desc);

create table library.weeding_item (
  weeding_id uuid not null references library.weeding on delete cascade,
  item_id bigint not null references library.item on delete cascade,
  -- As it stood when it was proposed: changed since, it stays.
  version integer not null,
  -- Taken off the list again by somebody.
  kept boolean not null default false,
  done boolean not null default false,
  primary key (weeding_id, item_id)
);
create index weeding_item_of on library.weeding_item (item_id);
