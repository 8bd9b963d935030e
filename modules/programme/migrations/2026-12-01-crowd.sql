-- How many are expected, and from how many on an event needs the permit of large gatherings.
alter table programme.event add column expected_crowd integer check (expected_crowd between 1 and 10000000);
-- A rule is for a kind of event, or for every event where so many are expected.
alter table programme.permit_rule
  alter column kind drop not null,
  add column crowd_from integer check (crowd_from > 0),
  add constraint permit_rule_for_one check (num_nonnulls(kind, crowd_from) = 1);
create unique index permit_rule_of_crowds_in_force on programme.permit_rule ((kind is null)) where ended_at is null and kind is null;
-- In force since then.
insert into programme.permit_rule (id, crowd_from, basis, since)
values (gen_random_uuid(), 1000, '《大型群众性活动安全管理条例》（国务院令第505号）第二条：每场次预计参加人数达到1000人以上', '2007-10-01T00:00+08:00');
