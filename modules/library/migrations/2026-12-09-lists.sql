-- A list of books that a house recommends: its words, for whom, and while when.
create table library.reading_list (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  title text not null check (length(title) between 1 and 100 and title ~ '\S'),
  about text not null default '' check (length(about) <= 2000),
  audience text not null default '' check (length(audience) <= 100),
  -- Days on which it is shown as of now, both included; null: open.
  from_day date,
  until_day date,
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn')),
  published_at timestamptz,
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint reading_list_days_in_order check (until_day >= from_day)
);
create index reading_list_path on library.reading_list (org_path text_pattern_ops, changed_at desc);
create index reading_list_public on library.reading_list (published_at desc) where state = 'published';

-- Its books in order. What is undone with its batch keeps its words here, so that staff see what is gone.
create table library.list_entry (
  list_id uuid not null references library.reading_list on delete cascade,
  at smallint not null check (at between 1 and 200),
  record_id bigint references library.record on delete set null,
  title text not null,
  words text not null default '' check (length(words) <= 300),
  primary key (list_id, at)
);
create unique index list_entry_once on library.list_entry (list_id, record_id);
create index list_entry_record on library.list_entry (record_id);

-- What readers keep for themselves.
create table library.kept_book (
  subject uuid not null,
  record_id bigint not null references library.record on delete cascade,
  kept_at timestamptz not null,
  primary key (subject, record_id)
);
create index kept_book_record on library.kept_book (record_id);

-- How many records stand under a class of the tree, as far as it is told (three signs): counted now and then.
create table library.class_count (
  class text primary key check (length(class) between 1 and 3),
  records integer not null check (records >= 0),
  counted_at timestamptz not null
);

-- New books: those of which somebody says when they came.
create index item_acquired on library.item (acquired_on desc) where acquired_on is not null;

-- How files of a sender are read, as a house has written it down; with what each version was.
create table library.profile (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) between 1 and 60 and name ~ '\S'),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- Not offered any more; batches keep what they were read by.
  dropped_at timestamptz
);
create unique index profile_once on library.profile (organisation_id, name) where dropped_at is null;
create index profile_path on library.profile (org_path text_pattern_ops);

create table library.profile_version (
  profile_id uuid not null references library.profile on delete cascade,
  version integer not null,
  content jsonb not null,
  ended_at timestamptz not null,
  primary key (profile_id, version)
);

-- What authorities call something and how else it is written: names that lead to one another.
create table library.heading (
  record_id bigint not null references library.record on delete cascade,
  role text not null check (role in ('heading', 'variant', 'related')),
  -- As names are compared: of a person the words in any order.
  key text not null check (length(key) between 1 and 400),
  kind text not null,
  text text not null,
  primary key (record_id, role, key)
);
create index heading_key on library.heading (key text_pattern_ops);
