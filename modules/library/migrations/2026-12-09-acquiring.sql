-- What readers wish for, what is ordered and given, what comes issue by issue.

-- How many titles a person may wish of one house in a month: the nearest rule at or above the house holds.
create table library.wish_rule (
  org_path text primary key check (org_path = '' or org_path like '%.'),
  a_month smallint not null check (a_month between 0 and 100),
  set_at timestamptz not null
);
insert into library.wish_rule (org_path, a_month, set_at) values ('', 5, now());

-- A title that readers want a house to buy: one wish, however many want it.
create table library.wish (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  title text not null check (length(title) between 1 and 300),
  author text not null default '' check (length(author) <= 200),
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  publisher text not null default '' check (length(publisher) <= 200),
  title_key text not null check (length(title_key) between 1 and 200),
  author_key text not null default '' check (length(author_key) <= 200),
  state text not null default 'asked' check (state in ('asked', 'considered', 'ordered', 'arrived', 'declined')),
  -- What its readers were told last.
  reason text not null default '' check (length(reason) <= 500),
  record_id bigint references library.record,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  constraint wish_declined_because check (state <> 'declined' or reason <> ''),
  constraint wish_arrived_as check (state <> 'arrived' or record_id is not null)
);
create unique index wish_one_isbn on library.wish (organisation_id, isbn) where isbn is not null and state in ('asked', 'considered', 'ordered');
create unique index wish_one_title on library.wish (organisation_id, title_key, author_key) where isbn is null and state in ('asked', 'considered', 'ordered');
create index wish_path on library.wish (org_path text_pattern_ops, state);
create index wish_record on library.wish (record_id) where record_id is not null;

-- Who wants it, and where they would fetch it.
create table library.wisher (
  wish_id uuid not null references library.wish on delete cascade,
  subject uuid not null,
  place_id uuid not null,
  why text not null default '' check (length(why) <= 500),
  wished_at timestamptz not null,
  primary key (wish_id, subject)
);
create index wisher_subject on library.wisher (subject, wished_at desc);

-- Whom a house buys from.
create table library.supplier (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) between 1 and 100),
  contact text not null default '' check (length(contact) <= 200),
  -- What is usually paid of the price, in percent, and in how many days things usually come.
  pays smallint not null default 100 check (pays between 0 and 100),
  days smallint not null default 30 check (days between 1 and 365),
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index supplier_once on library.supplier (organisation_id, name) where ended_at is null;
create index supplier_path on library.supplier (org_path text_pattern_ops);

-- What a house may spend in a year on something. What is committed and spent is computed from orders.
create table library.budget (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  year smallint not null check (year between 2000 and 2100),
  name text not null check (length(name) between 1 and 60),
  amount_fen bigint not null check (amount_fen between 0 and 100000000000),
  made_at timestamptz not null,
  -- Null: proposed; nothing is ordered from it.
  approved_at timestamptz,
  constraint budget_once unique (organisation_id, year, name)
);
create index budget_path on library.budget (org_path text_pattern_ops, year);

-- An order, or what was given.
create table library.purchase (
  id uuid primary key,
  -- 2026-0012: of its house.
  number text not null check (length(number) between 1 and 40),
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  kind text not null check (kind in ('purchase', 'gift')),
  supplier_id uuid references library.supplier,
  budget_id uuid references library.budget,
  state text not null default 'draft' check (state in ('draft', 'sent', 'partly-arrived', 'closed', 'cancelled')),
  due_on date,
  note text not null default '' check (length(note) <= 500),
  -- How often it was claimed, and when last.
  claims smallint not null default 0,
  claimed_at timestamptz,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint purchase_number unique (organisation_id, number),
  -- What is given costs nothing, what is bought is paid from a budget.
  constraint purchase_paid_from check ((kind = 'purchase') = (budget_id is not null) and (kind = 'gift' or supplier_id is not null)),
  constraint purchase_ended check ((state in ('closed', 'cancelled')) = (ended_at is not null))
);
create index purchase_path on library.purchase (org_path text_pattern_ops, state);
create index purchase_budget on library.purchase (budget_id) where budget_id is not null;

-- So many copies of a title for a place. Its record may come later.
create table library.order_line (
  id bigint generated always as identity primary key,
  purchase_id uuid not null references library.purchase on delete cascade,
  place_id uuid not null,
  record_id bigint references library.record,
  title text not null check (length(title) between 1 and 300),
  author text not null default '' check (length(author) <= 200),
  isbn text check (isbn ~ '^97[89][0-9]{10}$'),
  publisher text not null default '' check (length(publisher) <= 200),
  copies smallint not null check (copies between 1 and 500),
  received smallint not null default 0,
  -- Printed price of one, what is paid of it in percent, and that in fen.
  price_fen integer not null check (price_fen between 0 and 100000000),
  pays smallint not null check (pays between 0 and 100),
  unit_fen integer not null generated always as (round(price_fen * pays / 100.0)) stored,
  -- What was paid for those that came.
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  wish_id uuid references library.wish,
  constraint order_line_received check (received between 0 and copies)
);
create index order_line_of on library.order_line (purchase_id);
create index order_line_wish on library.order_line (wish_id) where wish_id is not null;
create index order_line_record on library.order_line (record_id) where record_id is not null;

-- What comes issue by issue to a place, for a period.
create table library.subscription (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  place_id uuid not null,
  record_id bigint not null references library.record,
  supplier_id uuid references library.supplier,
  budget_id uuid references library.budget,
  price_fen integer not null default 0 check (price_fen between 0 and 100000000),
  -- How often it appears and how its issues are numbered.
  pattern jsonb not null check (jsonb_typeof(pattern) = 'object'),
  starts_on date not null,
  ends_on date not null,
  -- So many days after it is due an issue is late.
  grace smallint not null default 14 check (grace between 0 and 365),
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint subscription_period check (ends_on between starts_on and starts_on + 3700)
);
create index subscription_path on library.subscription (org_path text_pattern_ops);
create index subscription_record on library.subscription (record_id);
create index subscription_budget on library.subscription (budget_id) where budget_id is not null;

-- An issue of which something happened; those that are expected are computed.
create table library.serial_issue (
  subscription_id uuid not null references library.subscription on delete cascade,
  year smallint not null,
  -- Within the year, or running on.
  number integer not null check (number > 0),
  volume integer,
  whole integer,
  due_on date not null,
  state text not null check (state in ('arrived', 'claimed', 'missing')),
  arrived_on date,
  claimed_at timestamptz,
  -- The bound volume it is in.
  item_id bigint references library.item on delete set null,
  primary key (subscription_id, year, number),
  constraint serial_issue_arrived check ((state = 'arrived') = (arrived_on is not null)),
  constraint serial_issue_bound check (item_id is null or state = 'arrived')
);
create index serial_issue_item on library.serial_issue (item_id) where item_id is not null;

-- What of a budget is promised and what is paid. Subscriptions are paid in advance.
create function library.budget_used(of_budget uuid) returns table (committed bigint, spent bigint) language sql stable as $$
  select coalesce(sum(committed), 0)::bigint, coalesce(sum(spent), 0)::bigint from (
    select case when p.state in ('sent', 'partly-arrived') then (l.copies - l.received) * l.unit_fen::bigint else 0 end as committed, l.paid_fen as spent
      from library.purchase p join library.order_line l on l.purchase_id = p.id where p.budget_id = of_budget
    union all
    select 0, s.price_fen from library.subscription s where s.budget_id = of_budget) used
$$;

-- Nobody orders, pays or lowers a budget beyond what it is: whoever adds to its use waits for the one before.
create function library.keep_budget() returns trigger language plpgsql as $$
declare
  budget uuid;
  amount bigint;
  used bigint;
begin
  case tg_table_name
    when 'budget' then budget := new.id;
    when 'order_line' then select p.budget_id into budget from library.purchase p where p.id = new.purchase_id and p.state <> 'draft';
    when 'purchase' then if new.state <> 'draft' then budget := new.budget_id; end if;
    else budget := new.budget_id;
  end case;
  if budget is null then return null; end if;
  select case when b.approved_at is null then 0 else b.amount_fen end into amount from library.budget b where b.id = budget for no key update;
  select u.committed + u.spent into used from library.budget_used(budget) u;
  if used > amount then
    raise exception 'budget % has % fen, of which % would be used', budget, amount, used using errcode = 'check_violation', constraint = 'budget_kept';
  end if;
  return null;
end $$;
create trigger budget_kept after update on library.budget for each row execute function library.keep_budget();
create trigger budget_kept after insert or update on library.purchase for each row execute function library.keep_budget();
create trigger budget_kept after insert or update on library.order_line for each row execute function library.keep_budget();
create trigger budget_kept after insert or update on library.subscription for each row execute function library.keep_budget();
