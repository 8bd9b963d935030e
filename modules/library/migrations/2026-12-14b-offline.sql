-- What tills did without a line: each step once, by its own id. A card and a barcode stand together until it is settled, and never after it.
create table library.offline_step (
  id uuid primary key,
  place_id uuid not null,
  place_path text not null check (place_path like '%.'),
  device uuid not null,
  -- In the order in which the device did them.
  nth integer not null check (nth >= 0),
  -- Who stood there, and who sent it.
  made_by uuid not null,
  sent_by uuid not null,
  kind text not null check (kind in ('lend', 'return')),
  card text check (length(card) between 1 and 60),
  barcode text check (length(barcode) between 1 and 100),
  -- Of several that are called so, said by the desk.
  issuer_id uuid,
  owner_id uuid,
  -- By the city's clock, as far as it is known.
  at timestamptz not null,
  doubtful boolean not null,
  -- open: the desk decides
  state text not null default 'waiting' check (state in ('waiting', 'open', 'done', 'closed')),
  -- The rule that decided, and what was told besides.
  rules text[] not null default '{}',
  loan_id uuid,
  due_on date,
  -- Where a copy that came back goes.
  goes jsonb,
  tries smallint not null default 0,
  settled_on date,
  constraint offline_settled check ((state in ('done', 'closed')) = (settled_on is not null)),
  constraint offline_forgotten check (settled_on is null or card is null),
  -- A loan leads to its copy while it lasts; after it nothing does.
  constraint offline_loan_alone check (loan_id is null or (card is null and barcode is null))
);
create index offline_waiting on library.offline_step (at, device, nth) where state = 'waiting';
create index offline_open on library.offline_step (place_id, at) where state = 'open';
create index offline_place on library.offline_step (place_id, settled_on desc) where settled_on is not null;
create index offline_settled_day on library.offline_step (settled_on) where settled_on is not null;

-- Somebody borrowed without a line what a counter would have refused them: it is talked about, and then forgotten. By day, and without the book.
create table library.reader_talk (
  id uuid primary key,
  subject uuid not null references library.reader on update cascade on delete cascade,
  place_id uuid not null,
  rule text not null check (length(rule) between 1 and 40),
  made_on date not null
);
create unique index reader_talk_once on library.reader_talk (subject, rule);
create index reader_talk_place on library.reader_talk (place_id, made_on);
