-- Who came for an activity took part in it: counted from now on beside the visits, and for the visits counted so far.
insert into insight.fact (metric, event_id, part, occurred_on, occurred_at, org_path, amount, source_kind, source_id, about_kind, about_ref)
select 'participation', event_id, part + 1, occurred_on, occurred_at, org_path, amount, source_kind, source_id, about_kind, about_ref
  from insight.fact where metric = 'visits' and about_kind = 'event-session';
