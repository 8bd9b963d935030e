-- The history of events goes over to the one of the whole city (platform.publication), row by row.
insert into platform.publication (id, kind, thing, step, from_state, to_state, version, by, at, barred, reason, one_person_rule)
select id, 'event', event_id, step, from_state, to_state, version, by, at, writers, reason, one_person_rule
  from programme.publication order by seq;
drop table programme.publication;
drop function programme.publication_is_append_only();
