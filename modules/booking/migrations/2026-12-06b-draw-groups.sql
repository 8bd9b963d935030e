-- Groups for whom places of a draw are kept, in their order: who is in one, the city's own records say.
alter table booking.draw
  add column groups jsonb not null default '[]' constraint draw_groups_check check (jsonb_typeof(groups) = 'array');
-- How many places of each group, in the same order.
alter table booking.draw_lot
  add column reserved jsonb not null default '[]' constraint draw_lot_reserved_check check (jsonb_typeof(reserved) = 'array');
-- The groups it was found to be of when it was made or last changed.
alter table booking.draw_entry add column groups text[] not null default '{}';
