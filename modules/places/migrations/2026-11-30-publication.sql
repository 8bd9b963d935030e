-- Places go through the steps of publishing. Those that are here already are public, and the history says since when they are.
alter table places.facility
  add column state text not null default 'published'
    check (state in ('draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn')),
  add column published_at timestamptz,
  -- From this day on it was no longer public; figures of days before it still count it.
  add column withdrawn_on date;
update places.facility f set published_at = (select at from places.facility_version v where v.facility_id = f.id and v.version = 1);
alter table places.facility alter column state set default 'draft';
alter table places.facility
  add constraint facility_published check (state not in ('published', 'withdrawn') or published_at is not null),
  add constraint facility_withdrawn check ((state <> 'withdrawn' or withdrawn_on is not null) and (state <> 'published' or withdrawn_on is null));
create index facility_in_steps on places.facility (state) where state <> 'published';
insert into platform.publication (id, kind, thing, step, from_state, to_state, version, at, reason)
select gen_random_uuid(), 'place', id, 'adopt', 'draft', 'published', 1, published_at, '启用发布流程以前已经公开'
  from places.facility order by id;
