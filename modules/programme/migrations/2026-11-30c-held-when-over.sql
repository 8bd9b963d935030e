-- A session that was cut short is over at that moment, not at its planned end, and has been held from then on.
alter table programme.session drop constraint session_check;
alter table programme.session add constraint session_held_when_over
  check (held_at >= case when cut_short then cancelled_at else ends_at end);
drop index programme.session_to_hold;
create index session_to_hold on programme.session ((case when cut_short then cancelled_at else ends_at end))
  where held_at is null and (cancelled_at is null or cut_short);
