-- Copies that are lent together to a group: a set of one title for a class, a box of different books.
create table library.set (
  id uuid primary key,
  owner_id uuid not null,
  org_path text not null check (org_path like '%.'),
  -- Where it stands when nobody has it.
  place_id uuid not null,
  -- On the box.
  barcode text not null check (length(barcode) between 1 and 60 and barcode !~ '[[:cntrl:]]'),
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 300),
  made_on date not null,
  ended_on date
);
create unique index set_barcode on library.set (owner_id, barcode) where ended_on is null;
create index set_path on library.set (org_path text_pattern_ops);

-- A copy belongs to one set.
create table library.set_item (
  item_id bigint primary key references library.item,
  set_id uuid not null references library.set on delete cascade
);
create index set_item_set on library.set_item (set_id);

-- Weeks in which a group has it: no two have it at once.
create table library.set_booking (
  id uuid primary key,
  set_id uuid not null references library.set on delete cascade,
  subject uuid not null references library.reader on update cascade,
  span daterange not null check (not isempty(span) and not lower_inf(span) and not upper_inf(span) and upper(span) - lower(span) <= 200),
  note text not null default '' check (length(note) <= 200),
  constraint set_booking_once exclude using gist (set_id with =, span with &&)
);
create index set_booking_reader on library.set_booking (subject);
