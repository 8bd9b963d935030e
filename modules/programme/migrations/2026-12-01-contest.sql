-- Contests of arts and of sport: what may be entered, entries and their members, jury, rounds, scores, results.
create table programme.contest (
  event_id uuid primary key references programme.event (id),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  rules text not null check (length(rules) <= 20000 and rules ~ '\S'),
  -- Whether an entry brings a link to the work.
  link text not null check (link in ('none', 'optional', 'needed')),
  next_number integer not null default 1 check (next_number > 0),
  changed_at timestamptz not null,
  constraint contest_window check (closes_at > opens_at)
);

create table programme.contest_category (
  id uuid primary key,
  event_id uuid not null references programme.contest (event_id),
  name text not null check (length(name) between 1 and 60 and name ~ '\S'),
  -- What records are compared in: `男子 100 米自由泳`.
  discipline text not null default '' check (length(discipline) <= 60),
  age_from smallint check (age_from between 0 and 120),
  age_to smallint check (age_to between 0 and 120),
  team_from smallint not null check (team_from >= 1),
  team_to smallint not null check (team_to between team_from and 60),
  places integer not null check (places between 1 and 10000),
  taken integer not null default 0,
  decided text not null check (decided in ('jury', 'measured')),
  unit text check (unit in ('time', 'distance', 'points', 'score')),
  better text check (better in ('lower', 'higher')),
  made_at timestamptz not null,
  constraint contest_category_ages check (age_to >= age_from),
  constraint contest_category_not_overfull check (taken between 0 and places),
  constraint contest_category_measured check (num_nonnulls(unit, better) = case decided when 'measured' then 2 else 0 end)
);
create index contest_category_event on programme.contest_category (event_id, made_at);
create index contest_category_discipline on programme.contest_category (discipline, unit, better) where discipline <> '' and unit is not null;

create table programme.contest_entry (
  id uuid primary key,
  category_id uuid not null references programme.contest_category (id),
  event_id uuid not null references programme.contest (event_id),
  number integer not null,
  -- Whose entry it is; of a team its captain. Nobody: they are erased.
  subject uuid,
  title text not null check (length(title) <= 100),
  description text not null default '' check (length(description) <= 2000),
  link text check (link ~ '^https://' and length(link) <= 500),
  team_name text check (length(team_name) between 1 and 60 and team_name ~ '\S'),
  -- They agreed that the name stands in public; else the entry's number does.
  name_public boolean not null,
  code text unique,
  members smallint not null default 1,
  most_members smallint not null,
  state text not null default 'submitted' check (state in ('submitted', 'accepted', 'refused', 'withdrawn')),
  reason text check (length(reason) <= 500 and reason ~ '\S'),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint contest_entry_number unique (event_id, number),
  constraint contest_entry_titled check (subject is null or title ~ '\S'),
  constraint contest_entry_team_not_overfull check (members between 0 and most_members),
  constraint contest_entry_refused_because check (state <> 'refused' or reason is not null)
);
create index contest_entry_category on programme.contest_entry (category_id, number);
create index contest_entry_subject on programme.contest_entry (subject) where subject is not null;

-- Each agreed themself. Who left, or whose entry ended, is a row no more.
create table programme.contest_member (
  entry_id uuid not null references programme.contest_entry (id),
  category_id uuid not null references programme.contest_category (id),
  subject uuid not null,
  agreed_at timestamptz not null,
  primary key (entry_id, subject),
  constraint contest_member_once unique (category_id, subject)
);
create index contest_member_subject on programme.contest_member (subject);

create table programme.contest_juror (
  id uuid primary key,
  event_id uuid not null references programme.contest (event_id),
  name text not null check (length(name) <= 60),
  -- Until the seat is taken.
  code text unique,
  subject uuid,
  appointed_at timestamptz not null,
  ended_at timestamptz,
  constraint contest_juror_seated check (num_nonnulls(code, subject) <= 1)
);
create unique index contest_juror_once on programme.contest_juror (event_id, subject) where ended_at is null and subject is not null;

-- A juror stands aside from an entry.
create table programme.contest_conflict (
  juror_id uuid not null references programme.contest_juror (id),
  entry_id uuid not null references programme.contest_entry (id),
  declared_at timestamptz not null,
  primary key (juror_id, entry_id)
);

create table programme.contest_round (
  id uuid primary key,
  category_id uuid not null references programme.contest_category (id),
  stage text not null check (stage in ('preliminary', 'semi-final', 'final')),
  rule text check (rule in ('mean', 'trimmed-mean', 'sum')),
  -- [{name, weight}], in the order by which ties are broken.
  criteria jsonb not null default '[]'::jsonb check (jsonb_typeof(criteria) = 'array' and jsonb_array_length(criteria) <= 12),
  made_at timestamptz not null,
  entered_by uuid,
  entered_at timestamptz,
  published_by uuid,
  published_at timestamptz,
  constraint contest_round_stage unique (category_id, stage),
  constraint contest_round_judged check ((rule is null) = (jsonb_array_length(criteria) = 0)),
  constraint contest_round_entered check (num_nonnulls(entered_by, entered_at) in (0, 2)),
  constraint contest_round_published check (num_nonnulls(published_by, published_at) in (0, 2)),
  constraint contest_round_entered_first check (published_at is null or entered_at is not null),
  constraint contest_round_second_person check (published_by <> entered_by)
);

-- Points of all criteria, in hundredths, in the order of the round's criteria.
create table programme.contest_score (
  round_id uuid not null references programme.contest_round (id),
  entry_id uuid not null references programme.contest_entry (id),
  juror_id uuid not null references programme.contest_juror (id),
  points integer[] not null check (0 <= all (points) and 1000 >= all (points) and array_position(points, null) is null),
  given_at timestamptz not null,
  changed_at timestamptz,
  reason text check (length(reason) <= 500 and reason ~ '\S'),
  primary key (round_id, entry_id, juror_id),
  constraint contest_score_changed_because check ((changed_at is null) = (reason is null))
);

create table programme.contest_result (
  round_id uuid not null references programme.contest_round (id),
  entry_id uuid not null references programme.contest_entry (id),
  status text not null check (status in ('ok', 'dns', 'dnf', 'dsq')),
  value numeric(12, 3) check (value >= 0),
  place integer check (place >= 1),
  advances boolean not null,
  award text check (award in ('first', 'second', 'third', 'excellent')),
  primary key (round_id, entry_id),
  constraint contest_result_whole check (num_nonnulls(value, place) = case status when 'ok' then 2 else 0 end),
  constraint contest_result_earned check (status = 'ok' or (not advances and award is null))
);
create index contest_result_entry on programme.contest_result (entry_id);
