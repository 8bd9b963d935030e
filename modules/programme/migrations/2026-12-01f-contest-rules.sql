-- Every version of the rules of a contest, and which of them each member agreed to.
alter table programme.contest add column rules_version integer not null default 1 check (rules_version > 0);
create table programme.contest_rules (
  event_id uuid not null references programme.contest (event_id),
  version integer not null check (version > 0),
  rules text not null check (length(rules) <= 20000 and rules ~ '\S'),
  made_at timestamptz not null,
  primary key (event_id, version)
);
insert into programme.contest_rules (event_id, version, rules, made_at)
select event_id, 1, rules, changed_at from programme.contest;
alter table programme.contest_member add column rules_version integer not null default 1 check (rules_version > 0);
alter table programme.contest_member alter column rules_version drop default;
