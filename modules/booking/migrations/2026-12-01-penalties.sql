-- Not coming and giving back as dated data: what an organisation says about it, what it rests on, and the person's own words against it.

-- A rule in its versions. Never changed: the next version is another row; one without terms ends it.
create table booking.penalty_rule (
  id uuid primary key,
  -- Of the organisation: the rule holds for its offers and for everything below it.
  org_path text not null check (org_path like '%.'),
  -- Null: every kind of offer.
  kind text check (kind ~ '^[a-z-]{3,40}$'),
  version integer not null check (version >= 1),
  -- The first day of the city on which it holds.
  since date not null,
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  terms jsonb,
  made_by uuid,
  made_at timestamptz not null,
  constraint penalty_rule_version unique nulls not distinct (org_path, kind, version)
);

-- Somebody did not come, came late, or gave back late, under a rule. One an occasion and person, and one a claim.
create table booking.penalty_mark (
  id uuid primary key,
  claim_id uuid not null unique references booking.claim (id),
  offer_id uuid not null references booking.offer (id),
  subject uuid not null,
  -- The version that was in force on the day.
  rule_id uuid not null references booking.penalty_rule (id),
  cause text not null check (cause in ('missed', 'late', 'late-cancel')),
  at timestamptz not null,
  -- The same as a day of the city.
  day date not null,
  org_path text not null check (org_path like '%.'),
  kind text not null,
  place_id uuid,
  -- Who wrote it, where it was a person and not the job.
  made_by uuid,
  waived_at timestamptz,
  waived_by uuid,
  waived_because text check (waived_because ~ '\S' and length(waived_because) <= 300),
  constraint penalty_mark_once unique (subject, offer_id),
  constraint penalty_mark_waived_whole check (num_nonnulls(waived_at, waived_by, waived_because) in (0, 3))
);
create index penalty_mark_day on booking.penalty_mark (day, org_path);
create index penalty_mark_offer on booking.penalty_mark (offer_id);

-- A day on which not coming is held against nobody: snow, a closed road. Of everything below the organisation, or of one place.
create table booking.penalty_amnesty (
  id uuid primary key,
  org_path text not null check (org_path like '%.'),
  place_id uuid,
  day date not null,
  because text not null check (because ~ '\S' and length(because) <= 300),
  made_by uuid not null,
  made_at timestamptz not null,
  constraint penalty_amnesty_once unique nulls not distinct (day, org_path, place_id)
);

-- The person's own words against a mark; once.
create table booking.penalty_appeal (
  id uuid primary key,
  mark_id uuid not null references booking.penalty_mark (id) on delete cascade,
  words text not null check (words ~ '\S' and length(words) <= 1000),
  made_at timestamptz not null,
  due_on date not null,
  outcome text check (outcome in ('accepted', 'declined')),
  answer text check (answer ~ '\S' and length(answer) <= 300),
  answered_by uuid,
  answered_at timestamptz,
  constraint penalty_appeal_once unique (mark_id),
  constraint penalty_appeal_answered_whole check (num_nonnulls(outcome, answer, answered_by, answered_at) in (0, 4))
);
create index penalty_appeal_waiting on booking.penalty_appeal (due_on) where outcome is null;

-- When a holder gave it back themself: what limits of giving back count.
alter table booking.claim add column given_back_at timestamptz;
alter table booking.claim add constraint claim_given_back_is_cancelled check (given_back_at is null or state = 'cancelled');
create index claim_given_back on booking.claim (subject, given_back_at) where given_back_at is not null;

-- When its day or hour was last changed: who had booked before and did not come is excused.
alter table booking.offer add column moved_at timestamptz;
