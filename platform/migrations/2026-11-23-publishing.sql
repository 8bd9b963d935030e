-- Organisations with one person on the staff, where somebody may check and approve what they wrote. Never deleted: ended.
create table platform.one_person_rule (
  id uuid primary key,
  org_path text not null check (org_path like '%.'),
  since timestamptz not null,
  set_by uuid not null,
  reason text not null check (reason ~ '\S'),
  ended_at timestamptz check (ended_at >= since),
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create unique index one_person_rule_in_force on platform.one_person_rule (org_path) where ended_at is null;
