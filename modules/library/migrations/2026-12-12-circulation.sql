-- Lending: readers and cards, loans, what stays of a loan, holds, what is on its way.

-- What is lent under rules of its own: a book, a magazine, a toy, a set for a class.
alter table library.item add column type text not null default 'book';
alter table library.item add constraint item_type_check check (type ~ '^[a-z][a-z0-9-]{0,29}$');
-- Where it went: lending alone says so. What it is, in `status`, stays what staff said, and no version is counted: that would be a trace of the loan.
alter table library.item add column away text check (away in ('on-loan', 'in-transit', 'hold-shelf'));

-- Who may borrow: a person by their subject key, or a group (a class, a company) by a key of its own.
create table library.reader (
  subject uuid primary key,
  kind text not null check (kind in ('person', 'group')),
  -- A group's name; a person's is with people.
  name text not null default '' check (length(name) <= 60),
  category text not null check (category ~ '^[a-z][a-z0-9-]{0,29}$'),
  home_id uuid not null,
  home_path text not null check (home_path like '%.'),
  valid_until date,
  suspended_until date,
  -- Why staff let them borrow nothing; empty: they may.
  blocked text not null default '' check (length(blocked) <= 200),
  keeps_history boolean not null default false,
  -- Kept by triggers from loans, holds and fees.
  loans integer not null default 0 check (loans >= 0),
  holds integer not null default 0 check (holds >= 0),
  owes_fen bigint not null default 0 check (owes_fen >= 0),
  version integer not null default 1 check (version > 0),
  joined_on date not null,
  ended_on date,
  constraint reader_named check ((kind = 'group') = (name <> '')),
  constraint reader_ended check (ended_on is null or (loans = 0 and holds = 0 and owes_fen = 0))
);
create index reader_home on library.reader (home_path text_pattern_ops, joined_on desc);
create index reader_expiring on library.reader (valid_until) where ended_on is null;

-- A number that leads to a reader: of their card, or of one they had before. Numbers are an issuer's, as barcodes are an owner's.
create table library.card (
  issuer_id uuid not null,
  number text not null check (length(number) between 1 and 60 and number !~ '[[:cntrl:]]'),
  subject uuid not null references library.reader on update cascade,
  state text not null check (state in ('active', 'alias', 'lost', 'ended')),
  made_on date not null,
  changed_on date not null,
  primary key (issuer_id, number)
);
create index card_number on library.card (number);
create index card_reader on library.card (subject);
create unique index card_one_active on library.card (subject) where state = 'active';

-- What stands for a book's return: credit, a deposit, a guarantor, a decision of the staff. Several may.
create table library.guarantee (
  id uuid primary key,
  subject uuid not null references library.reader on update cascade,
  way text not null check (way in ('credit', 'deposit', 'guarantor', 'staff')),
  since timestamptz not null,
  -- Null: until somebody ends it.
  until timestamptz,
  amount_fen integer check (amount_fen between 0 and 10000000),
  guarantor uuid,
  reason text not null default '' check (length(reason) <= 300),
  ended_at timestamptz,
  constraint guarantee_deposit check ((way = 'deposit') = (amount_fen is not null)),
  constraint guarantee_guarantor check ((way = 'guarantor') = (guarantor is not null)),
  constraint guarantee_not_oneself check (guarantor <> subject),
  constraint guarantee_reasoned check (way <> 'staff' or reason <> '')
);
create unique index guarantee_one_of_a_way on library.guarantee (subject, way) where ended_at is null;
create index guarantee_guarantor on library.guarantee (guarantor) where guarantor is not null and ended_at is null;

-- A book with a reader. The row is the loan: audit and news know its id alone, and returned, it is gone.
create table library.loan (
  id uuid primary key,
  item_id bigint not null references library.item,
  record_id bigint not null references library.record,
  owner_id uuid not null,
  owner_path text not null check (owner_path like '%.'),
  type text not null,
  subject uuid not null references library.reader on update cascade,
  -- Who carried it away for them, where somebody did.
  carried_by uuid,
  place_id uuid not null,
  place_path text not null check (place_path like '%.'),
  lent_at timestamptz not null,
  due_on date not null,
  category text not null,
  guarantee text not null check (guarantee in ('none', 'credit', 'deposit', 'guarantor', 'staff')),
  rule_id uuid not null,
  renewals smallint not null default 0 check (renewals >= 0),
  renewed_on date,
  recalled_on date,
  -- The reader says that it was returned; what the desk says of it.
  claimed_on date,
  lost_on date,
  channel text not null check (length(channel) <= 20),
  demo boolean not null default false
);
-- One copy is with one reader.
create unique index loan_of_item on library.loan (item_id);
create index loan_reader on library.loan (subject, due_on);
create index loan_record on library.loan (record_id);
create index loan_due on library.loan (due_on);
create index loan_owner on library.loan (owner_path text_pattern_ops, due_on);
create index loan_place on library.loan (place_id, lent_at desc);

-- How many of an owner's things of a type a reader has: what limits are counted by, whatever their number.
create table library.held_count (
  subject uuid not null references library.reader on update cascade on delete cascade,
  owner_path text not null,
  type text not null,
  loans integer not null check (loans >= 0),
  primary key (subject, owner_path, type)
);

-- What stays of a loan: no reader, no moment, no id that stood anywhere else.
create table library.past_loan (
  id bigint generated always as identity primary key,
  item_id bigint not null,
  record_id bigint not null,
  owner_id uuid not null,
  lent_on date not null,
  returned_on date not null,
  place_id uuid not null,
  returned_place_id uuid not null,
  category text not null,
  guarantee text not null,
  renewals smallint not null,
  late_days smallint not null check (late_days >= 0),
  how text not null check (how in ('returned', 'lost', 'undone')),
  demo boolean not null default false
);
create index past_loan_item on library.past_loan (item_id, lent_on desc);
create index past_loan_record on library.past_loan (record_id, lent_on desc);
create index past_loan_day on library.past_loan (returned_on, owner_id);

-- What a reader keeps of what they read, as long as they wish.
create table library.reading (
  subject uuid not null references library.reader on update cascade on delete cascade,
  record_id bigint not null references library.record on delete cascade,
  lent_on date not null,
  returned_on date not null,
  primary key (subject, record_id, lent_on)
);

-- A reader waits for a title, or for one copy of it.
create table library.hold (
  id uuid primary key,
  subject uuid not null references library.reader on update cascade,
  record_id bigint not null references library.record,
  wanted_item_id bigint references library.item,
  pickup_id uuid not null,
  pickup_path text not null check (pickup_path like '%.'),
  category text not null,
  home_path text not null,
  -- Staff put somebody first: less is earlier.
  rank smallint not null default 0,
  asked_at timestamptz not null,
  frozen_until date,
  needed_by date,
  -- Holds of which the first that is ready ends the others.
  group_id uuid,
  -- waiting · wanted: a place looks for the copy on its shelf · travelling · ready: on the hold shelf
  state text not null default 'waiting' check (state in ('waiting', 'wanted', 'travelling', 'ready')),
  item_id bigint references library.item,
  wanted_at timestamptz,
  wanted_place_id uuid,
  ready_on date,
  ready_until date,
  -- How long it will stand on the hold shelf, under the rule by which it was kept.
  ready_days smallint not null default 7 check (ready_days between 1 and 60),
  slot text not null default '' check (length(slot) <= 20),
  demo boolean not null default false,
  constraint hold_copy check ((state = 'waiting') = (item_id is null)),
  constraint hold_wanted check ((state = 'wanted') = (wanted_at is not null and wanted_place_id is not null)),
  constraint hold_ready check ((state = 'ready') = (ready_on is not null)),
  constraint hold_until check (ready_until is null or ready_on is not null)
);
create unique index hold_once on library.hold (subject, record_id, coalesce(wanted_item_id, 0));
-- One copy is kept for one reader.
create unique index hold_of_item on library.hold (item_id) where item_id is not null;
create index hold_queue on library.hold (record_id, rank, asked_at, id) where state = 'waiting';
create index hold_reader on library.hold (subject);
create index hold_shelf on library.hold (pickup_id, ready_until) where state = 'ready';
create index hold_pull on library.hold (wanted_place_id, wanted_at) where state = 'wanted';

-- What a reader owes. Of what, is forgotten when it is settled.
create table library.fee (
  id uuid primary key,
  subject uuid not null references library.reader on update cascade,
  kind text not null check (kind in ('overdue', 'lost', 'damaged', 'card', 'courier')),
  amount_fen integer not null check (amount_fen between 1 and 100000000),
  item_id bigint references library.item on delete set null,
  -- The house it is owed to, and where that was said.
  owner_id uuid not null,
  place_id uuid not null,
  note text not null default '' check (length(note) <= 200),
  made_on date not null,
  settled_on date,
  -- Whether money came in, or staff let it go and why.
  how text check (how in ('paid', 'waived')),
  reason text not null default '' check (length(reason) <= 200),
  receipt text not null default '' check (length(receipt) <= 60),
  demo boolean not null default false,
  constraint fee_settled check ((settled_on is null) = (how is null)),
  constraint fee_forgotten check (settled_on is null or item_id is null),
  constraint fee_waived check (how is distinct from 'waived' or reason <> '')
);
create index fee_open on library.fee (subject) where settled_on is null;
create index fee_reader on library.fee (subject, made_on desc);
create index fee_place on library.fee (place_id, settled_on);

-- A copy between two places: to where it is at home, to a reader who waits, or to where it shall stand next.
create table library.box (
  id uuid primary key,
  code text not null check (length(code) between 1 and 30),
  from_id uuid not null,
  from_path text not null check (from_path like '%.'),
  to_id uuid not null,
  to_path text not null check (to_path like '%.'),
  state text not null default 'packing' check (state in ('packing', 'sent', 'received')),
  made_at timestamptz not null,
  sent_at timestamptz,
  received_at timestamptz,
  constraint box_of_two check (from_id <> to_id),
  constraint box_sent check ((state = 'packing') = (sent_at is null)),
  constraint box_received check ((state = 'received') = (received_at is not null))
);
create unique index box_code on library.box (code) where state <> 'received';
create index box_from on library.box (from_path text_pattern_ops, made_at desc);
create index box_to on library.box (to_path text_pattern_ops, made_at desc);

create table library.transit (
  id uuid primary key,
  item_id bigint not null references library.item,
  from_id uuid not null,
  to_id uuid not null,
  reason text not null check (reason in ('home', 'hold', 'rotation')),
  hold_id uuid references library.hold on delete set null,
  box_id uuid references library.box,
  made_at timestamptz not null,
  sent_at timestamptz,
  -- A day: the moment would lead to whoever was told that their book is there.
  ended_on date,
  how text check (how in ('received', 'cancelled', 'turned-up', 'lost')),
  constraint transit_of_two check (from_id <> to_id),
  constraint transit_ended check ((ended_on is null) = (how is null)),
  constraint transit_for check (reason = 'hold' or hold_id is null)
);
create unique index transit_of_item on library.transit (item_id) where ended_on is null;
create index transit_from on library.transit (from_id) where ended_on is null;
create index transit_to on library.transit (to_id) where ended_on is null;
create index transit_box on library.transit (box_id) where box_id is not null;
create index transit_hold on library.transit (hold_id) where hold_id is not null;

-- A reader's counts and an item's status follow their loans and holds, whoever writes them.
create function library.count_loan() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and (old.subject, old.owner_path, old.type) is distinct from (new.subject, new.owner_path, new.type)) then
    update library.reader set loans = loans + 1 where subject = new.subject;
    insert into library.held_count as h (subject, owner_path, type, loans) values (new.subject, new.owner_path, new.type, 1)
    on conflict (subject, owner_path, type) do update set loans = h.loans + 1;
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and (old.subject, old.owner_path, old.type) is distinct from (new.subject, new.owner_path, new.type)) then
    update library.reader set loans = loans - 1 where subject = old.subject;
    update library.held_count set loans = loans - 1
     where subject = old.subject and owner_path = old.owner_path and type = old.type;
  end if;
  return null;
end $$;
create trigger loan_counted after insert or delete on library.loan for each row execute function library.count_loan();
create trigger loan_recounted after update of subject, owner_path, type on library.loan for each row execute function library.count_loan();

create function library.count_hold() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then update library.reader set holds = holds + 1 where subject = new.subject; end if;
  if tg_op <> 'INSERT' then update library.reader set holds = holds - 1 where subject = old.subject; end if;
  return null;
end $$;
create trigger hold_counted after insert or delete on library.hold for each row execute function library.count_hold();
create trigger hold_recounted after update of subject on library.hold for each row execute function library.count_hold();

create function library.count_fee() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.settled_on is null then update library.reader set owes_fen = owes_fen - old.amount_fen where subject = old.subject; end if;
  if tg_op <> 'DELETE' and new.settled_on is null then update library.reader set owes_fen = owes_fen + new.amount_fen where subject = new.subject; end if;
  return null;
end $$;
create trigger fee_counted after insert or delete on library.fee for each row execute function library.count_fee();
create trigger fee_recounted after update of subject, settled_on, amount_fen on library.fee for each row execute function library.count_fee();

-- On the shelf is what staff call available and lending has not sent away.
create or replace function library.count_item() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.place_id is not null and library.counts(old.status) then
    update library.holding set items = items - 1, available = available - (old.status = 'available' and old.away is null)::int
     where record_id = old.record_id and place_id = old.place_id;
  end if;
  if tg_op <> 'DELETE' and new.place_id is not null and library.counts(new.status) then
    insert into library.holding as h (record_id, place_id, items, available)
    values (new.record_id, new.place_id, 1, (new.status = 'available' and new.away is null)::int)
    on conflict (record_id, place_id) do update set items = h.items + 1, available = h.available + excluded.available;
  end if;
  return null;
end $$;
drop trigger item_recounted on library.item;
create trigger item_recounted after update of record_id, place_id, status, away on library.item for each row execute function library.count_item();
-- Nothing has been lent by us yet; what a file said was lent is not on its shelf.
update library.item set away = status, status = 'available' where status in ('on-loan', 'in-transit');
