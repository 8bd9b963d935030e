-- To the door: what a house brings to whom, a reader's address, and the bags in which it goes.

-- What a house brings, and to whom; it holds for the houses below it that say nothing themselves.
create table library.delivery_terms (
  organisation_id uuid primary key,
  org_path text not null check (org_path like '%.'),
  -- By a courier, to readers of these categories; none named: to all.
  courier boolean not null,
  categories text[] not null check (cardinality(categories) <= 20),
  -- By staff or a volunteer, to readers of whom staff say that they cannot come.
  homebound boolean not null,
  -- Days of a round: 1 Monday … 7 Sunday.
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) between 1 and 7),
  most smallint not null check (most between 1 and 50),
  fee_fen integer not null check (fee_fen between 0 and 100000),
  -- How long an address is kept after the last delivery.
  keep_days smallint not null check (keep_days between 7 and 730),
  set_at timestamptz not null
);
create unique index delivery_terms_path on library.delivery_terms (org_path);

-- Where a reader is brought something: name, phone and address, sealed under their key.
create table library.doorstep (
  subject uuid primary key references library.reader on update cascade on delete cascade,
  contact_sealed bytea not null,
  homebound boolean not null default false,
  keep_until date not null,
  -- What they like and what not, in words, sealed as the address is.
  wishes_sealed bytea,
  -- Books a round, every so many weeks, the day of the next, and who brings them.
  books smallint check (books between 1 and 50),
  every_weeks smallint check (every_weeks between 1 and 8),
  next_on date,
  bringer text not null default '' check (length(bringer) <= 60),
  constraint doorstep_round check ((every_weeks is null) = (next_on is null))
);
create index doorstep_round on library.doorstep (next_on) where next_on is not null;
create index doorstep_over on library.doorstep (keep_until);

-- It is brought, and not collected.
alter table library.hold add column to_door boolean not null default false;
create index hold_to_door on library.hold (pickup_id) where to_door;

-- What goes to one reader on one day. Days, no moments; gone with the last of its loans.
create table library.bag (
  id uuid primary key,
  place_id uuid not null,
  place_path text not null check (place_path like '%.'),
  subject uuid not null references library.reader on update cascade,
  day date not null,
  number smallint not null check (number between 1 and 999),
  kind text not null check (kind in ('courier', 'homebound')),
  bringer text not null default '' check (length(bringer) <= 60),
  state text not null default 'open' check (state in ('open', 'packed', 'out', 'delivered', 'back')),
  demo boolean not null default false
);
create unique index bag_number on library.bag (place_id, day, number);
create index bag_reader on library.bag (subject);
create unique index bag_one_open on library.bag (subject, place_id, day) where state = 'open';

-- A copy in a bag: kept for its reader, then lent to them. It is in one bag only, and out of it with its hold or its loan.
create table library.bag_line (
  item_id bigint primary key references library.item,
  bag_id uuid not null references library.bag on delete cascade,
  hold_id uuid references library.hold on delete cascade,
  loan_id uuid references library.loan on delete cascade,
  -- Why it was not lent when the bag was handed over.
  against jsonb check (jsonb_typeof(against -> 'id') = 'string'),
  constraint bag_line_of check (num_nonnulls(hold_id, loan_id) = 1)
);
create index bag_line_bag on library.bag_line (bag_id);
create index bag_line_hold on library.bag_line (hold_id) where hold_id is not null;
create index bag_line_loan on library.bag_line (loan_id) where loan_id is not null;

-- Open, packed, out, there or back; never a step that was not taken.
create function library.bag_steps() returns trigger language plpgsql as $$
begin
  if not ((old.state, new.state) in (('open', 'packed'), ('packed', 'open'), ('packed', 'out'), ('out', 'delivered'), ('out', 'back'))) then
    raise exception 'a bag that is % does not become %', old.state, new.state using errcode = 'check_violation', constraint = 'bag_step';
  end if;
  return new;
end $$;
create trigger bag_stepped before update of state on library.bag for each row when (old.state <> new.state) execute function library.bag_steps();

-- Nothing joins a reader with a day on which they had something, once all of it is back.
create function library.forget_bag() returns trigger language plpgsql as $$
begin
  delete from library.bag b
   where b.id = old.bag_id and b.state in ('delivered', 'back') and not exists (select from library.bag_line l where l.bag_id = b.id);
  return null;
end $$;
create trigger bag_forgotten after delete on library.bag_line for each row execute function library.forget_bag();
