-- Findings that somebody can work through: the title as the file says it, all of a batch in the order of the file; and what became of each record.
alter table library.finding add column title text not null default '';
create index finding_batch on library.finding (batch_id, id);

-- One row a step of some hundred records: four lists of one length.
create table library.batch_step (
  id bigint generated always as identity primary key,
  batch_id uuid not null references library.batch (id) on delete cascade,
  -- The last of its records.
  up_to integer not null,
  numbers integer[] not null,
  did text[] not null check (did <@ array['added', 'changed', 'unchanged']),
  -- Null where a check has undone what it added.
  record_ids bigint[] not null,
  titles text[] not null,
  constraint batch_step_lists check (cardinality(numbers) = cardinality(did) and cardinality(did) = cardinality(record_ids)
                                     and cardinality(did) = cardinality(titles))
);
create index batch_step_batch on library.batch_step (batch_id, up_to);
