-- Shows that need a permit: which kinds they are, by which rule, and the permit of each.
alter table programme.event drop constraint event_kind_check;
alter table programme.event add constraint event_kind_check check (kind in ('performance', 'commercial-performance', 'exhibition',
  'lecture', 'reading', 'workshop', 'film', 'contest', 'sport', 'festival', 'tour', 'other'));
alter table programme.event
  add column permit_number text check (length(permit_number) between 1 and 60),
  add column permit_authority text check (length(permit_authority) between 1 and 100),
  -- Days of the city on which it holds.
  add column permit_valid daterange check (not isempty(permit_valid) and not lower_inf(permit_valid) and not upper_inf(permit_valid)),
  add constraint event_permit_whole check (num_nonnulls(permit_number, permit_authority, permit_valid) in (0, 3));

-- Never deleted: ended.
create table programme.permit_rule (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$' and length(kind) <= 40),
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  since timestamptz not null,
  -- Nobody: it came with the system.
  set_by uuid,
  ended_at timestamptz check (ended_at >= since),
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create unique index permit_rule_in_force on programme.permit_rule (kind) where ended_at is null;
insert into programme.permit_rule (id, kind, basis, since)
values (gen_random_uuid(), 'commercial-performance', '《营业性演出管理条例》：举办营业性演出，须经演出所在地文化主管部门批准', now());
