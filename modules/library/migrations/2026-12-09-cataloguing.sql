-- Cataloguing at the desk: what is made here belongs to a house, what is copied says from where, every change says what was done.

-- The house that made it at the desk; null: it came with a batch, which knows.
alter table library.record add column org_path text check (org_path like '%.');
-- Whose catalogue it was copied from.
alter table library.record add column came_from text not null default '' check (length(came_from) <= 200);

alter table library.record_version add column did text not null default 'changed'
  check (did in ('changed', 'edited', 'withdrawn', 'restored', 'went-back'));

-- What was done at the desk lately.
create index record_version_desk on library.record_version (ended_at) where batch_id is null;
create index record_desk on library.record (made_at) where org_path is not null;

create index record_heading on library.record (title_key text_pattern_ops) where kind = 'authority' and state = 'standing';

-- How a house begins its records.
create table library.template (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) between 1 and 60),
  flavour text not null check (flavour in ('marc21', 'unimarc')),
  lines text not null check (length(lines) <= 200000),
  made_at timestamptz not null,
  constraint template_once unique (organisation_id, name)
);
create index template_path on library.template (org_path text_pattern_ops);
