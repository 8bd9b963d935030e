-- Fees as record and receipt; lost, claimed returned, found; use in the house.

-- What was settled at once at a counter, and the paper that says so. Days, no moments: with one it would lead to what came back just then.
create table library.settlement (
  -- Random: an id with a time in it is a moment too.
  id uuid primary key,
  number text not null check (length(number) between 1 and 40 and number !~ '[[:cntrl:]]'),
  -- Null: they are erased. The money that was taken stays counted.
  subject uuid references library.reader on update cascade on delete set null,
  place_id uuid not null,
  place_path text not null check (place_path like '%.'),
  how text not null check (how in ('paid', 'waived', 'replaced', 'refunded')),
  amount_fen bigint not null check (amount_fen between 1 and 10000000000),
  reason text not null default '' check (length(reason) <= 200),
  clerk uuid not null,
  settled_on date not null,
  -- Written by mistake and taken back, the same day.
  undone_by uuid,
  undone_why text not null default '' check (length(undone_why) <= 200),
  demo boolean not null default false,
  constraint settlement_reasoned check (how in ('paid', 'replaced') or reason <> '' or subject is null),
  constraint settlement_undone check (undone_by is null or undone_why <> '' or subject is null)
);
create unique index settlement_number on library.settlement (place_id, number);
create index settlement_day on library.settlement (place_id, settled_on);
create index settlement_reader on library.settlement (subject) where subject is not null;

alter table library.fee drop constraint fee_how_check;
-- `undone`: it is not owed any more, since the copy turned up.
alter table library.fee add constraint fee_how_check check (how in ('paid', 'waived', 'replaced', 'undone'));
alter table library.fee add column settlement_id uuid references library.settlement;
-- So many days after it is paid the money is given back, if the copy turns up; null: never.
alter table library.fee add column refund_days smallint check (refund_days between 1 and 3650);
alter table library.fee add column refund_id uuid references library.settlement;
alter table library.fee add constraint fee_paper check (settlement_id is null or settled_on is not null);
alter table library.fee add constraint fee_refunded check (refund_id is null or (how = 'paid' and settlement_id is not null));
create index fee_settlement on library.fee (settlement_id) where settlement_id is not null;
create index fee_refund on library.fee (refund_id) where refund_id is not null;
create index fee_item on library.fee (item_id) where item_id is not null;

-- A place's day: how many papers have a number of it, and who counted the money.
create table library.cash_day (
  place_id uuid not null,
  on_day date not null,
  receipts integer not null default 0 check (receipts >= 0),
  expected_fen bigint,
  counted_fen bigint check (counted_fen between 0 and 10000000000),
  difference text not null default '' check (length(difference) <= 200),
  closed_by uuid,
  primary key (place_id, on_day),
  constraint cash_day_closed check ((closed_by is null) = (counted_fen is null) and (closed_by is null) = (expected_fen is null)),
  constraint cash_day_explained check (closed_by is null or counted_fen = expected_fen or difference <> '')
);

-- How often shelves were looked through for what a reader says to have returned.
alter table library.loan add column claim_checks smallint not null default 0 check (claim_checks between 0 and 99);
alter table library.loan add column checked_on date;
create index loan_claimed on library.loan (claimed_on) where claimed_on is not null;
create index loan_lost on library.loan (lost_on) where lost_on is not null;

-- How often a reader was believed in a year: no title.
create table library.believed (
  subject uuid not null references library.reader on update cascade on delete cascade,
  year smallint not null check (year between 2000 and 3000),
  times smallint not null check (times > 0),
  primary key (subject, year)
);

-- Copies used in the house, counted where they lay: nobody's.
create table library.used_in_house (
  item_id bigint not null references library.item on delete cascade,
  place_id uuid not null,
  on_day date not null,
  times integer not null check (times > 0),
  demo boolean not null default false,
  primary key (item_id, place_id, on_day)
);
create index used_in_house_day on library.used_in_house (place_id, on_day);
