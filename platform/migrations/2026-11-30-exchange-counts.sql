-- All cells that a checked file would change, and those it would empty, also beyond the ones that are kept.
alter table platform.exchange_run
  add column cells integer not null default 0 check (cells >= 0),
  add column emptied integer not null default 0 check (emptied between 0 and cells);
