-- What a checked file would change, cell by cell, in the words of the file. Nothing of tables about persons.
create table platform.exchange_change (
  run uuid not null references platform.exchange_run on delete cascade,
  seq bigint generated always as identity,
  row_number integer not null,
  column_key text not null,
  was text not null,
  -- Empty: the cell is emptied.
  becomes text not null,
  primary key (run, seq)
);
