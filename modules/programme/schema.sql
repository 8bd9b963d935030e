-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema programme;

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
  constraint event_pkey primary key (id),
  constraint event_id_organisation_id_key unique (id, organisation_id),
  constraint event_series_id_fkey foreign key (series_id) references programme.series(id),
  constraint event_age_from_check check (age_from >= 0 and age_from <= 120),
  constraint event_age_to_check check (age_to >= 0 and age_to <= 120),
  constraint event_ages_in_order check (age_to >= age_from),
  constraint event_audience_check check (length(audience) <= 200),
  constraint event_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint event_cancelled_in_public check (cancelled_at is null or published_at is not null),
  constraint event_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint event_description_check check (length(description) <= 20000),
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
create index event_organisation on programme.event using btree (org_path text_pattern_ops, changed_at desc, id desc);
create index event_search on programme.event using gin (search);
create index event_series on programme.event using btree (series_id) where series_id is not null;

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

create table programme.permit_rule (
  id uuid not null,
  kind text not null,
  basis text not null,
  since timestamp with time zone not null,
  set_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint permit_rule_pkey primary key (id),
  constraint permit_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint permit_rule_check check (ended_at >= since),
  constraint permit_rule_check1 check ((ended_at is null) = (ended_by is null)),
  constraint permit_rule_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$' and length(kind) <= 40)
);
create unique index permit_rule_in_force on programme.permit_rule using btree (kind) where ended_at is null;

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
  constraint series_pkey primary key (id),
  constraint series_id_level_key unique (id, level),
  constraint series_parent_id_parent_level_fkey foreign key (parent_id, parent_level) references programme.series(id, level),
  constraint series_days_in_order check (ends_on >= starts_on),
  constraint series_family_check check (family = any (array['atlas', 'papercut', 'felt', 'yardang', 'waves'])),
  constraint series_level_check check (level = any (array['series', 'edition', 'theme'])),
  constraint series_levels_in_order check ( case level when 'series' then parent_id is null and parent_level is null when 'edition' then parent_id is not null and not parent_level is distinct from 'series' else parent_id is not null and (parent_level = any (array['series', 'edition'])) and parent_level is not null end),
  constraint series_name_check check (length(name) >= 1 and length(name) <= 100 and name ~ '\S'),
  constraint series_org_path_check check (org_path ~~ '%.'),
  constraint series_summary_check check (length(summary) <= 500),
  constraint series_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint series_version_check check (version > 0)
);
create index series_parent on programme.series using btree (parent_id);

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
  constraint session_pkey primary key (id),
  constraint session_offer_id_key unique (offer_id),
  constraint session_event_id_fkey foreign key (event_id) references programme.event(id),
  constraint session_booking_check check (jsonb_typeof(booking) = 'object'),
  constraint session_cancelled_because_check check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  constraint session_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint session_cut_short_while_on check (not cut_short or coalesce(cancelled_at > starts_at and cancelled_at < ends_at, false)),
  constraint session_division_code_check check (division_code ~ '^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$'),
  constraint session_ends_after_start check (ends_at > starts_at and ends_at <= (starts_at + '10000:00:00'::interval)),
  constraint session_held_or_cancelled check (held_at is null or cancelled_at is null or cut_short),
  constraint session_held_when_over check (held_at >= case when cut_short then cancelled_at else ends_at end),
  constraint session_label_check check (length(label) <= 60),
  constraint session_offer_is_for_booking check (offer_id is null or booking is not null),
  constraint session_sequence_check check (sequence >= 0),
  constraint session_space_in_place check (space_id is null or place_id is not null)
);
create index session_ahead on programme.session using btree (ends_at);
create index session_event on programme.session using btree (event_id, starts_at);
create unique index session_once on programme.session using btree (event_id, starts_at, coalesce(space_id, place_id, event_id)) where cancelled_at is null;
create index session_place on programme.session using btree (place_id, ends_at);
create index session_to_hold on programme.session using btree (( case when cut_short then cancelled_at else ends_at end)) where held_at is null and (cancelled_at is null or cut_short);

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
