-- A teacher cannot teach a lesson then and asks the staff for somebody else, or for another time.
create table courses.lesson_request (
  id uuid primary key,
  lesson_id uuid not null references courses.lesson,
  -- The seat that asks.
  teacher_id uuid not null references courses.teacher,
  wants text not null check (wants in ('substitute', 'make-up')),
  reason text not null check (length(reason) <= 500 and reason ~ '\S'),
  -- Whom they would like to stand in; null: whoever can.
  colleague_id uuid references courses.teacher,
  -- When it could be made up for.
  starts_at timestamptz,
  ends_at timestamptz,
  asked_at timestamptz not null,
  -- Settled: the lesson went another way before anybody answered.
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused', 'taken-back', 'settled')),
  answered_at timestamptz,
  answered_by uuid,
  answer text check (length(answer) <= 500 and answer ~ '\S'),
  constraint lesson_request_has_time check ((wants = 'make-up') = (starts_at is not null) and (starts_at is null) = (ends_at is null)),
  constraint lesson_request_in_order check (ends_at > starts_at),
  constraint lesson_request_colleague check (colleague_id is null or (wants = 'substitute' and colleague_id <> teacher_id)),
  constraint lesson_request_answered check ((state = 'asked') = (answered_at is null)),
  constraint lesson_request_refused_because check ((state = 'refused') = (answer is not null))
);
-- One at a time.
create unique index lesson_request_once on courses.lesson_request (lesson_id) where state = 'asked';
create index lesson_request_lesson on courses.lesson_request (lesson_id, asked_at);
