-- For which beginning holders were reminded: a session that moves is reminded of again. Null: not yet.
alter table programme.session add column reminded_for timestamptz;
create index session_to_remind on programme.session (starts_at)
  where offer_id is not null and cancelled_at is null and reminded_for is distinct from starts_at;
