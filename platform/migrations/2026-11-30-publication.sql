-- One history of publishing for everything that goes through the steps: who did what with it, when, why. Never changed.
create table platform.publication (
  id uuid primary key,
  seq bigint not null generated always as identity,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$' and length(kind) <= 40),
  thing uuid not null,
  step text not null check (step in ('write', 'adopt', 'submit', 'take-back', 'check', 'proof', 'approve', 'send-back', 'schedule',
    'call-off', 'miss', 'publish', 'withdraw', 'reopen', 'change', 'cancel')),
  from_state text not null,
  to_state text not null,
  version int not null check (version > 0),
  -- Nobody: what was public before there were steps, what the clock could not publish, what the city itself brought in.
  by uuid,
  at timestamptz not null,
  -- Who could not take this step: who wrote, and who has reviewed or proof-read already.
  barred uuid[] not null default '{}',
  reason text check (length(reason) <= 500 and reason ~ '\S'),
  one_person_rule uuid,
  scheduled_for timestamptz,
  constraint publication_not_own_work
    check (step not in ('check', 'proof', 'approve') or by <> all (barred) or one_person_rule is not null),
  constraint publication_says_why
    check (step not in ('send-back', 'withdraw', 'change', 'cancel', 'adopt', 'miss') or reason is not null),
  constraint publication_by_somebody check (by is not null or step in ('adopt', 'miss')),
  constraint publication_scheduled check (step <> 'schedule' or scheduled_for is not null)
);
create index publication_thing on platform.publication (kind, thing, seq);
create index publication_by on platform.publication (by);

create function platform.publication_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the history of publishing is not changed';
end $$;
create trigger publication_append_only before update or delete on platform.publication
  for each row execute function platform.publication_is_append_only();

-- What is to be published by itself, and who said so. Gone when it is done, called off or missed: the history stays.
create table platform.publication_schedule (
  kind text not null,
  thing uuid not null,
  due timestamptz not null,
  by uuid not null,
  set_at timestamptz not null,
  primary key (kind, thing)
);
create index publication_schedule_due on platform.publication_schedule (kind, due);

-- How many reviews and proof-readings an organisation and those below it ask for (三审三校). Never deleted: ended.
create table platform.review_rule (
  id uuid primary key,
  org_path text not null check (org_path like '%.'),
  reviews smallint not null check (reviews between 1 and 3),
  proofs smallint not null check (proofs between 0 and 3),
  since timestamptz not null,
  set_by uuid not null,
  reason text not null check (reason ~ '\S' and length(reason) <= 500),
  ended_at timestamptz check (ended_at >= since),
  ended_by uuid,
  check ((ended_at is null) = (ended_by is null))
);
create unique index review_rule_in_force on platform.review_rule (org_path) where ended_at is null;
