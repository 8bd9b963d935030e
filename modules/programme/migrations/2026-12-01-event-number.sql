-- What an event is called where it was brought from: the UID of a calendar, the number of a sheet. By it, or by its id where it was
-- written here, the same is known again.
alter table programme.event add column brought_as text check (length(brought_as) between 1 and 255 and brought_as ~ '\S');
create unique index event_number_once on programme.event (organisation_id, (coalesce(brought_as, id::text)));
