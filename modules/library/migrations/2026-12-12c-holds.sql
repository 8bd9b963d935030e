-- Holds while they wait: which shelf is searched for which of them, what stands on a hold shelf for nobody any more, and how many one may have.

-- The places that were asked for a copy, the last at the end: the next time another is asked.
alter table library.hold add column asked_places uuid[] not null default '{}';
-- The last day on which the place looks for it; then another is asked.
alter table library.hold add column wanted_until date;
-- When it was last asked whether anything could ever fill it, and since when nothing could.
alter table library.hold add column checked_on date;
alter table library.hold add column hopeless_since date;
alter table library.hold add constraint hold_asked_few check (cardinality(asked_places) <= 100);

-- Who would take a copy that comes back: also those for whom a shelf is being searched.
create index hold_line on library.hold (record_id, rank, asked_at, id) where state in ('waiting', 'wanted');
create index hold_wanted_until on library.hold (wanted_until) where state = 'wanted';
create index hold_unchecked on library.hold (checked_on nulls first) where state = 'waiting';
create index hold_hopeless on library.hold (pickup_path text_pattern_ops, hopeless_since) where hopeless_since is not null;
create index hold_expiring on library.hold (ready_until) where state = 'ready';
create index hold_needed on library.hold (needed_by) where needed_by is not null and state in ('waiting', 'wanted');
create index hold_group on library.hold (group_id) where group_id is not null;
create index hold_of_wanted_item on library.hold (wanted_item_id) where wanted_item_id is not null;

-- Titles that somebody waits for, and when it is next looked whether a copy of them stands on a shelf.
create table library.awaited (
  record_id bigint primary key references library.record on delete cascade,
  look_at timestamptz not null
);
create index awaited_next on library.awaited (look_at);

create function library.await_title() returns trigger language plpgsql as $$
begin
  insert into library.awaited (record_id, look_at) values (new.record_id, '-infinity')
  on conflict (record_id) do update set look_at = '-infinity';
  return null;
end $$;
create trigger hold_awaited after insert on library.hold
  for each row when (new.state = 'waiting') execute function library.await_title();
create trigger hold_awaited_again after update of state, record_id, pickup_id, frozen_until on library.hold
  for each row when (new.state = 'waiting') execute function library.await_title();

-- Copies that stand on a hold shelf for nobody any more, until somebody takes them off and scans them.
create table library.left_on_shelf (
  item_id bigint primary key references library.item on delete cascade,
  place_id uuid not null,
  slot text not null default '' check (length(slot) <= 20),
  since date not null
);
create index left_on_shelf_place on library.left_on_shelf (place_id, since);

create function library.off_hold_shelf() returns trigger language plpgsql as $$
begin
  delete from library.left_on_shelf where item_id = new.id;
  return null;
end $$;
create trigger item_off_hold_shelf after update of away on library.item
  for each row when (old.away = 'hold-shelf' and new.away is distinct from 'hold-shelf') execute function library.off_hold_shelf();

-- A copy that was looked for on its shelf once and was not there.
create table library.not_there (
  item_id bigint primary key references library.item on delete cascade,
  looked_on date not null
);

-- How many holds a reader of a house may have, and how many open days a place has to find a copy. The latest that has begun holds.
create table library.hold_terms (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '_%.'),
  since date not null,
  most smallint not null check (most between 0 and 200),
  pull_days smallint not null check (pull_days between 1 and 14),
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  set_at timestamptz not null
);
create index hold_terms_of on library.hold_terms (org_path, since desc, set_at desc);
create trigger hold_terms_append_only before update or delete on library.hold_terms
  for each row execute function library.rules_are_append_only();
