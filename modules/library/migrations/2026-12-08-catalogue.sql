create schema library;

-- A file of records on its way in, or that came in.
create table library.batch (
  id uuid primary key,
  -- Whose records and items they are.
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  -- As it was called where it came from.
  file text not null check (length(file) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  -- How it is read: the profile as it was when it began.
  profile jsonb not null check (jsonb_typeof(profile) = 'object'),
  state text not null check (state in ('checking', 'checked', 'landing', 'landed', 'stopped', 'refused', 'undone')),
  stop_asked boolean not null default false,
  -- Everything before this byte and up to this record is done. Each step moves it on from where it read it, so that two workers never do the same.
  done_byte bigint not null default 0 check (done_byte >= 0),
  done_record integer not null default 0 check (done_record >= 0),
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  -- Like one that is there: somebody compares them.
  alike integer not null default 0,
  items integer not null default 0,
  items_refused integer not null default 0,
  findings integer not null default 0,
  -- Why the file could not be read to its end.
  broken jsonb,
  began_at timestamptz not null,
  -- Last sign of life of whoever works on it.
  beat_at timestamptz not null,
  ended_at timestamptz
);
create index batch_path on library.batch (org_path text_pattern_ops, began_at desc);

-- What is the same work in every edition and language: records with one key. Staff part and join them (record.work_said).
create table library.work (
  id bigint generated always as identity primary key,
  key text not null unique check (length(key) between 1 and 400)
);

-- A record of the union catalogue: of an edition (manifestation), or an authority.
create table library.record (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('bibliographic', 'authority')),
  flavour text not null check (flavour in ('marc21', 'unimarc')),
  -- Of the agency that made it, folded; null where it has none.
  control_key text check (length(control_key) between 1 and 200),
  batch_id uuid references library.batch,
  -- Place in its file, from 1.
  batch_number integer,
  -- Byte for byte as it came.
  original bytea not null,
  original_form text not null check (original_form in ('iso2709', 'marcxml', 'marc-in-json')),
  original_charset text,
  -- MARC-in-JSON of a record that was changed here; null: it reads as it came.
  content text,
  -- Why it is out of sight: it was withdrawn, or is now part of another.
  state text not null default 'standing' check (state in ('standing', 'hidden', 'merged', 'withdrawn')),
  merged_into bigint references library.record,
  work_id bigint references library.work,
  -- Somebody has said which work it is of.
  work_said boolean not null default false,
  -- What is derived from it, for lists; the rest is read from the record when it is shown.
  title text not null,
  title_key text not null,
  names text not null default '',
  publisher text not null default '',
  year smallint,
  language text not null default '',
  form text not null default 'other',
  audience text not null default 'any',
  class_number text not null default '',
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint record_merged check ((state = 'merged') = (merged_into is not null)),
  constraint record_not_its_own check (merged_into <> id)
);
create index record_control on library.record (control_key) where control_key is not null;
create index record_title on library.record (title_key, id desc);
-- Lists tell of a work how many editions it has and of which years: from the index alone.
create index record_work on library.record (work_id, id desc) include (state, year);
create index record_batch on library.record (batch_id, batch_number);
create index record_class on library.record (class_number text_pattern_ops, id desc) where class_number <> '';

-- ISBN (13 digits) and ISSN (8 signs).
create table library.record_number (
  record_id bigint not null references library.record on delete cascade,
  kind text not null check (kind in ('isbn', 'issn')),
  number text not null,
  primary key (number, record_id)
);
create index record_number_of on library.record_number (record_id);

-- What a record is found by. Rows lie in segments of 65,536 records with an index of their own: adding is as fast in the last as in the first,
-- and who wants ten hits begins with the newest.
create table library.search_row (
  segment integer not null,
  record_id bigint not null,
  title tsvector not null,
  words tsvector not null,
  year smallint,
  language text not null,
  form text not null,
  audience text not null,
  class text not null,
  primary key (segment, record_id),
  constraint search_row_segment check (segment = record_id >> 16)
) partition by list (segment);
create index search_title on library.search_row using gin (title);
create index search_words on library.search_row using gin (words);

-- Makes the segments for records up to this one.
create function library.make_segments(up_to bigint) returns void language plpgsql as $$
begin
  for n in 0 .. up_to >> 16 loop
    if to_regclass('library.search_row_' || n) is null then
      perform pg_advisory_xact_lock(hashtext('library.make_segments'));
      execute format('create table if not exists library.search_row_%s partition of library.search_row for values in (%s)', n, n);
    end if;
  end loop;
end $$;
select library.make_segments(0);

-- What stands on a shelf: of one owner, whose barcodes may be another's too.
create table library.item (
  id bigint generated always as identity primary key,
  record_id bigint not null references library.record,
  owner_id uuid not null,
  org_path text not null check (org_path like '%.'),
  barcode text not null check (length(barcode) between 1 and 60 and barcode !~ '[[:cntrl:]]'),
  -- The place where it is at home, and the shelves there.
  place_id uuid,
  shelf text not null default '' check (length(shelf) <= 60),
  call_number text not null default '' check (length(call_number) <= 100),
  -- Of several volumes.
  volume text not null default '' check (length(volume) <= 60),
  status text not null default 'available'
    check (status in ('available', 'in-process', 'reference', 'on-loan', 'in-transit', 'missing', 'lost', 'damaged', 'withdrawn')),
  price_fen integer check (price_fen between 0 and 100000000),
  -- Bought, given, legal deposit: from whom, and when.
  source text not null default '' check (length(source) <= 200),
  acquired_on date,
  batch_id uuid references library.batch,
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint item_once unique (owner_id, barcode)
);
create index item_record on library.item (record_id);
create index item_batch on library.item (batch_id) where batch_id is not null;
create index item_place on library.item (place_id, shelf, call_number);

-- How many of a record there are at a place, and can be taken from the shelf. Kept by the trigger below, whoever changes items.
create table library.holding (
  record_id bigint not null references library.record on delete cascade,
  place_id uuid not null,
  items integer not null check (items >= 0),
  available integer not null check (available between 0 and items),
  primary key (record_id, place_id)
);
create index holding_place on library.holding (place_id, record_id desc);

create function library.counts(status text) returns boolean language sql immutable return status not in ('lost', 'withdrawn');
create function library.count_item() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.place_id is not null and library.counts(old.status) then
    update library.holding set items = items - 1, available = available - (old.status = 'available')::int
     where record_id = old.record_id and place_id = old.place_id;
  end if;
  if tg_op <> 'DELETE' and new.place_id is not null and library.counts(new.status) then
    insert into library.holding as h (record_id, place_id, items, available)
    values (new.record_id, new.place_id, 1, (new.status = 'available')::int)
    on conflict (record_id, place_id) do update set items = h.items + 1, available = h.available + excluded.available;
  end if;
  return null;
end $$;
create trigger item_counted after insert or delete on library.item for each row execute function library.count_item();
create trigger item_recounted after update of record_id, place_id, status on library.item for each row execute function library.count_item();

-- What was read in another way than it stands, left out or refused, until somebody has settled it.
create table library.finding (
  id bigint generated always as identity primary key,
  batch_id uuid not null references library.batch on delete cascade,
  -- Place of the record in the file, from 1, and offset in the file, from 0.
  record_number integer not null,
  byte bigint not null,
  record_id bigint references library.record on delete cascade,
  field text,
  finding text not null,
  done text not null check (done in ('kept', 'repaired', 'left-out', 'refused')),
  data jsonb,
  settled_at timestamptz,
  settled_how text check (settled_how in ('accepted', 'corrected', 'landed', 'dropped')),
  constraint finding_settled check ((settled_at is null) = (settled_how is null))
);
create index finding_open on library.finding (batch_id, finding, id) where settled_at is null;
create index finding_record on library.finding (record_id) where record_id is not null;

-- A record that could not be taken, byte for byte, until somebody has mended and landed it, or dropped it.
create table library.refused_record (
  batch_id uuid not null references library.batch on delete cascade,
  record_number integer not null,
  byte bigint not null,
  source bytea not null,
  primary key (batch_id, record_number, byte)
);

-- A record as it was before a change: MARC-in-JSON, or null where it read as it came.
create table library.record_version (
  record_id bigint not null references library.record on delete cascade,
  version integer not null,
  content text,
  -- As it had come, where other bytes took their place.
  original bytea,
  -- Which batch changed it, or null: somebody at the desk (the audit knows who).
  batch_id uuid references library.batch,
  reason text not null default '' check (length(reason) <= 500),
  ended_at timestamptz not null,
  primary key (record_id, version)
);

-- Two records that may be the same, until somebody has compared them.
create table library.likeness (
  record_id bigint not null references library.record on delete cascade,
  like_id bigint not null references library.record on delete cascade,
  why text not null check (why in ('number', 'isbn', 'title')),
  batch_id uuid references library.batch on delete cascade,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_how text check (settled_how in ('merged', 'apart')),
  primary key (record_id, like_id),
  constraint likeness_in_order check (record_id > like_id),
  constraint likeness_settled check ((settled_at is null) = (settled_how is null))
);
create index likeness_open on library.likeness (found_at) where settled_at is null;
create index likeness_like on library.likeness (like_id);
