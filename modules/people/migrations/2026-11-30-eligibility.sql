-- Does somebody meet a rule, such as lending without a deposit? Asked of a provider with consent, or shown in another way.
-- A yes or a no with a reason and an end: there is no column for a score.

-- A rule in its versions. A version is never changed; what holds is the newest whose day has come.
create table people.eligibility_check (
  id uuid primary key,
  code text not null check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  version integer not null check (version > 0),
  -- Whose rule it is: its staff answer for it.
  organisation uuid not null,
  path text not null check (path like '_%.'),
  valid_from timestamptz not null,
  name text not null check (length(name) between 1 and 40),
  purpose text not null check (length(purpose) between 1 and 300),
  asks text not null check (length(asks) between 1 and 300),
  asked_of text not null check (length(asked_of) between 1 and 60),
  -- {"en": {"name": …, "purpose": …, "asks": …, "askedOf": …}}
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  -- Name of the provider in the settings.
  provider text not null check (provider ~ '^[a-z]+(-[a-z]+)*$'),
  -- Identity level needed to ask about oneself: nobody asks about a stranger.
  level smallint not null check (level between 1 and 3),
  from_age smallint not null check (from_age between 0 and 18),
  -- How long a yes holds, and after how long a no may be asked again.
  valid_days integer not null check (valid_days between 1 and 1096),
  again_days integer not null check (again_days between 0 and 366),
  outage text not null check (outage in ('ask-later', 'grant-until', 'other-ways-only')),
  grant_days integer check (grant_days between 1 and 31),
  appeal_days integer not null check (appeal_days between 1 and 60),
  -- No longer asked for anywhere.
  retired boolean not null default false,
  constraint eligibility_check_version unique (code, version),
  constraint eligibility_check_of_code unique (id, code),
  constraint eligibility_check_outage check ((outage = 'grant-until') = (grant_days is not null))
);

-- Other ways to qualify, at the counter.
create table people.eligibility_way (
  check_id uuid not null references people.eligibility_check,
  code text not null check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  name text not null check (length(name) between 1 and 40),
  says text not null check (length(says) between 1 and 300),
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  valid_days integer not null check (valid_days between 1 and 1096),
  sort smallint not null,
  primary key (check_id, code)
);

-- Refusing to be asked about closes nothing (PIPL art. 16): a rule without another way to qualify cannot be written.
create function people.eligibility_check_has_a_way() returns trigger language plpgsql as $$
begin
  if not exists (select from people.eligibility_way where check_id = new.id) then
    raise exception 'eligibility check % version % has no other way to qualify', new.code, new.version
      using errcode = 'check_violation', constraint = 'eligibility_check_has_a_way';
  end if;
  return null;
end $$;
create constraint trigger eligibility_check_has_a_way after insert on people.eligibility_check
  deferrable initially deferred for each row execute function people.eligibility_check_has_a_way();

-- What was asked or shown, and what came of it. One that stands for each person and rule.
create table people.eligibility (
  id uuid primary key,
  account uuid not null references people.account,
  check_id uuid not null,
  code text not null,
  begun_at timestamptz not null,
  -- The separate consent to ask somebody outside, its wording, and who gave it.
  consent_version text,
  consent_by text check (consent_by in ('self', 'guardian')),
  -- Name and number, sealed with the city's secret until there is an answer, and then nowhere.
  sealed bytea,
  answer text check (answer in ('yes', 'no', 'unavailable')),
  reason text check (reason in ('met', 'not-met', 'not-known-there', 'not-agreed-there', 'unreachable', 'way', 'appeal')),
  -- Another way to qualify, and who recorded it.
  way text,
  decided_by uuid references people.account,
  decided_at timestamptz,
  -- A sentence of staff for the person.
  sentence text check (length(sentence) between 1 and 300),
  valid_until timestamptz,
  ended_at timestamptz,
  ended_because text check (ended_because in ('withdrawn', 'replaced', 'unreachable', 'staff')),
  ended_by uuid references people.account,
  constraint eligibility_of_check foreign key (check_id, code) references people.eligibility_check (id, code),
  constraint eligibility_way_of_check foreign key (check_id, way) references people.eligibility_way (check_id, code),
  constraint eligibility_consented check ((consent_version is null) = (consent_by is null)),
  constraint eligibility_asked_or_recorded check ((consent_version is null) = (decided_by is not null)),
  constraint eligibility_answered check (
    (answer is null) = (decided_at is null) and (answer is null) = (reason is null)
    and (valid_until is not null) = coalesce(answer in ('yes', 'no'), false)),
  constraint eligibility_question_open check ((sealed is not null) = (answer is null and ended_at is null)),
  constraint eligibility_ended check (
    (ended_at is null) = (ended_because is null) and (ended_by is not null) = coalesce(ended_because = 'staff', false) and not (answer = 'unavailable' and ended_at is null)),
  constraint eligibility_by_way check ((way is not null) = coalesce(reason = 'way', false))
);
-- Nobody is asked about twice at once, nor again while an answer stands.
create unique index eligibility_standing on people.eligibility (account, code) where ended_at is null;
create index eligibility_account on people.eligibility (account, code, begun_at);

-- The person's own words against a no, and the answer of the organisation whose rule it is.
create table people.eligibility_appeal (
  id uuid primary key,
  eligibility uuid not null constraint eligibility_appeal_once unique references people.eligibility on delete cascade,
  words text not null check (length(words) between 1 and 1000),
  made_at timestamptz not null,
  due_on date not null,
  outcome text check (outcome in ('kept', 'changed')),
  answer text check (length(answer) between 1 and 300),
  answered_by uuid references people.account,
  answered_at timestamptz,
  constraint eligibility_appeal_whole check (
    (outcome is null) = (answer is null) and (outcome is null) = (answered_by is null)
    and (outcome is null) = (answered_at is null))
);
create index eligibility_appeal_open on people.eligibility_appeal (due_on) where outcome is null;
