-- Places that only a draw gives, made already or not: they are nobody's before it.
alter table booking.pool
  add column to_be_drawn boolean not null default false,
  drop constraint pool_untouched_before_draw,
  add constraint pool_untouched_before_draw check ((awaits_draw is null and not to_be_drawn) or taken = 0);
