-- Files on their way in: checked first, landed when somebody says so, batch by batch. Persons only as subject keys.
create table platform.exchange_run (
  id uuid primary key,
  table_name text not null check (length(table_name) between 1 and 40),
  -- As it was called where it came from.
  file text not null check (length(file) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  encoding text check (encoding in ('UTF-8', 'GB18030')),
  state text not null check (state in ('checking', 'checked', 'landing', 'landed', 'stopped', 'refused', 'dropped')),
  stop_asked boolean not null default false,
  asked_by uuid not null,
  -- Rows there are, known when it has been checked.
  total integer check (total >= 0),
  -- Everything up to this row is done. Each batch moves it on from where it read it, so that two workers never do the same.
  done_row integer not null default 0 check (done_row >= 0),
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  -- Names of columns that say nothing to us.
  unknown text[] not null default '{}',
  -- Why the file could not be read to its end.
  broken jsonb,
  made_at timestamptz not null,
  -- Last sign of life of whoever works on it.
  beat_at timestamptz not null,
  ended_at timestamptz
);
create index exchange_run_asked_by on platform.exchange_run (asked_by, made_at desc);

-- What was wrong with rows. Without their values: those are in the file of whoever sent it.
create table platform.exchange_fault (
  run uuid not null references platform.exchange_run on delete cascade,
  seq bigint generated always as identity,
  row_number integer not null,
  column_key text,
  fault text not null,
  data jsonb,
  primary key (run, seq)
);
