-- Readers: on which terms one becomes one, what is noted of a guarantee, who may come for whom.

-- The nearest house above a place that says so speaks; its organisation gives the cards their numbers.
create table library.reader_terms (
  org_path text primary key check (org_path like '_%.'),
  organisation_id uuid not null,
  -- How well people must be known to become readers by themselves.
  level smallint not null check (level between 0 and 3),
  -- Younger ones are children, and need a guardian who agrees.
  child_under smallint not null check (child_under between 0 and 18),
  child_category text not null check (child_category ~ '^[a-z][a-z0-9-]{0,29}$'),
  adult_category text not null check (adult_category ~ '^[a-z][a-z0-9-]{0,29}$'),
  -- Null: until it is ended.
  valid_months smallint check (valid_months between 1 and 600),
  -- The check of people that stands for credit here.
  credit_check text not null check (length(credit_check) between 1 and 60),
  deposit_fen integer not null check (deposit_fen between 0 and 10000000),
  -- For how many readers one may stand.
  guarantees_most smallint not null check (guarantees_most between 0 and 20),
  set_at timestamptz not null
);

-- Number of the paper that says a deposit was taken, and of that by which it was given back; the check that credit rests on.
alter table library.guarantee add column receipt text not null default '' check (length(receipt) <= 60);
alter table library.guarantee add column back_receipt text not null default '' check (length(back_receipt) <= 60);
alter table library.guarantee add column credit_check text not null default '' check (length(credit_check) <= 60);
create index guarantee_ending on library.guarantee (until) where ended_at is null and until is not null;

-- Who comes for whom: both have agreed; or uses a group's card, as its house says.
create table library.proxy (
  id uuid primary key,
  subject uuid not null references library.reader on update cascade on delete cascade,
  agent uuid not null,
  kind text not null check (kind in ('proxy', 'contact')),
  since date not null,
  until date,
  ended_on date,
  constraint proxy_not_oneself check (agent <> subject),
  constraint proxy_ends check (kind = 'contact' or until is not null)
);
create unique index proxy_once on library.proxy (subject, agent) where ended_on is null;
create index proxy_agent on library.proxy (agent) where ended_on is null;

-- A code handed from one to the other: whoever types it in agrees to come for its giver, or to stand for them. Good for a day, once.
create table library.reader_code (
  subject uuid not null references library.reader on update cascade on delete cascade,
  opens text not null check (opens in ('proxy', 'guarantee')),
  code_hash bytea not null unique,
  until date,
  expires_at timestamptz not null,
  primary key (subject, opens),
  constraint reader_code_proxy_ends check (opens <> 'proxy' or until is not null)
);
create index reader_code_expires on library.reader_code (expires_at);
