-- When a public session was to begin before it was moved: calendars and search engines tell both.
alter table programme.session add column previous_starts_at timestamptz;
-- Feeds that others follow go through what has changed, in this order.
create index session_fed on programme.session (changed_at, id);
create index event_fed on programme.event (changed_at, id) where published_at is not null;
