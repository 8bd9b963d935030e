-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema booking;

create table booking.claim (
  id uuid not null,
  offer_id uuid not null,
  pool_id uuid not null,
  subject uuid,
  made_by uuid,
  size integer not null,
  state text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  checked_in_at timestamp with time zone,
  cancelled_because text,
  span tstzrange,
  organisation_id uuid,
  arrived integer,
  held_for text,
  held_until timestamp with time zone,
  constraint claim_pkey primary key (id),
  constraint claim_one_at_a_time exclude using gist (subject with =, span with &&) where (subject is not null and span is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended', 'no-show']))),
  constraint claim_pool_id_offer_id_fkey foreign key (pool_id, offer_id) references booking.pool(id, offer_id),
  constraint claim_check check ((checked_in_at is not null) = (state = any (array['checked-in', 'attended']))),
  constraint claim_check1 check (arrived >= 1 and arrived <= size),
  constraint claim_held_for_check check (held_for = any (array['waiting', 'counter', 'approval'])),
  constraint claim_held_until check (state <> 'held' or held_for is not null and held_until is not null),
  constraint claim_of_person_or_organisation check (organisation_id is null or subject is null),
  constraint claim_refused_without_reason check (state <> 'refused' or cancelled_because is null),
  constraint claim_size_check check (size >= 1 and size <= 9999),
  constraint claim_span_check check (not isempty(span)),
  constraint claim_state_check check (state = any (array['held', 'confirmed', 'checked-in', 'attended', 'no-show', 'cancelled', 'expired', 'refused']))
);
create index claim_held on booking.claim using btree (held_until) where state = 'held';
create index claim_made_by on booking.claim using btree (made_by) where made_by is not null;
create index claim_of_offer on booking.claim using btree (offer_id, state);
create index claim_of_subject on booking.claim using btree (subject, made_at desc) where subject is not null;
create unique index claim_once on booking.claim using btree (offer_id, subject) where subject is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended']));
create unique index claim_once_organisation on booking.claim using btree (offer_id, organisation_id) where organisation_id is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended']));
create index claim_pool on booking.claim using btree (pool_id);

create table booking.given_back (
  claim_id uuid not null,
  subject uuid not null,
  at timestamp with time zone not null,
  constraint given_back_pkey primary key (claim_id, subject),
  constraint given_back_claim_id_fkey foreign key (claim_id) references booking.claim(id)
);
create index given_back_of_subject on booking.given_back using btree (subject, at);

create table booking.house_rule (
  id uuid not null,
  org_path text not null,
  kind text not null,
  only_for text,
  channel text,
  version integer not null,
  effect text not null,
  terms jsonb,
  since timestamp with time zone not null,
  until timestamp with time zone,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint house_rule_pkey primary key (id),
  constraint house_rule_version unique nulls not distinct (org_path, kind, only_for, channel, version),
  constraint house_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint house_rule_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint house_rule_effect_check check (effect = any (array['limit', 'none', 'repealed'])),
  constraint house_rule_kind_check check (kind = any (array['horizon', 'closing', 'group', 'level', 'eligible', 'age', 'companion', 'organisation', 'period', 'no-overlap'])),
  constraint house_rule_not_backdated check (since >= set_at),
  constraint house_rule_only_for_check check (only_for ~ '^[a-z-]{3,40}$'),
  constraint house_rule_org_path_check check (org_path ~~ '_%.'),
  constraint house_rule_span check (until > since),
  constraint house_rule_terms check ((effect = 'limit') = (terms is not null)),
  constraint house_rule_terms_of_kind check ((terms ->> 'kind') = kind),
  constraint house_rule_version_check check (version > 0)
);

create table booking.offer (
  id uuid not null,
  kind text not null,
  ref uuid not null,
  org_path text not null,
  state text not null default 'open',
  closed_because text,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  rules jsonb not null,
  settled_at timestamp with time zone,
  cut_short boolean not null default false,
  sort text,
  place_id uuid,
  series_id uuid,
  moved_at timestamp with time zone,
  constraint offer_pkey primary key (id),
  constraint offer_kind_ref_key unique (kind, ref),
  constraint offer_check check (closes_at > opens_at),
  constraint offer_check1 check (ends_at > starts_at),
  constraint offer_cut_short_is_closed check (not cut_short or state = 'closed'),
  constraint offer_kind_check check (kind ~ '^[a-z-]{3,40}$'),
  constraint offer_org_path_check check (org_path ~~ '%.'),
  constraint offer_sort_check check (sort ~ '^[a-z-]{3,40}$'),
  constraint offer_state_check check (state = any (array['open', 'closed']))
);
create index offer_span on booking.offer using btree (ends_at, starts_at);
create index offer_to_settle on booking.offer using btree (ends_at) where settled_at is null;

create table booking.penalty_amnesty (
  id uuid not null,
  org_path text not null,
  place_id uuid,
  day date not null,
  because text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint penalty_amnesty_pkey primary key (id),
  constraint penalty_amnesty_once unique nulls not distinct (day, org_path, place_id),
  constraint penalty_amnesty_because_check check (because ~ '\S' and length(because) <= 300),
  constraint penalty_amnesty_org_path_check check (org_path ~~ '%.')
);

create table booking.penalty_appeal (
  id uuid not null,
  mark_id uuid not null,
  words text not null,
  made_at timestamp with time zone not null,
  due_on date not null,
  outcome text,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  constraint penalty_appeal_pkey primary key (id),
  constraint penalty_appeal_once unique (mark_id),
  constraint penalty_appeal_mark_id_fkey foreign key (mark_id) references booking.penalty_mark(id) on delete cascade,
  constraint penalty_appeal_answer_check check (answer ~ '\S' and length(answer) <= 300),
  constraint penalty_appeal_answered_whole check ((num_nonnulls(outcome, answer, answered_at) = any (array[0, 3])) and (answered_by is null or outcome is not null)),
  constraint penalty_appeal_outcome_check check (outcome = any (array['accepted', 'declined'])),
  constraint penalty_appeal_words_check check (words ~ '\S' and length(words) <= 1000)
);
create index penalty_appeal_waiting on booking.penalty_appeal using btree (due_on) where outcome is null;

create table booking.penalty_mark (
  id uuid not null,
  claim_id uuid not null,
  offer_id uuid not null,
  subject uuid not null,
  rule_id uuid not null,
  cause text not null,
  at timestamp with time zone not null,
  day date not null,
  org_path text not null,
  kind text not null,
  place_id uuid,
  made_by uuid,
  waived_at timestamp with time zone,
  waived_by uuid,
  waived_because text,
  constraint penalty_mark_pkey primary key (id),
  constraint penalty_mark_once unique (subject, offer_id, cause),
  constraint penalty_mark_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint penalty_mark_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint penalty_mark_rule_id_fkey foreign key (rule_id) references booking.penalty_rule(id),
  constraint penalty_mark_cause_check check (cause = any (array['missed', 'late', 'late-cancel'])),
  constraint penalty_mark_org_path_check check (org_path ~~ '%.'),
  constraint penalty_mark_waived_because_check check (waived_because ~ '\S' and length(waived_because) <= 300),
  constraint penalty_mark_waived_whole check ((waived_at is null) = (waived_because is null) and (waived_by is null or waived_at is not null))
);
create index penalty_mark_claim on booking.penalty_mark using btree (claim_id);
create index penalty_mark_day on booking.penalty_mark using btree (day, org_path);
create index penalty_mark_offer on booking.penalty_mark using btree (offer_id);

create table booking.penalty_rule (
  id uuid not null,
  org_path text not null,
  only_for text,
  version integer not null,
  since date not null,
  basis text not null,
  terms jsonb,
  made_by uuid,
  made_at timestamp with time zone not null,
  constraint penalty_rule_pkey primary key (id),
  constraint penalty_rule_version unique nulls not distinct (org_path, only_for, version),
  constraint penalty_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint penalty_rule_kind_check check (only_for ~ '^[a-z-]{3,40}$'),
  constraint penalty_rule_not_backdated check (since >= ((made_at at time zone 'UTC')::date - 1)),
  constraint penalty_rule_org_path_check check (org_path ~~ '%.'),
  constraint penalty_rule_version_check check (version >= 1)
);

create table booking.pool (
  id uuid not null,
  offer_id uuid not null,
  channel text not null,
  quota integer not null,
  taken integer not null default 0,
  releases_at timestamp with time zone,
  open boolean not null default true,
  constraint pool_pkey primary key (id),
  constraint pool_id_offer_id_key unique (id, offer_id),
  constraint pool_offer_id_channel_key unique (offer_id, channel),
  constraint pool_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint pool_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint pool_not_oversold check (taken >= 0 and taken <= quota),
  constraint pool_quota_check check (quota >= 0 and quota <= 1000000)
);

create table booking.scan (
  id uuid not null,
  scanner_id uuid not null,
  offer_id uuid not null,
  claim_id uuid,
  way text not null,
  size integer not null,
  shown text not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  counted integer not null,
  trouble text,
  settled_by uuid,
  settled_at timestamp with time zone,
  settled_how text,
  constraint scan_pkey primary key (id),
  constraint scan_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint scan_scanner_id_offer_id_fkey foreign key (scanner_id, offer_id) references booking.scanner_door(scanner_id, offer_id),
  constraint scan_check check (counted >= 0 and counted <= size),
  constraint scan_check1 check (counted = 0 or way = 'in'),
  constraint scan_check2 check (num_nonnulls(settled_by, settled_at, settled_how) = any (array[0, 3])),
  constraint scan_settled_how_check check (settled_how = any (array['counted', 'noted'])),
  constraint scan_shown_check check (shown = any (array['pass', 'document', 'list', 'nobody', 'back'])),
  constraint scan_size_check check (size >= 1 and size <= 9999),
  constraint scan_trouble_check check (trouble = any (array['twice', 'gone', 'uncounted', 'revoked'])),
  constraint scan_way_check check (way = any (array['in', 'out']))
);
create index scan_of_claim on booking.scan using btree (claim_id, at) where claim_id is not null;
create index scan_of_offer on booking.scan using btree (offer_id);
create index scan_to_settle on booking.scan using btree (offer_id) where trouble is not null and settled_at is null;

create table booking.scanner (
  id uuid not null,
  key_hash bytea not null,
  salt bytea not null,
  label text not null,
  org_path text not null,
  room integer,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  revoked_by uuid,
  revoked_at timestamp with time zone,
  constraint scanner_pkey primary key (id),
  constraint scanner_key_hash_key unique (key_hash),
  constraint scanner_check check (until > made_at),
  constraint scanner_check1 check ((revoked_at is null) = (revoked_by is null)),
  constraint scanner_key_hash_check check (octet_length(key_hash) = 32),
  constraint scanner_label_check check (label ~ '\S' and length(label) <= 40),
  constraint scanner_org_path_check check (org_path ~~ '_%.'),
  constraint scanner_room_check check (room >= 1 and room <= 99999),
  constraint scanner_salt_check check (octet_length(salt) = 16)
);

create table booking.scanner_door (
  scanner_id uuid not null,
  offer_id uuid not null,
  constraint scanner_door_pkey primary key (scanner_id, offer_id),
  constraint scanner_door_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint scanner_door_scanner_id_fkey foreign key (scanner_id) references booking.scanner(id)
);
create index scanner_door_of_offer on booking.scanner_door using btree (offer_id);

create table booking.transfer (
  claim_id uuid not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint transfer_pkey primary key (claim_id),
  constraint transfer_code_hash_key unique (code_hash),
  constraint transfer_claim_id_fkey foreign key (claim_id) references booking.claim(id)
);

create table booking.waiting (
  id uuid not null,
  offer_id uuid not null,
  subject uuid,
  size integer not null,
  channels text[] not null,
  priority smallint not null default 0,
  made_at timestamp with time zone not null,
  seq bigint not null generated always as identity,
  state text not null,
  changed_at timestamp with time zone not null,
  claim_id uuid,
  passed_over text,
  constraint waiting_pkey primary key (id),
  constraint waiting_claim_id_key unique (claim_id),
  constraint waiting_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint waiting_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint waiting_channels_check check (cardinality(channels) > 0 and channels <@ array['online', 'counter', 'helper', 'organisation', 'walk-in']),
  constraint waiting_check check ((claim_id is not null) = (state = any (array['offered', 'taken', 'declined', 'lapsed']))),
  constraint waiting_check1 check (subject is not null or (state <> all (array['waiting', 'offered']))),
  constraint waiting_passed_over check (passed_over is null or state = 'waiting' and passed_over ~ '^[a-z.-]{3,60}$'),
  constraint waiting_priority_check check (priority = any (array[0, 1])),
  constraint waiting_size_check check (size >= 1 and size <= 9999),
  constraint waiting_state_check check (state = any (array['waiting', 'offered', 'taken', 'declined', 'lapsed', 'left', 'ended']))
);
create index waiting_line on booking.waiting using btree (offer_id, priority desc, made_at, seq) where state = 'waiting';
create index waiting_of_subject on booking.waiting using btree (subject) where subject is not null;
create unique index waiting_once on booking.waiting using btree (offer_id, subject) where state = any (array['waiting', 'offered']);

CREATE OR REPLACE FUNCTION booking.house_rule_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a rule of a house is never changed: write a new version';
end $function$;

CREATE OR REPLACE FUNCTION booking.penalty_rule_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a rule about not coming is never changed: write a new version';
end $function$;

CREATE TRIGGER house_rule_append_only BEFORE DELETE OR UPDATE ON booking.house_rule FOR EACH ROW EXECUTE FUNCTION booking.house_rule_is_append_only();

CREATE TRIGGER penalty_rule_append_only BEFORE DELETE OR UPDATE ON booking.penalty_rule FOR EACH ROW EXECUTE FUNCTION booking.penalty_rule_is_append_only();
