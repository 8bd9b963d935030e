create schema courses;

-- Who teaches for an organisation: named by its staff, and themself once they took the seat by its code.
create table courses.teacher (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) <= 60),
  -- Until the seat is taken.
  code text unique,
  subject uuid,
  appointed_at timestamptz not null,
  ended_at timestamptz,
  constraint teacher_seated check (num_nonnulls(code, subject) <= 1)
);
create unique index teacher_once on courses.teacher (organisation_id, subject) where ended_at is null and subject is not null;
create index teacher_subject on courses.teacher (subject) where subject is not null;
create index teacher_path on courses.teacher (org_path text_pattern_ops);

-- What is taught.
create table courses.course (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  kind text not null,
  level text not null check (level in ('any', 'beginner', 'intermediate', 'advanced')),
  title text not null check (length(title) between 1 and 100 and title ~ '\S'),
  summary text not null default '' check (length(summary) <= 300),
  description text not null default '' check (length(description) <= 20000),
  audience text not null default '' check (length(audience) <= 200),
  materials text not null default '' check (length(materials) <= 1000),
  -- In full years, both included; null: open.
  age_from smallint check (age_from between 0 and 120),
  age_to smallint check (age_to between 0 and 120),
  -- Fewer than so many, and a class does not begin unless a manager says so.
  minimum smallint not null check (minimum between 1 and 500),
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn')),
  published_at timestamptz,
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  unique (id, org_path),
  constraint course_ages_in_order check (age_to >= age_from)
);
create index course_path on courses.course (org_path text_pattern_ops, changed_at desc);

-- A course taught in a term: by somebody, somewhere, to so many.
create table courses.class (
  id uuid primary key,
  course_id uuid not null,
  org_path text not null,
  term text not null check (length(term) between 1 and 40 and term ~ '\S'),
  teacher_id uuid references courses.teacher,
  -- The teacher has said yes to this class; null: not asked, or no answer yet.
  teacher_says text check (teacher_says in ('yes', 'no')),
  mode text not null check (mode in ('on-site', 'online', 'hybrid')),
  place_id uuid,
  space_id uuid,
  division_code text,
  link text check (link ~ '^https://' and length(link) <= 500),
  age_from smallint check (age_from between 0 and 120),
  age_to smallint check (age_to between 0 and 120),
  places smallint not null check (places between 1 and 500),
  -- Of these so many are kept for the counter.
  counter_places smallint not null default 0 check (counter_places between 0 and places),
  minimum smallint not null check (minimum between 1 and 500),
  -- On this day a manager decides what becomes of a class below its minimum.
  decide_on date not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  way text not null default 'first-come' check (way in ('first-come', 'draw')),
  waiting_list boolean not null,
  -- Who came to so many of a hundred lessons gets a certificate.
  share smallint not null check (share between 1 and 100),
  state text not null default 'planned' check (state in ('planned', 'open', 'cancelled')),
  offer_id uuid unique,
  kept_because text check (length(kept_because) <= 500 and kept_because ~ '\S'),
  cancelled_at timestamptz,
  cancelled_because text check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  -- From its lessons that stand: when it begins and ends, and when most of them are.
  first_at timestamptz,
  last_at timestamptz,
  evening boolean not null default false,
  weekend boolean not null default false,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  foreign key (course_id, org_path) references courses.course (id, org_path),
  constraint class_ages_in_order check (age_to >= age_from),
  constraint class_window check (closes_at > opens_at),
  constraint class_minimum_fits check (minimum <= places),
  constraint class_says_who check (teacher_says is null or teacher_id is not null),
  constraint class_open_is_agreed check (state <> 'open' or (offer_id is not null and teacher_says is not distinct from 'yes' and first_at is not null)),
  constraint class_cancelled check ((state = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_because is null))
);
create index class_course on courses.class (course_id);
create index class_teacher on courses.class (teacher_id);
create index class_ahead on courses.class (first_at, id) where state = 'open';
create index class_place on courses.class (place_id) where state = 'open';
create index class_to_decide on courses.class (decide_on) where state = 'open' and kept_because is null;

create table courses.lesson (
  id uuid primary key,
  class_id uuid not null references courses.class,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  topic text not null default '' check (length(topic) <= 100),
  -- Who teaches it: the teacher of the class, or whoever stands in.
  teacher_id uuid references courses.teacher,
  place_id uuid,
  space_id uuid,
  -- It makes up for one that was cancelled.
  makes_up uuid unique references courses.lesson,
  link text check (link ~ '^https://' and length(link) <= 500),
  replay_link text check (replay_link ~ '^https://' and length(replay_link) <= 500),
  replay_since timestamptz,
  cancelled_at timestamptz,
  cancelled_because text check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  previous_starts_at timestamptz,
  sequence integer not null default 0,
  held_at timestamptz,
  -- How many were told to have come; a correction tells the difference.
  attended_told integer check (attended_told >= 0),
  changed_at timestamptz not null,
  constraint lesson_in_order check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  constraint lesson_cancelled_because check ((cancelled_at is null) = (cancelled_because is null)),
  constraint lesson_held_or_cancelled check (held_at is null or cancelled_at is null),
  constraint lesson_held_is_told check ((held_at is null) = (attended_told is null)),
  constraint lesson_replay_has_day check ((replay_link is null) = (replay_since is null)),
  -- Nobody teaches two lessons at one time, and no room has two.
  constraint lesson_teacher_free exclude using gist (teacher_id with =, tstzrange(starts_at, ends_at) with &&)
    where (cancelled_at is null and teacher_id is not null),
  constraint lesson_room_free exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&)
    where (cancelled_at is null and space_id is not null),
  constraint lesson_one_at_a_time exclude using gist (class_id with =, tstzrange(starts_at, ends_at) with &&)
    where (cancelled_at is null)
);
create index lesson_class on courses.lesson (class_id, starts_at);
create index lesson_teacher on courses.lesson (teacher_id, starts_at);
create index lesson_to_hold on courses.lesson (ends_at) where held_at is null and cancelled_at is null;
create index lesson_at_place on courses.lesson (place_id, starts_at) where cancelled_at is null;

-- The roll: of a claim, for nobody is named here.
create table courses.attendance (
  lesson_id uuid not null references courses.lesson,
  claim_id uuid not null,
  mark text not null check (mark in ('present', 'late', 'absent', 'excused')),
  how text not null check (how in ('tap', 'scan', 'online')),
  marked_at timestamptz not null,
  -- Null: the learner, by joining on line.
  marked_by uuid,
  primary key (lesson_id, claim_id)
);
create index attendance_claim on courses.attendance (claim_id);

-- Who watched a lesson again.
create table courses.watched (
  lesson_id uuid not null references courses.lesson,
  claim_id uuid not null,
  watched_at timestamptz not null,
  primary key (lesson_id, claim_id)
);
create index watched_claim on courses.watched (claim_id);

create table courses.certificate (
  id uuid primary key,
  number text not null unique,
  class_id uuid not null references courses.class,
  claim_id uuid not null unique,
  subject uuid,
  -- As they were called on that day; empty once they are erased.
  name text not null check (length(name) <= 100),
  lessons smallint not null check (lessons > 0),
  attended smallint not null check (attended between 1 and lessons),
  issued_on date not null,
  issued_at timestamptz not null,
  issued_by uuid not null
);
create index certificate_class on courses.certificate (class_id);
create index certificate_subject on courses.certificate (subject) where subject is not null;
