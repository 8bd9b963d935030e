-- A session that had begun when it was cancelled took place in part: those who came are counted, and so is the session.
alter table programme.session add column cut_short boolean not null default false;
alter table programme.session add constraint session_cut_short_while_on
  check (not cut_short or coalesce(cancelled_at > starts_at and cancelled_at < ends_at, false));
alter table programme.session drop constraint session_held_or_cancelled;
alter table programme.session add constraint session_held_or_cancelled
  check (held_at is null or cancelled_at is null or cut_short);
drop index programme.session_to_hold;
create index session_to_hold on programme.session (ends_at) where held_at is null and (cancelled_at is null or cut_short);
