-- In what state a place was found on a day: dated, added to and never changed; one with a mistake is replaced by another that names it.
create table places.inspection (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  on_day date not null,
  grade text not null check (grade in ('good', 'fair', 'poor', 'unsafe')),
  words text not null check (length(words) between 1 and 2000),
  -- The body that inspected, when it was not the house itself: an organisation, never a person.
  inspector text check (length(inspector) between 1 and 100),
  -- How one gets in and on, as it was found.
  access text[] not null default '{}' check (cardinality(access) <= 40),
  -- Subject key of who wrote it down.
  by uuid,
  corrects uuid unique references places.inspection,
  recorded_at timestamptz not null
);
create index inspection_day on places.inspection (facility_id, on_day);

create table places.inspected_equipment (
  inspection_id uuid not null references places.inspection,
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 40),
  count integer not null check (count between 0 and 100000),
  state text not null check (state in ('working', 'worn', 'broken', 'missing')),
  primary key (inspection_id, code)
);

create function places.inspection_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was found is not changed';
end $$;
create trigger inspection_append_only before update or delete on places.inspection
  for each row execute function places.inspection_is_append_only();
create trigger inspected_equipment_append_only before update or delete on places.inspected_equipment
  for each row execute function places.inspection_is_append_only();
