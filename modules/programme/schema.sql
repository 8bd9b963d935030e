-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema programme;

create table programme.contest (
  event_id uuid not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  rules text not null,
  link text not null,
  next_number integer not null default 1,
  changed_at timestamp with time zone not null,
  rules_version integer not null default 1,
  constraint contest_pkey primary key (event_id),
  constraint contest_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint contest_link_check check (link = any (array['none', 'optional', 'needed'])),
  constraint contest_next_number_check check (next_number > 0),
  constraint contest_rules_check check (length(rules) <= 20000 and rules ~ '\S'),
  constraint contest_rules_version_check check (rules_version > 0),
  constraint contest_window check (closes_at > opens_at)
);

create table programme.contest_category (
  id uuid not null,
  event_id uuid not null,
  name text not null,
  discipline text not null default '',
  age_from smallint,
  age_to smallint,
  team_from smallint not null,
  team_to smallint not null,
  places integer not null,
  taken integer not null default 0,
  decided text not null,
  unit text,
  better text,
  made_at timestamp with time zone not null,
  constraint contest_category_pkey primary key (id),
  constraint contest_category_event_id_fkey foreign key (event_id) references programme.contest(event_id),
  constraint contest_category_age_from_check check (age_from >= 0 and age_from <= 120),
  constraint contest_category_age_to_check check (age_to >= 0 and age_to <= 120),
  constraint contest_category_ages check (age_to >= age_from),
  constraint contest_category_better_check check (better = any (array['lower', 'higher'])),
  constraint contest_category_check check (team_to >= team_from and team_to <= 60),
  constraint contest_category_decided_check check (decided = any (array['jury', 'measured'])),
  constraint contest_category_discipline_check check (length(discipline) <= 60),
  constraint contest_category_measured check (num_nonnulls(unit, better) = case decided when 'measured' then 2 else 0 end),
  constraint contest_category_name_check check (length(name) >= 1 and length(name) <= 60 and name ~ '\S'),
  constraint contest_category_not_overfull check (taken >= 0 and taken <= places),
  constraint contest_category_places_check check (places >= 1 and places <= 10000),
  constraint contest_category_team_from_check check (team_from >= 1),
  constraint contest_category_unit_check check (unit = any (array['time', 'distance', 'points', 'score']))
);
create index contest_category_discipline on programme.contest_category using btree (discipline, unit, better) where discipline <> '' and unit is not null;
create index contest_category_event on programme.contest_category using btree (event_id, made_at);

create table programme.contest_conflict (
  juror_id uuid not null,
  entry_id uuid not null,
  declared_at timestamp with time zone not null,
  constraint contest_conflict_pkey primary key (juror_id, entry_id),
  constraint contest_conflict_entry_id_fkey foreign key (entry_id) references programme.contest_entry(id),
  constraint contest_conflict_juror_id_fkey foreign key (juror_id) references programme.contest_juror(id)
);

create table programme.contest_entry (
  id uuid not null,
  category_id uuid not null,
  event_id uuid not null,
  number integer not null,
  subject uuid,
  title text not null,
  description text not null default '',
  link text,
  team_name text,
  name_public boolean not null,
  code text,
  members smallint not null default 1,
  most_members smallint not null,
  state text not null default 'submitted',
  reason text,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint contest_entry_pkey primary key (id),
  constraint contest_entry_code_key unique (code),
  constraint contest_entry_number unique (event_id, number),
  constraint contest_entry_category_id_fkey foreign key (category_id) references programme.contest_category(id),
  constraint contest_entry_event_id_fkey foreign key (event_id) references programme.contest(event_id),
  constraint contest_entry_description_check check (length(description) <= 2000),
  constraint contest_entry_link_check check (link ~ '^https://' and length(link) <= 500),
  constraint contest_entry_reason_check check (length(reason) <= 500 and reason ~ '\S'),
  constraint contest_entry_refused_because check (state <> 'refused' or reason is not null),
  constraint contest_entry_state_check check (state = any (array['submitted', 'accepted', 'refused', 'withdrawn'])),
  constraint contest_entry_team_name_check check (length(team_name) >= 1 and length(team_name) <= 60 and team_name ~ '\S'),
  constraint contest_entry_team_not_overfull check (members >= 0 and members <= most_members),
  constraint contest_entry_title_check check (length(title) <= 100),
  constraint contest_entry_titled check (subject is null or title ~ '\S')
);
create index contest_entry_category on programme.contest_entry using btree (category_id, number);
create index contest_entry_subject on programme.contest_entry using btree (subject) where subject is not null;

create table programme.contest_juror (
  id uuid not null,
  event_id uuid not null,
  name text not null,
  code text,
  subject uuid,
  appointed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  of_house boolean not null default false,
  constraint contest_juror_pkey primary key (id),
  constraint contest_juror_code_key unique (code),
  constraint contest_juror_event_id_fkey foreign key (event_id) references programme.contest(event_id),
  constraint contest_juror_name_check check (length(name) <= 60),
  constraint contest_juror_seated check (num_nonnulls(code, subject) <= 1)
);
create unique index contest_juror_once on programme.contest_juror using btree (event_id, subject) where ended_at is null and subject is not null;
create index contest_juror_subject on programme.contest_juror using btree (subject) where subject is not null;

create table programme.contest_member (
  entry_id uuid not null,
  category_id uuid not null,
  subject uuid not null,
  agreed_at timestamp with time zone not null,
  rules_version integer not null,
  constraint contest_member_pkey primary key (entry_id, subject),
  constraint contest_member_once unique (category_id, subject),
  constraint contest_member_category_id_fkey foreign key (category_id) references programme.contest_category(id),
  constraint contest_member_entry_id_fkey foreign key (entry_id) references programme.contest_entry(id),
  constraint contest_member_rules_version_check check (rules_version > 0)
);
create index contest_member_subject on programme.contest_member using btree (subject);

create table programme.contest_result (
  round_id uuid not null,
  entry_id uuid not null,
  status text not null,
  value numeric(12,3),
  place integer,
  advances boolean not null,
  award text,
  reason text,
  constraint contest_result_pkey primary key (round_id, entry_id),
  constraint contest_result_entry_id_fkey foreign key (entry_id) references programme.contest_entry(id),
  constraint contest_result_round_id_fkey foreign key (round_id) references programme.contest_round(id),
  constraint contest_result_award_check check (award = any (array['first', 'second', 'third', 'excellent'])),
  constraint contest_result_disqualified_because check (reason is null or status = 'dsq'),
  constraint contest_result_earned check (status = 'ok' or not advances and award is null),
  constraint contest_result_place_check check (place >= 1),
  constraint contest_result_reason_check check (length(reason) <= 500 and reason ~ '\S'),
  constraint contest_result_status_check check (status = any (array['ok', 'dns', 'dnf', 'dsq'])),
  constraint contest_result_value_check check (value >= 0::numeric),
  constraint contest_result_whole check (num_nonnulls(value, place) = case status when 'ok' then 2 else 0 end)
);
create index contest_result_entry on programme.contest_result using btree (entry_id);

create table programme.contest_round (
  id uuid not null,
  category_id uuid not null,
  stage text not null,
  rule text,
  criteria jsonb not null default '[]'::jsonb,
  made_at timestamp with time zone not null,
  entered_by uuid,
  entered_at timestamp with time zone,
  published_by uuid,
  published_at timestamp with time zone,
  version integer not null default 1,
  awards_reason text,
  constraint contest_round_pkey primary key (id),
  constraint contest_round_stage unique (category_id, stage),
  constraint contest_round_category_id_fkey foreign key (category_id) references programme.contest_category(id),
  constraint contest_round_awards_reason_check check (length(awards_reason) <= 500 and awards_reason ~ '\S'),
  constraint contest_round_criteria_check check (jsonb_typeof(criteria) = 'array' and jsonb_array_length(criteria) <= 12),
  constraint contest_round_entered check (num_nonnulls(entered_by, entered_at) = any (array[0, 2])),
  constraint contest_round_entered_first check (published_at is null or entered_at is not null),
  constraint contest_round_judged check ((rule is null) = (jsonb_array_length(criteria) = 0)),
  constraint contest_round_published check (num_nonnulls(published_by, published_at) = any (array[0, 2])),
  constraint contest_round_rule_check check (rule = any (array['mean', 'trimmed-mean', 'sum'])),
  constraint contest_round_second_person check (published_by <> entered_by),
  constraint contest_round_stage_check check (stage = any (array['preliminary', 'semi-final', 'final'])),
  constraint contest_round_version_check check (version > 0)
);

create table programme.contest_rules (
  event_id uuid not null,
  version integer not null,
  rules text not null,
  made_at timestamp with time zone not null,
  constraint contest_rules_pkey primary key (event_id, version),
  constraint contest_rules_event_id_fkey foreign key (event_id) references programme.contest(event_id),
  constraint contest_rules_rules_check check (length(rules) <= 20000 and rules ~ '\S'),
  constraint contest_rules_version_check1 check (version > 0)
);

create table programme.contest_score (
  round_id uuid not null,
  entry_id uuid not null,
  juror_id uuid not null,
  points integer[] not null,
  given_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  reason text,
  constraint contest_score_pkey primary key (round_id, entry_id, juror_id),
  constraint contest_score_entry_id_fkey foreign key (entry_id) references programme.contest_entry(id),
  constraint contest_score_juror_id_fkey foreign key (juror_id) references programme.contest_juror(id),
  constraint contest_score_round_id_fkey foreign key (round_id) references programme.contest_round(id),
  constraint contest_score_changed_because check ((changed_at is null) = (reason is null)),
  constraint contest_score_points_check check ((0 <= all (points)) and (1000 >= all (points)) and array_position(points, null::integer) is null),
  constraint contest_score_reason_check check (length(reason) <= 500 and reason ~ '\S')
);
create index contest_score_juror on programme.contest_score using btree (juror_id, entry_id);

create table programme.event (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  series_id uuid,
  kind text not null,
  title text not null,
  summary text not null default '',
  description text not null default '',
  audience text not null default '',
  age_from smallint,
  age_to smallint,
  translations jsonb not null default '{}'::jsonb,
  mode text not null,
  place_id uuid,
  space_id uuid,
  link text,
  state text not null default 'draft',
  published_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancelled_because text,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  search tsvector not null default ''::tsvector,
  permit_number text,
  permit_authority text,
  permit_valid daterange,
  expected_crowd integer,
  brought_as text,
  constraint event_pkey primary key (id),
  constraint event_id_organisation_id_key unique (id, organisation_id),
  constraint event_series_id_fkey foreign key (series_id) references programme.series(id),
  constraint event_age_from_check check (age_from >= 0 and age_from <= 120),
  constraint event_age_to_check check (age_to >= 0 and age_to <= 120),
  constraint event_ages_in_order check (age_to >= age_from),
  constraint event_audience_check check (length(audience) <= 200),
  constraint event_brought_as_check check (length(brought_as) >= 1 and length(brought_as) <= 255 and brought_as ~ '\S'),
  constraint event_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint event_cancelled_in_public check (cancelled_at is null or published_at is not null),
  constraint event_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint event_description_check check (length(description) <= 20000),
  constraint event_expected_crowd_check check (expected_crowd >= 1 and expected_crowd <= 10000000),
  constraint event_kind_check check (kind = any (array['performance', 'commercial-performance', 'exhibition', 'lecture', 'reading', 'workshop', 'film', 'contest', 'sport', 'festival', 'tour', 'other'])),
  constraint event_link_check check (link ~ '^https://' and length(link) <= 500),
  constraint event_mode_check check (mode = any (array['on-site', 'online', 'hybrid'])),
  constraint event_org_path_check check (org_path ~~ '%.'),
  constraint event_permit_authority_check check (length(permit_authority) >= 1 and length(permit_authority) <= 100),
  constraint event_permit_number_check check (length(permit_number) >= 1 and length(permit_number) <= 60),
  constraint event_permit_valid_check check (not isempty(permit_valid) and not lower_inf(permit_valid) and not upper_inf(permit_valid)),
  constraint event_permit_whole check (num_nonnulls(permit_number, permit_authority, permit_valid) = any (array[0, 3])),
  constraint event_published_at check ((state <> all (array['published', 'withdrawn'])) or published_at is not null),
  constraint event_somewhere check (state = 'draft' or case mode when 'on-site' then place_id is not null when 'online' then link is not null else place_id is not null and link is not null end),
  constraint event_space_in_place check (space_id is null or place_id is not null),
  constraint event_state_check check (state = any (array['draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn'])),
  constraint event_summary_check check (length(summary) <= 300),
  constraint event_title_check check (length(title) >= 1 and length(title) <= 100 and title ~ '\S'),
  constraint event_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint event_version_check check (version > 0)
);
create index event_fed on programme.event using btree (changed_at, id) where published_at is not null;
create unique index event_number_once on programme.event using btree (organisation_id, coalesce(brought_as, id::text));
create index event_organisation on programme.event using btree (org_path text_pattern_ops, changed_at desc, id desc);
create index event_search on programme.event using gin (search);
create index event_series on programme.event using btree (series_id) where series_id is not null;

create table programme.feedback (
  id uuid not null,
  session_id uuid not null,
  event_id uuid not null,
  subject uuid,
  stars smallint not null,
  words text not null default '',
  given_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  hidden_because text,
  came boolean not null default true,
  answer_version integer not null default 0,
  constraint feedback_pkey primary key (id),
  constraint feedback_once unique (session_id, subject),
  constraint feedback_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint feedback_session_id_fkey foreign key (session_id) references programme.session(id),
  constraint feedback_answer_check check (length(answer) <= 500 and answer ~ '\S'),
  constraint feedback_answer_version_check check (answer_version >= 0),
  constraint feedback_answered check ((answer is null) = (answered_at is null)),
  constraint feedback_hidden_because_check check (length(hidden_because) <= 500 and hidden_because ~ '\S'),
  constraint feedback_stars_check check (stars >= 1 and stars <= 5),
  constraint feedback_words_check check (length(words) <= 500)
);
create index feedback_event on programme.feedback using btree (event_id, given_at desc, id desc);
create index feedback_subject on programme.feedback using btree (subject) where subject is not null;

create table programme.guide_audio (
  event_id uuid not null,
  number integer not null,
  locale text not null,
  sha256 text not null,
  constraint guide_audio_pkey primary key (event_id, number, locale),
  constraint guide_audio_event_id_number_fkey foreign key (event_id, number) references programme.guide_stop(event_id, number) on update cascade on delete cascade,
  constraint guide_audio_sha256_fkey foreign key (sha256) references programme.guide_file(sha256),
  constraint guide_audio_locale_check check (locale = any (array['zh-CN', 'ug', 'kk-Arab', 'en', 'ru', 'kk-Cyrl']))
);
create index guide_audio_file on programme.guide_audio using btree (sha256);

create table programme.guide_file (
  sha256 text not null,
  media text not null,
  bytes integer not null,
  handed_in_at timestamp with time zone not null,
  constraint guide_file_pkey primary key (sha256),
  constraint guide_file_bytes_check check (bytes >= 1 and bytes <= 31457280),
  constraint guide_file_media_check check (media = any (array['audio/mpeg', 'audio/mp4', 'audio/ogg'])),
  constraint guide_file_sha256_check check (sha256 ~ '^[0-9a-f]{64}$')
);

create table programme.guide_stop (
  event_id uuid not null,
  number integer not null,
  title text not null,
  words text not null,
  translations jsonb not null default '{}'::jsonb,
  constraint guide_stop_pkey primary key (event_id, number),
  constraint guide_stop_event_id_fkey foreign key (event_id) references programme.event(id) on delete cascade,
  constraint guide_stop_number_check check (number >= 1 and number <= 999),
  constraint guide_stop_title_check check (title <> ''),
  constraint guide_stop_words_check check (words <> '')
);

create table programme.joint_organiser (
  event_id uuid not null,
  owner_id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  constraint joint_organiser_pkey primary key (event_id, organisation_id),
  constraint joint_organiser_event_id_owner_id_fkey foreign key (event_id, owner_id) references programme.event(id, organisation_id),
  constraint joint_organiser_not_owner check (organisation_id <> owner_id),
  constraint joint_organiser_org_path_check check (org_path ~~ '%.')
);
create index joint_organiser_path on programme.joint_organiser using btree (org_path text_pattern_ops);

create table programme.move (
  id uuid not null,
  seq bigint not null generated always as identity,
  session_id uuid not null,
  at timestamp with time zone not null,
  reason text not null,
  was_starts_at timestamp with time zone not null,
  was_ends_at timestamp with time zone not null,
  was_place_id uuid,
  was_space_id uuid,
  constraint move_pkey primary key (id),
  constraint move_session_id_fkey foreign key (session_id) references programme.session(id),
  constraint move_reason_check check (length(reason) <= 500 and reason ~ '\S')
);
create index move_session on programme.move using btree (session_id, seq desc);

create table programme.move_answer (
  move_id uuid not null,
  claim_id uuid not null,
  answer text not null,
  answered_at timestamp with time zone not null,
  constraint move_answer_pkey primary key (move_id, claim_id),
  constraint move_answer_move_id_fkey foreign key (move_id) references programme.move(id),
  constraint move_answer_answer_check check (answer = any (array['coming', 'not-coming']))
);
create index move_answer_claim on programme.move_answer using btree (claim_id);

create table programme.permit_rule (
  id uuid not null,
  kind text,
  basis text not null,
  since timestamp with time zone not null,
  set_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  crowd_from integer,
  constraint permit_rule_pkey primary key (id),
  constraint permit_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint permit_rule_check check (ended_at >= since),
  constraint permit_rule_check1 check ((ended_at is null) = (ended_by is null)),
  constraint permit_rule_crowd_from_check check (crowd_from > 0),
  constraint permit_rule_for_one check (num_nonnulls(kind, crowd_from) = 1),
  constraint permit_rule_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$' and length(kind) <= 40)
);
create unique index permit_rule_in_force on programme.permit_rule using btree (kind) where ended_at is null;
create unique index permit_rule_of_crowds_in_force on programme.permit_rule using btree ((kind is null)) where ended_at is null and kind is null;

create table programme.series (
  id uuid not null,
  level text not null,
  parent_id uuid,
  parent_level text,
  organisation_id uuid not null,
  org_path text not null,
  name text not null,
  summary text not null default '',
  translations jsonb not null default '{}'::jsonb,
  family text not null,
  starts_on date,
  ends_on date,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  position smallint not null default 0,
  constraint series_pkey primary key (id),
  constraint series_id_level_key unique (id, level),
  constraint series_parent_id_parent_level_fkey foreign key (parent_id, parent_level) references programme.series(id, level),
  constraint series_days_in_order check (ends_on >= starts_on),
  constraint series_family_check check (family = any (array['atlas', 'papercut', 'felt', 'yardang', 'waves'])),
  constraint series_level_check check (level = any (array['series', 'edition', 'theme'])),
  constraint series_levels_in_order check ( case level when 'series' then parent_id is null and parent_level is null when 'edition' then parent_id is not null and not parent_level is distinct from 'series' else parent_id is not null and (parent_level = any (array['series', 'edition'])) and parent_level is not null end),
  constraint series_name_check check (length(name) >= 1 and length(name) <= 100 and name ~ '\S'),
  constraint series_org_path_check check (org_path ~~ '%.'),
  constraint series_position_check check ("position" >= 0 and "position" <= 999),
  constraint series_summary_check check (length(summary) <= 500),
  constraint series_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint series_version_check check (version > 0)
);
create unique index series_brand_called_once on programme.series using btree (organisation_id, programme.name_seen(name)) where parent_id is null;
create index series_parent on programme.series using btree (parent_id);
create unique index series_part_called_once on programme.series using btree (parent_id, programme.name_seen(name)) where parent_id is not null;

create table programme.session (
  id uuid not null,
  event_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  label text not null default '',
  place_id uuid,
  space_id uuid,
  division_code text,
  booking jsonb,
  offer_id uuid,
  cancelled_at timestamp with time zone,
  cancelled_because text,
  sequence integer not null default 0,
  changed_at timestamp with time zone not null,
  held_at timestamp with time zone,
  cut_short boolean not null default false,
  entry text,
  language text,
  previous_starts_at timestamp with time zone,
  reminded_for timestamp with time zone,
  constraint session_pkey primary key (id),
  constraint session_offer_id_key unique (offer_id),
  constraint session_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint session_booking_check check (jsonb_typeof(booking) = 'object'),
  constraint session_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint session_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint session_cut_short_while_on check (not cut_short or coalesce(cancelled_at > starts_at and cancelled_at < ends_at, false)),
  constraint session_division_code_check check (division_code ~ '^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$'),
  constraint session_ends_after_start check (ends_at > starts_at and ends_at <= (starts_at + '10000:00:00'::interval)),
  constraint session_entry_check check (entry = any (array['slot', 'tour'])),
  constraint session_held_or_cancelled check (held_at is null or cancelled_at is null or cut_short),
  constraint session_held_when_over check (held_at >= case when cut_short then cancelled_at else ends_at end),
  constraint session_label_check check (length(label) <= 60),
  constraint session_language_check check (language = any (array['zh', 'ug', 'kk', 'ru', 'en', 'csl'])),
  constraint session_language_of_tour check ((language is not null) = (not entry is distinct from 'tour')),
  constraint session_offer_is_for_booking check (offer_id is null or booking is not null),
  constraint session_sequence_check check (sequence >= 0),
  constraint session_space_in_place check (space_id is null or place_id is not null)
);
create index session_ahead on programme.session using btree (ends_at);
create index session_event on programme.session using btree (event_id, starts_at);
create index session_fed on programme.session using btree (changed_at, id);
create unique index session_once on programme.session using btree (event_id, starts_at, coalesce(space_id, place_id, event_id), coalesce(entry, ''), coalesce(language, '')) where cancelled_at is null;
create index session_place on programme.session using btree (place_id, ends_at);
create index session_to_hold on programme.session using btree (( case when cut_short then cancelled_at else ends_at end)) where held_at is null and (cancelled_at is null or cut_short);
create index session_to_remind on programme.session using btree (starts_at) where offer_id is not null and cancelled_at is null and reminded_for is distinct from starts_at;

create table programme.session_report (
  session_id uuid not null,
  version integer not null,
  took_part integer not null,
  beneficiaries integer not null,
  basis text not null,
  note text not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  constraint session_report_pkey primary key (session_id, version),
  constraint session_report_session_id_fkey foreign key (session_id) references programme.session(id),
  constraint session_report_basis_check check (basis = any (array['counted', 'counter', 'platform', 'estimated'])),
  constraint session_report_beneficiaries_check check (beneficiaries >= 0 and beneficiaries <= 10000000),
  constraint session_report_note_check check (note ~ '\S' and length(note) <= 300),
  constraint session_report_took_part_check check (took_part >= 0 and took_part <= 1000000),
  constraint session_report_version_check check (version > 0)
);

create table programme.stream (
  session_id uuid not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  replay_link text,
  replay_since timestamp with time zone,
  key_hash bytea,
  key_made_at timestamp with time zone,
  picture_at timestamp with time zone,
  constraint stream_pkey primary key (session_id),
  constraint stream_session_id_fkey foreign key (session_id) references programme.session(id) on delete cascade,
  constraint stream_key_dated check ((key_hash is null) = (key_made_at is null)),
  constraint stream_picture_by_key check (picture_at is null or key_hash is not null),
  constraint stream_replay_dated check ((replay_link is null) = (replay_since is null)),
  constraint stream_replay_link_check check (replay_link ~ '^https://' and length(replay_link) <= 500),
  constraint stream_times_whole check ((starts_at is null) = (ends_at is null) and ends_at > starts_at)
);
create unique index stream_key on programme.stream using btree (key_hash) where key_hash is not null;

create table programme.touring (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  title text not null,
  summary text not null default '',
  crates smallint not null,
  wall_metres smallint not null,
  insured_yuan bigint not null,
  transport text not null,
  languages text[] not null,
  lent_from date not null,
  lent_through date,
  between_days smallint not null,
  offered boolean not null default false,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  constraint touring_pkey primary key (id),
  constraint touring_of_owner unique (id, organisation_id),
  constraint touring_between_days_check check (between_days >= 0 and between_days <= 60),
  constraint touring_crates_check check (crates >= 1 and crates <= 200),
  constraint touring_days_in_order check (lent_through >= lent_from),
  constraint touring_insured_yuan_check check (insured_yuan >= 0 and insured_yuan <= '10000000000'::bigint),
  constraint touring_languages_check check (languages <@ array['zh', 'ug', 'kk', 'ru', 'en'] and cardinality(languages) >= 1 and cardinality(languages) <= 5),
  constraint touring_org_path_check check (org_path ~~ '%.'),
  constraint touring_summary_check check (length(summary) <= 2000),
  constraint touring_title_check check (length(title) >= 1 and length(title) <= 100 and title ~ '\S'),
  constraint touring_transport_check check (length(transport) >= 1 and length(transport) <= 500 and transport ~ '\S'),
  constraint touring_version_check check (version > 0),
  constraint touring_wall_metres_check check (wall_metres >= 0 and wall_metres <= 5000)
);
create index touring_on_offer on programme.touring using btree (changed_at desc, id desc) where offered;
create index touring_organisation on programme.touring using btree (org_path text_pattern_ops, changed_at desc, id desc);

create table programme.touring_check (
  leg_id uuid not null,
  at text not null,
  missing smallint[] not null,
  wrong text[] not null,
  damaged boolean not null,
  words text not null default '',
  noted_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_how text,
  constraint touring_check_pkey primary key (leg_id, at),
  constraint touring_check_leg_id_fkey foreign key (leg_id) references programme.touring_leg(id),
  constraint touring_check_at_check check (at = any (array['arrival', 'departure', 'home'])),
  constraint touring_check_damage_told check (not damaged or words ~ '\S'),
  constraint touring_check_missing_check check (array_position(missing, null::smallint) is null and cardinality(missing) <= 200),
  constraint touring_check_settled check ((settled_at is null) = (settled_how is null)),
  constraint touring_check_settled_how_check check (length(settled_how) <= 500 and settled_how ~ '\S'),
  constraint touring_check_words_check check (length(words) <= 1000),
  constraint touring_check_wrong_check check (array_position(wrong, null::text) is null and cardinality(wrong) <= 50)
);
create index touring_check_open on programme.touring_check using btree (leg_id) where settled_at is null and (damaged or cardinality(missing) > 0 or cardinality(wrong) > 0);

create table programme.touring_leg (
  id uuid not null,
  touring_id uuid not null,
  owner_id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  place_id uuid not null,
  lender_id uuid generated always as ( case when organisation_id <> owner_id then owner_id else null::uuid end) stored,
  shown daterange not null,
  between_days smallint not null,
  occupied daterange generated always as (daterange(lower(shown) - between_days::integer, upper(shown))) stored,
  state text not null default 'asked',
  message text not null default '',
  because text,
  event_id uuid,
  sent_on date,
  arrived_on date,
  left_on date,
  home_on date,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint touring_leg_pkey primary key (id),
  constraint touring_leg_event_once unique (event_id),
  constraint touring_leg_one_at_a_time exclude using gist (touring_id with =, occupied with &&) where (state <> all (array['asked', 'refused', 'cancelled'])),
  constraint touring_leg_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint touring_leg_lender_organises foreign key (event_id, lender_id) references programme.joint_organiser(event_id, organisation_id),
  constraint touring_leg_touring_id_owner_id_fkey foreign key (touring_id, owner_id) references programme.touring(id, organisation_id),
  constraint touring_leg_because check ((state = any (array['refused', 'cancelled'])) <= (because is not null)),
  constraint touring_leg_because_check check (length(because) <= 500 and because ~ '\S'),
  constraint touring_leg_between_days_check check (between_days >= 0 and between_days <= 60),
  constraint touring_leg_bounded check (not isempty(shown) and not lower_inf(shown) and not upper_inf(shown)),
  constraint touring_leg_days check ((num_nonnulls(sent_on, arrived_on, left_on, home_on) = any ( case state when 'on-its-way' then array[1] when 'arrived' then array[2] when 'handed-on' then array[3] when 'returning' then array[3] when 'home' then array[4] when 'cancelled' then array[0, 1] else array[0] end)) and (arrived_on is null or arrived_on >= sent_on) and (left_on is null or left_on >= arrived_on) and (home_on is null or home_on >= left_on) and (sent_on is not null or num_nonnulls(arrived_on, left_on, home_on) = 0) and (arrived_on is not null or num_nonnulls(left_on, home_on) = 0)),
  constraint touring_leg_long_enough check ((upper(shown) - lower(shown)) <= 400),
  constraint touring_leg_message_check check (length(message) <= 500),
  constraint touring_leg_org_path_check check (org_path ~~ '%.'),
  constraint touring_leg_state_check check (state = any (array['asked', 'refused', 'agreed', 'cancelled', 'on-its-way', 'arrived', 'handed-on', 'returning', 'home'])),
  constraint touring_leg_version_check check (version > 0)
);
create unique index touring_in_one_place on programme.touring_leg using btree (touring_id) where state = any (array['on-its-way', 'arrived', 'returning']);
create index touring_leg_house on programme.touring_leg using btree (org_path text_pattern_ops);
create index touring_leg_lent on programme.touring_leg using btree (arrived_on) where arrived_on is not null;
create index touring_leg_of on programme.touring_leg using btree (touring_id, shown);

create table programme.work (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  title text not null,
  kind text not null,
  year smallint not null,
  summary text not null default '',
  credits jsonb not null default '[]'::jsonb,
  rights_holder text not null,
  allowed text not null,
  awards jsonb not null default '[]'::jsonb,
  published_at timestamp with time zone,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  constraint work_pkey primary key (id),
  constraint work_allowed_check check (length(allowed) >= 1 and length(allowed) <= 300 and allowed ~ '\S'),
  constraint work_awards_check check (jsonb_typeof(awards) = 'array' and jsonb_array_length(awards) <= 60),
  constraint work_credits_check check (jsonb_typeof(credits) = 'array' and jsonb_array_length(credits) <= 60),
  constraint work_kind_check check (kind = any (array['dance', 'drama', 'music', 'novel', 'poetry', 'animation', 'film', 'art', 'photography', 'other'])),
  constraint work_org_path_check check (org_path ~~ '%.'),
  constraint work_rights_holder_check check (length(rights_holder) >= 1 and length(rights_holder) <= 100 and rights_holder ~ '\S'),
  constraint work_summary_check check (length(summary) <= 2000),
  constraint work_title_check check (length(title) >= 1 and length(title) <= 100 and title ~ '\S'),
  constraint work_version_check check (version > 0),
  constraint work_year_check check (year >= 1000 and year <= 2999)
);
create index work_organisation on programme.work using btree (org_path text_pattern_ops, changed_at desc, id desc);
create index work_public on programme.work using btree (year desc, id) where published_at is not null;

create table programme.work_showing (
  work_id uuid not null,
  event_id uuid not null,
  constraint work_showing_pkey primary key (work_id, event_id),
  constraint work_showing_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint work_showing_work_id_fkey foreign key (work_id) references programme.work(id)
);
create index work_showing_event on programme.work_showing using btree (event_id);

CREATE OR REPLACE FUNCTION programme.name_seen(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(NORMALIZE(name, NFKC), '[\s\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]'::text, ''::text, 'g'::text));
