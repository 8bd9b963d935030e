-- Timed entry of exhibitions: a slot, or a guided tour in a language. Both are sessions; lists show the exhibition once.
alter table programme.session
  add column entry text check (entry in ('slot', 'tour')),
  add column language text check (language in ('zh', 'ug', 'kk', 'ru', 'en', 'csl')),
  add constraint session_language_of_tour check ((language is not null) = (entry is not distinct from 'tour'));
-- A tour goes through the rooms in which a slot is on; two tours of one language would be the same one.
drop index programme.session_once;
create unique index session_once on programme.session
  (event_id, starts_at, coalesce(space_id, place_id, event_id), coalesce(entry, ''), coalesce(language, '')) where cancelled_at is null;
