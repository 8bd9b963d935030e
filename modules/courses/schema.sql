-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema courses;

create table courses.attendance (
  lesson_id uuid not null,
  claim_id uuid not null,
  mark text not null,
  how text not null,
  marked_at timestamp with time zone not null,
  marked_by uuid,
  constraint attendance_pkey primary key (lesson_id, claim_id),
  constraint attendance_lesson_id_fkey foreign key (lesson_id) references courses.lesson(id),
  constraint attendance_how_check check (how = any (array['tap', 'scan', 'online'])),
  constraint attendance_mark_check check (mark = any (array['present', 'late', 'absent', 'excused']))
);
create index attendance_claim on courses.attendance using btree (claim_id);

create table courses.certificate (
  id uuid not null,
  number text not null,
  class_id uuid not null,
  claim_id uuid not null,
  subject uuid,
  name text not null,
  lessons smallint not null,
  attended smallint not null,
  issued_on date not null,
  issued_at timestamp with time zone not null,
  issued_by uuid not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawn_because text,
  constraint certificate_pkey primary key (id),
  constraint certificate_number_key unique (number),
  constraint certificate_class_id_fkey foreign key (class_id) references courses.class(id),
  constraint certificate_check check (attended >= 1 and attended <= lessons),
  constraint certificate_lessons_check check (lessons > 0),
  constraint certificate_name_check check (length(name) <= 100),
  constraint certificate_named check (name ~ '\S' or subject is null),
  constraint certificate_withdrawn_because_check check (length(withdrawn_because) <= 500 and withdrawn_because ~ '\S'),
  constraint certificate_withdrawn_whole check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_because) = any (array[0, 3]))
);
create index certificate_claim on courses.certificate using btree (claim_id);
create index certificate_class on courses.certificate using btree (class_id);
create unique index certificate_once on courses.certificate using btree (claim_id) where withdrawn_at is null;
create index certificate_subject on courses.certificate using btree (subject) where subject is not null;

create table courses.class (
  id uuid not null,
  course_id uuid not null,
  org_path text not null,
  term text not null,
  teacher_id uuid,
  teacher_says text,
  mode text not null,
  place_id uuid,
  space_id uuid,
  division_code text,
  link text,
  age_from smallint,
  age_to smallint,
  places smallint not null,
  counter_places smallint not null default 0,
  minimum smallint not null,
  decide_on date not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  way text not null default 'first-come',
  waiting_list boolean not null,
  share smallint not null,
  state text not null default 'planned',
  offer_id uuid,
  kept_because text,
  cancelled_at timestamp with time zone,
  cancelled_because text,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  evening boolean not null default false,
  weekend boolean not null default false,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  ages_strict boolean not null default false,
  line_lessons smallint not null default 0,
  constraint class_pkey primary key (id),
  constraint class_offer_id_key unique (offer_id),
  constraint class_course_id_org_path_fkey foreign key (course_id, org_path) references courses.course(id, org_path),
  constraint class_teacher_id_fkey foreign key (teacher_id) references courses.teacher(id),
  constraint class_age_from_check check (age_from >= 0 and age_from <= 120),
  constraint class_age_to_check check (age_to >= 0 and age_to <= 120),
  constraint class_ages_in_order check (age_to >= age_from),
  constraint class_cancelled check ((state = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_because is null)),
  constraint class_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint class_check check (counter_places >= 0 and counter_places <= places),
  constraint class_kept_because_check check (length(kept_because) <= 500 and kept_because ~ '\S'),
  constraint class_line_lessons_check check (line_lessons >= 0 and line_lessons <= 100),
  constraint class_link_check check (link ~ '^https://' and length(link) <= 500),
  constraint class_minimum_check check (minimum >= 1 and minimum <= 500),
  constraint class_minimum_fits check (minimum <= places),
  constraint class_mode_check check (mode = any (array['on-site', 'online', 'hybrid'])),
  constraint class_open_is_agreed check (state <> 'open' or offer_id is not null and not teacher_says is distinct from 'yes' and first_at is not null),
  constraint class_places_check check (places >= 1 and places <= 500),
  constraint class_says_who check (teacher_says is null or teacher_id is not null),
  constraint class_share_check check (share >= 1 and share <= 100),
  constraint class_state_check check (state = any (array['planned', 'open', 'cancelled'])),
  constraint class_teacher_says_check check (teacher_says = any (array['yes', 'no'])),
  constraint class_term_check check (length(term) >= 1 and length(term) <= 40 and term ~ '\S'),
  constraint class_version_check check (version > 0),
  constraint class_way_check check (way = any (array['first-come', 'draw'])),
  constraint class_window check (closes_at > opens_at)
);
create index class_ahead on courses.class using btree (first_at, id) where state = 'open';
create index class_course on courses.class using btree (course_id);
create index class_place on courses.class using btree (place_id) where state = 'open';
create index class_teacher on courses.class using btree (teacher_id);
create index class_to_decide on courses.class using btree (decide_on) where state = 'open' and kept_because is null;

create table courses.course (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  kind text not null,
  level text not null,
  title text not null,
  summary text not null default '',
  description text not null default '',
  audience text not null default '',
  materials text not null default '',
  age_from smallint,
  age_to smallint,
  minimum smallint not null,
  translations jsonb not null default '{}'::jsonb,
  state text not null default 'draft',
  published_at timestamp with time zone,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  search tsvector,
  constraint course_pkey primary key (id),
  constraint course_id_org_path_key unique (id, org_path),
  constraint course_age_from_check check (age_from >= 0 and age_from <= 120),
  constraint course_age_to_check check (age_to >= 0 and age_to <= 120),
  constraint course_ages_in_order check (age_to >= age_from),
  constraint course_audience_check check (length(audience) <= 200),
  constraint course_description_check check (length(description) <= 20000),
  constraint course_level_check check (level = any (array['any', 'beginner', 'intermediate', 'advanced'])),
  constraint course_materials_check check (length(materials) <= 1000),
  constraint course_minimum_check check (minimum >= 1 and minimum <= 500),
  constraint course_org_path_check check (org_path ~~ '%.'),
  constraint course_state_check check (state = any (array['draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn'])),
  constraint course_summary_check check (length(summary) <= 300),
  constraint course_title_check check (length(title) >= 1 and length(title) <= 100 and title ~ '\S'),
  constraint course_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint course_version_check check (version > 0)
);
create index course_path on courses.course using btree (org_path text_pattern_ops, changed_at desc);
create index course_search on courses.course using gin (search);
create index course_unindexed on courses.course using btree (id) where search is null;

create table courses.lesson (
  id uuid not null,
  class_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  topic text not null default '',
  teacher_id uuid,
  place_id uuid,
  space_id uuid,
  makes_up uuid,
  link text,
  replay_link text,
  replay_since timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancelled_because text,
  previous_starts_at timestamp with time zone,
  sequence integer not null default 0,
  held_at timestamp with time zone,
  attended_told integer,
  changed_at timestamp with time zone not null,
  constraint lesson_pkey primary key (id),
  constraint lesson_makes_up_key unique (makes_up),
  constraint lesson_one_at_a_time exclude using gist (class_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null),
  constraint lesson_room_free exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null and space_id is not null),
  constraint lesson_teacher_free exclude using gist (teacher_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null and teacher_id is not null),
  constraint lesson_class_id_fkey foreign key (class_id) references courses.class(id),
  constraint lesson_makes_up_fkey foreign key (makes_up) references courses.lesson(id),
  constraint lesson_teacher_id_fkey foreign key (teacher_id) references courses.teacher(id),
  constraint lesson_attended_told_check check (attended_told >= 0),
  constraint lesson_cancelled_because check ((cancelled_at is null) = (cancelled_because is null)),
  constraint lesson_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint lesson_held_is_told check ((held_at is null) = (attended_told is null)),
  constraint lesson_held_or_cancelled check (held_at is null or cancelled_at is null),
  constraint lesson_in_order check (ends_at > starts_at and ends_at <= (starts_at + '24:00:00'::interval)),
  constraint lesson_link_check check (link ~ '^https://' and length(link) <= 500),
  constraint lesson_replay_has_day check ((replay_link is null) = (replay_since is null)),
  constraint lesson_replay_link_check check (replay_link ~ '^https://' and length(replay_link) <= 500),
  constraint lesson_topic_check check (length(topic) <= 100)
);
create index lesson_at_place on courses.lesson using btree (place_id, starts_at) where cancelled_at is null;
create index lesson_class on courses.lesson using btree (class_id, starts_at);
create index lesson_teacher on courses.lesson using btree (teacher_id, starts_at);
create index lesson_to_hold on courses.lesson using btree (ends_at) where held_at is null and cancelled_at is null;

create table courses.lesson_request (
  id uuid not null,
  lesson_id uuid not null,
  teacher_id uuid not null,
  wants text not null,
  reason text not null,
  colleague_id uuid,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  asked_at timestamp with time zone not null,
  state text not null default 'asked',
  answered_at timestamp with time zone,
  answered_by uuid,
  answer text,
  constraint lesson_request_pkey primary key (id),
  constraint lesson_request_colleague_id_fkey foreign key (colleague_id) references courses.teacher(id),
  constraint lesson_request_lesson_id_fkey foreign key (lesson_id) references courses.lesson(id),
  constraint lesson_request_teacher_id_fkey foreign key (teacher_id) references courses.teacher(id),
  constraint lesson_request_answer_check check (length(answer) <= 500 and answer ~ '\S'),
  constraint lesson_request_answered check ((state = 'asked') = (answered_at is null)),
  constraint lesson_request_colleague check (colleague_id is null or wants = 'substitute' and colleague_id <> teacher_id),
  constraint lesson_request_has_time check ((wants = 'make-up') = (starts_at is not null) and (starts_at is null) = (ends_at is null)),
  constraint lesson_request_in_order check (ends_at > starts_at),
  constraint lesson_request_reason_check check (length(reason) <= 500 and reason ~ '\S'),
  constraint lesson_request_refused_because check ((state = 'refused') = (answer is not null)),
  constraint lesson_request_state_check check (state = any (array['asked', 'granted', 'refused', 'taken-back', 'settled'])),
  constraint lesson_request_wants_check check (wants = any (array['substitute', 'make-up']))
);
create index lesson_request_lesson on courses.lesson_request using btree (lesson_id, asked_at);
create unique index lesson_request_once on courses.lesson_request using btree (lesson_id) where state = 'asked';

create table courses.teacher (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  name text not null,
  code text,
  subject uuid,
  appointed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  shared boolean not null default false,
  constraint teacher_pkey primary key (id),
  constraint teacher_code_key unique (code),
  constraint teacher_name_check check (length(name) <= 60),
  constraint teacher_org_path_check check (org_path ~~ '%.'),
  constraint teacher_seated check (num_nonnulls(code, subject) <= 1)
);
create unique index teacher_once on courses.teacher using btree (organisation_id, subject) where ended_at is null and subject is not null;
create index teacher_path on courses.teacher using btree (org_path text_pattern_ops);
create index teacher_shared on courses.teacher using btree (name, id) where shared and ended_at is null;
create index teacher_subject on courses.teacher using btree (subject) where subject is not null;

create table courses.watched (
  lesson_id uuid not null,
  claim_id uuid not null,
  watched_at timestamp with time zone not null,
  constraint watched_pkey primary key (lesson_id, claim_id),
  constraint watched_lesson_id_fkey foreign key (lesson_id) references courses.lesson(id)
);
create index watched_claim on courses.watched using btree (claim_id);

CREATE OR REPLACE FUNCTION courses.certificate_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE'
     or (new.id, new.number, new.class_id, new.lessons, new.attended, new.issued_on, new.issued_at, new.issued_by)
        is distinct from (old.id, old.number, old.class_id, old.lessons, old.attended, old.issued_on, old.issued_at, old.issued_by)
     or (new.name <> old.name and new.name <> '')
     or (old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawn_by, new.withdrawn_because)
        is distinct from (old.withdrawn_at, old.withdrawn_by, old.withdrawn_because)) then
    raise exception 'a certificate is never changed: withdraw it and give another';
  end if;
  return new;
end $function$;

CREATE TRIGGER certificate_kept BEFORE DELETE OR UPDATE ON courses.certificate FOR EACH ROW EXECUTE FUNCTION courses.certificate_is_kept();
