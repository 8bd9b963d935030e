-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema people;

create table people.account (
  id uuid not null,
  subject uuid not null,
  kind text not null,
  name text,
  phone_hash bytea,
  phone_sealed bytea,
  born date,
  level smallint not null default 0,
  locale text not null,
  demo boolean not null,
  status text not null default 'active',
  made_at timestamp with time zone not null,
  merged_into uuid,
  languages text[] not null default '{}'::text[],
  agreed_at timestamp with time zone,
  agreed_version text,
  constraint account_pkey primary key (id),
  constraint account_id_kind_key unique (id, kind),
  constraint account_phone_hash_key unique (phone_hash),
  constraint account_subject_key unique (subject),
  constraint account_merged_into_fkey foreign key (merged_into) references people.account(id),
  constraint account_agreed_whole check ((agreed_at is null) = (agreed_version is null)),
  constraint account_erased_empty check (status <> 'erased' or name is null and phone_hash is null and born is null),
  constraint account_kind_check check (kind = any (array['resident', 'staff'])),
  constraint account_languages check (cardinality(languages) <= 5 and array_position(languages, null::text) is null and array_to_string(languages, ',') ~ '^([a-z]{2,3}(,[a-z]{2,3})*)?$'),
  constraint account_level_check check (level >= 0 and level <= 3),
  constraint account_merged_elsewhere check (merged_into <> id),
  constraint account_merged_empty check (status <> 'merged' or name is null and born is null),
  constraint account_merged_somewhere check ((status = 'merged') = (merged_into is not null)),
  constraint account_name_check check (length(name) >= 1 and length(name) <= 50 and name !~ '[\u0001-\u001f\u007f-\u009f]'),
  constraint account_phone_hash_check check (octet_length(phone_hash) = 32),
  constraint account_phone_whole check ((phone_hash is null) = (phone_sealed is null)),
  constraint account_staff_named check (kind = 'resident' or name is not null or status = 'erased'),
  constraint account_staff_without_phone check (kind = 'resident' or phone_hash is null),
  constraint account_status_check check (status = any (array['active', 'left', 'erased', 'merged']))
);
create index account_merged_into on people.account using btree (merged_into) where merged_into is not null;
create index account_name on people.account using btree (lower(name)) where name is not null;

create table people.audience (
  code text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  sort smallint not null,
  retired boolean not null default false,
  constraint audience_pkey primary key (code),
  constraint audience_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint audience_name_check check (length(name) >= 1 and length(name) <= 40 and name ~ '\S'),
  constraint audience_names_check check (jsonb_typeof(names) = 'object')
);

create table people.chosen_audience (
  account uuid not null,
  audience text not null,
  chosen_at timestamp with time zone not null,
  consent_version text not null,
  constraint chosen_audience_pkey primary key (account, audience),
  constraint chosen_audience_account_fkey foreign key (account) references people.account(id),
  constraint chosen_audience_audience_fkey foreign key (audience) references people.audience(code)
);

create table people.code_sent (
  id uuid not null,
  purpose text not null,
  phone_hash bytea not null,
  sealed bytea not null,
  code_hash bytea not null,
  asked_by uuid,
  tries smallint not null default 0,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint code_sent_pkey primary key (id),
  constraint code_sent_asked_by_fkey foreign key (asked_by) references people.account(id),
  constraint code_sent_check check (expires_at > made_at),
  constraint code_sent_code_hash_check check (octet_length(code_hash) = 32),
  constraint code_sent_help_asked_by check (purpose = 'sign-in' or asked_by is not null),
  constraint code_sent_phone_hash_check check (octet_length(phone_hash) = 32),
  constraint code_sent_purpose_check check (purpose = any (array['sign-in', 'help'])),
  constraint code_sent_tries check (tries >= 0 and tries <= 5)
);
create index code_sent_asked_by on people.code_sent using btree (asked_by, made_at) where asked_by is not null;
create index code_sent_made_at on people.code_sent using btree (made_at);
create index code_sent_phone on people.code_sent using btree (phone_hash, made_at);

create table people.cover (
  id uuid not null,
  covered uuid not null,
  stand_in uuid not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  pauses boolean not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  ended_by uuid,
  constraint cover_pkey primary key (id),
  constraint cover_of_covered unique (id, covered),
  constraint cover_once exclude using gist (covered with =, stand_in with =, tstzrange(valid_from, valid_to) with &&),
  constraint cover_covered_fkey foreign key (covered) references people.staff(account),
  constraint cover_ended_by_fkey foreign key (ended_by) references people.account(id),
  constraint cover_made_by_fkey foreign key (made_by) references people.account(id),
  constraint cover_stand_in_fkey foreign key (stand_in) references people.staff(account),
  constraint cover_days check (valid_to >= valid_from and valid_to <= (valid_from + '2232:00:00'::interval)),
  constraint cover_not_self check (covered <> stand_in)
);
create index cover_covered on people.cover using btree (covered, valid_to);
create index cover_stand_in on people.cover using btree (stand_in, valid_to);

create table people.cover_allowance (
  account uuid not null,
  stand_in uuid not null,
  allowed_by uuid,
  allowed_at timestamp with time zone not null,
  constraint cover_allowance_pkey primary key (account, stand_in),
  constraint cover_allowance_account_fkey foreign key (account) references people.staff(account),
  constraint cover_allowance_allowed_by_fkey foreign key (allowed_by) references people.account(id),
  constraint cover_allowance_stand_in_fkey foreign key (stand_in) references people.staff(account),
  constraint cover_allowance_not_self check (account <> stand_in)
);

create table people.cover_grant (
  cover uuid not null,
  covered uuid not null,
  grant_id uuid not null,
  constraint cover_grant_pkey primary key (cover, grant_id),
  constraint cover_grant_cover_covered_fkey foreign key (cover, covered) references people.cover(id, covered),
  constraint cover_grant_grant_id_covered_fkey foreign key (grant_id, covered) references people.role_grant(id, account)
);
create index cover_grant_grant on people.cover_grant using btree (grant_id);

create table people.delivery (
  id uuid not null,
  notice uuid not null,
  recipient uuid not null,
  channel text not null,
  outcome text not null,
  provider_id text,
  at timestamp with time zone not null,
  next_at timestamp with time zone,
  constraint delivery_pkey primary key (id),
  constraint delivery_notice_fkey foreign key (notice) references people.notice(id) on delete cascade,
  constraint delivery_recipient_fkey foreign key (recipient) references people.account(id),
  constraint delivery_again check ((outcome = 'put-off') = (next_at is not null)),
  constraint delivery_channel_check check (channel = any (array['sms', 'email'])),
  constraint delivery_outcome_check check (outcome = any (array['sent', 'put-off', 'refused'])),
  constraint delivery_provider_id_check check (length(provider_id) <= 200)
);
create index delivery_at on people.delivery using btree (at);
create index delivery_notice on people.delivery using btree (notice);
create unique index delivery_once on people.delivery using btree (notice, recipient, channel) where outcome <> 'put-off';
create index delivery_recipient on people.delivery using btree (recipient);

create table people.document (
  id uuid not null,
  account uuid not null,
  account_kind text not null default 'resident',
  kind text not null,
  number_hash bytea,
  last_four text,
  likeness bytea,
  guardian uuid,
  consented_at timestamp with time zone not null,
  consent_version text not null,
  added_at timestamp with time zone not null,
  shown_at timestamp with time zone,
  shown_to uuid,
  confirmed_at timestamp with time zone,
  level smallint not null generated always as ( case when confirmed_at is not null then 3 when shown_at is not null then 2 else 1 end) stored,
  number_sealed bytea,
  constraint document_pkey primary key (id),
  constraint document_of_one_person unique (number_hash),
  constraint document_guardian_fkey foreign key (guardian) references people.account(id),
  constraint document_of_resident foreign key (account, account_kind) references people.account(id, kind),
  constraint document_shown_to_fkey foreign key (shown_to) references people.account(id),
  constraint document_account_kind_check check (account_kind = 'resident'),
  constraint document_guardian_not_self check (guardian <> account),
  constraint document_kind_check check (kind = any (array['resident-id', 'hmt-residence', 'foreigner-residence', 'hmt-travel', 'passport', 'by-guardian'])),
  constraint document_last_four_check check (last_four ~ '^[0-9A-Z]{4}$'),
  constraint document_likeness_check check (octet_length(likeness) = 32),
  constraint document_number_hash_check check (octet_length(number_hash) = 32),
  constraint document_numbered check ((kind = 'by-guardian') = (number_hash is null) and (number_hash is null) = (last_four is null) and (kind = 'by-guardian') = (guardian is not null) and (number_sealed is null or number_hash is not null)),
  constraint document_shown_to_somebody check ((shown_at is null) = (shown_to is null))
);
create index document_account on people.document using btree (account);
create unique index document_by_guardian_once on people.document using btree (account, guardian) where kind = 'by-guardian';
create index document_guardian on people.document using btree (guardian) where guardian is not null;
create index document_likeness on people.document using btree (likeness) where likeness is not null;
create unique index document_once_in_life on people.document using btree (account, kind) where kind = any (array['resident-id', 'hmt-residence']);

create table people.document_check (
  id uuid not null,
  document uuid not null,
  sealed bytea,
  consent_version text not null,
  asked_at timestamp with time zone not null,
  outcome text,
  answered_at timestamp with time zone,
  constraint document_check_pkey primary key (id),
  constraint document_check_document_fkey foreign key (document) references people.document(id) on delete cascade,
  constraint document_check_outcome_check check (outcome = any (array['match', 'no-match', 'unavailable'])),
  constraint document_check_whole check ((outcome is null) = (answered_at is null) and (outcome is null) = (sealed is not null))
);
create index document_check_asked_at on people.document_check using btree (asked_at);
create unique index document_check_open on people.document_check using btree (document) where outcome is null;

create table people.document_claim (
  document uuid not null,
  account uuid not null,
  seen_by uuid,
  at timestamp with time zone not null,
  constraint document_claim_pkey primary key (document, account),
  constraint document_claim_account_fkey foreign key (account) references people.account(id),
  constraint document_claim_document_fkey foreign key (document) references people.document(id) on delete cascade,
  constraint document_claim_seen_by_fkey foreign key (seen_by) references people.account(id)
);
create index document_claim_account on people.document_claim using btree (account);
create index document_claim_at on people.document_claim using btree (at);

create table people.document_try (
  id uuid not null,
  account uuid not null,
  at timestamp with time zone not null,
  constraint document_try_pkey primary key (id),
  constraint document_try_account_fkey foreign key (account) references people.account(id)
);
create index document_try_account on people.document_try using btree (account, at);
create index document_try_at on people.document_try using btree (at);

create table people.eligibility (
  id uuid not null,
  account uuid not null,
  check_id uuid not null,
  code text not null,
  begun_at timestamp with time zone not null,
  consent_version text,
  consent_by text,
  sealed bytea,
  answer text,
  reason text,
  way text,
  decided_by uuid,
  decided_at timestamp with time zone,
  sentence text,
  valid_until timestamp with time zone,
  ended_at timestamp with time zone,
  ended_because text,
  ended_by uuid,
  constraint eligibility_pkey primary key (id),
  constraint eligibility_account_fkey foreign key (account) references people.account(id),
  constraint eligibility_decided_by_fkey foreign key (decided_by) references people.account(id),
  constraint eligibility_ended_by_fkey foreign key (ended_by) references people.account(id),
  constraint eligibility_of_check foreign key (check_id, code) references people.eligibility_check(id, code),
  constraint eligibility_way_of_check foreign key (check_id, way) references people.eligibility_way(check_id, code),
  constraint eligibility_answer_check check (answer = any (array['yes', 'no', 'unavailable'])),
  constraint eligibility_answered check ((answer is null) = (decided_at is null) and (answer is null) = (reason is null) and (valid_until is not null) = coalesce(answer = any (array['yes', 'no']), false)),
  constraint eligibility_asked_or_recorded check ((consent_version is null) = (decided_by is not null)),
  constraint eligibility_by_way check ((way is not null) = coalesce(reason = 'way', false)),
  constraint eligibility_consent_by_check check (consent_by = any (array['self', 'guardian'])),
  constraint eligibility_consented check ((consent_version is null) = (consent_by is null)),
  constraint eligibility_ended check ((ended_at is null) = (ended_because is null) and (ended_by is not null) = coalesce(ended_because = 'staff', false) and not (answer = 'unavailable' and ended_at is null)),
  constraint eligibility_ended_because_check check (ended_because = any (array['withdrawn', 'replaced', 'unreachable', 'staff'])),
  constraint eligibility_question_open check ((sealed is not null) = (answer is null and ended_at is null)),
  constraint eligibility_reason_check check (reason = any (array['met', 'not-met', 'not-known-there', 'not-agreed-there', 'unreachable', 'way', 'appeal'])),
  constraint eligibility_sentence_check check (length(sentence) >= 1 and length(sentence) <= 300)
);
create index eligibility_account on people.eligibility using btree (account, code, begun_at);
create index eligibility_open on people.eligibility using btree (begun_at) where sealed is not null;
create unique index eligibility_standing on people.eligibility using btree (account, code) where ended_at is null;

create table people.eligibility_appeal (
  id uuid not null,
  eligibility uuid not null,
  words text not null,
  made_at timestamp with time zone not null,
  due_on date not null,
  outcome text,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  constraint eligibility_appeal_pkey primary key (id),
  constraint eligibility_appeal_once unique (eligibility),
  constraint eligibility_appeal_answered_by_fkey foreign key (answered_by) references people.account(id),
  constraint eligibility_appeal_eligibility_fkey foreign key (eligibility) references people.eligibility(id) on delete cascade,
  constraint eligibility_appeal_answer_check check (length(answer) >= 1 and length(answer) <= 300),
  constraint eligibility_appeal_outcome_check check (outcome = any (array['kept', 'changed'])),
  constraint eligibility_appeal_whole check ((outcome is null) = (answer is null) and (outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)),
  constraint eligibility_appeal_words_check check (length(words) >= 1 and length(words) <= 1000)
);
create index eligibility_appeal_open on people.eligibility_appeal using btree (due_on) where outcome is null;

create table people.eligibility_check (
  id uuid not null,
  code text not null,
  version integer not null,
  organisation uuid not null,
  path text not null,
  valid_from timestamp with time zone not null,
  name text not null,
  purpose text not null,
  asks text not null,
  asked_of text not null,
  translations jsonb not null default '{}'::jsonb,
  provider text not null,
  level smallint not null,
  from_age smallint not null,
  valid_days integer not null,
  again_days integer not null,
  outage text not null,
  grant_days integer,
  appeal_days integer not null,
  retired boolean not null default false,
  constraint eligibility_check_pkey primary key (id),
  constraint eligibility_check_of_code unique (id, code),
  constraint eligibility_check_version unique (code, version),
  constraint eligibility_check_again_days_check check (again_days >= 0 and again_days <= 366),
  constraint eligibility_check_appeal_days_check check (appeal_days >= 1 and appeal_days <= 60),
  constraint eligibility_check_asked_of_check check (length(asked_of) >= 1 and length(asked_of) <= 60),
  constraint eligibility_check_asks_check check (length(asks) >= 1 and length(asks) <= 300),
  constraint eligibility_check_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint eligibility_check_from_age_check check (from_age >= 0 and from_age <= 18),
  constraint eligibility_check_grant_days_check check (grant_days >= 1 and grant_days <= 31),
  constraint eligibility_check_level_check check (level >= 1 and level <= 3),
  constraint eligibility_check_name_check check (length(name) >= 1 and length(name) <= 40),
  constraint eligibility_check_outage check ((outage = 'grant-until') = (grant_days is not null)),
  constraint eligibility_check_outage_check check (outage = any (array['ask-later', 'grant-until', 'other-ways-only'])),
  constraint eligibility_check_path_check check (path ~~ '_%.'),
  constraint eligibility_check_provider_check check (provider ~ '^[a-z]+(-[a-z]+)*$'),
  constraint eligibility_check_purpose_check check (length(purpose) >= 1 and length(purpose) <= 300),
  constraint eligibility_check_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint eligibility_check_valid_days_check check (valid_days >= 1 and valid_days <= 1096),
  constraint eligibility_check_version_check check (version > 0)
);

create table people.eligibility_way (
  check_id uuid not null,
  code text not null,
  name text not null,
  says text not null,
  translations jsonb not null default '{}'::jsonb,
  valid_days integer not null,
  sort smallint not null,
  constraint eligibility_way_pkey primary key (check_id, code),
  constraint eligibility_way_check_id_fkey foreign key (check_id) references people.eligibility_check(id),
  constraint eligibility_way_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint eligibility_way_name_check check (length(name) >= 1 and length(name) <= 40),
  constraint eligibility_way_says_check check (length(says) >= 1 and length(says) <= 300),
  constraint eligibility_way_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint eligibility_way_valid_days_check check (valid_days >= 1 and valid_days <= 1096)
);

create table people.email (
  account uuid not null,
  sealed bytea not null,
  verified_at timestamp with time zone not null,
  constraint email_pkey primary key (account),
  constraint email_account_fkey foreign key (account) references people.account(id)
);

create table people.email_code (
  id uuid not null,
  account uuid not null,
  address_hash bytea not null,
  sealed bytea not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries smallint not null default 0,
  used_at timestamp with time zone,
  constraint email_code_pkey primary key (id),
  constraint email_code_account_fkey foreign key (account) references people.account(id),
  constraint email_code_tries check (tries >= 0 and tries <= 5)
);
create index email_code_account on people.email_code using btree (account, made_at);
create index email_code_address on people.email_code using btree (address_hash, made_at);

create table people.family_code (
  id uuid not null,
  ward uuid not null,
  opens text not null,
  code_hash bytea not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint family_code_pkey primary key (id),
  constraint family_code_hash unique (code_hash),
  constraint family_code_made_by_fkey foreign key (made_by) references people.account(id),
  constraint family_code_ward_fkey foreign key (ward) references people.account(id),
  constraint family_code_code_hash_check check (octet_length(code_hash) = 32),
  constraint family_code_expires check (expires_at > made_at),
  constraint family_code_not_self check (made_by <> ward),
  constraint family_code_opens_check check (opens = any (array['guardianship', 'own-sign-in']))
);
create index family_code_expires_at on people.family_code using btree (expires_at);
create index family_code_made_by on people.family_code using btree (made_by);
create unique index family_code_open on people.family_code using btree (ward, opens) where used_at is null;

create table people.leaving (
  id uuid not null,
  account uuid not null,
  paths text[] not null,
  effective_at timestamp with time zone not null,
  successor uuid,
  pass_roles boolean not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  done_at timestamp with time zone,
  called_off_at timestamp with time zone,
  called_off_by uuid,
  constraint leaving_pkey primary key (id),
  constraint leaving_account_fkey foreign key (account) references people.staff(account),
  constraint leaving_called_off_by_fkey foreign key (called_off_by) references people.account(id),
  constraint leaving_made_by_fkey foreign key (made_by) references people.account(id),
  constraint leaving_successor_fkey foreign key (successor) references people.staff(account),
  constraint leaving_done_in_time check (done_at >= effective_at),
  constraint leaving_not_to_self check (successor <> account),
  constraint leaving_one_outcome check (done_at is null or called_off_at is null),
  constraint leaving_roles_to_somebody check (not pass_roles or successor is not null)
);
create index leaving_due on people.leaving using btree (effective_at) where done_at is null and called_off_at is null;
create unique index leaving_once on people.leaving using btree (account) where called_off_at is null;

create table people.leaving_line (
  leaving uuid not null,
  ref text not null,
  key text not null,
  data jsonb not null,
  href text,
  taken_by uuid,
  place integer not null,
  constraint leaving_line_pkey primary key (leaving, ref),
  constraint leaving_line_leaving_fkey foreign key (leaving) references people.leaving(id),
  constraint leaving_line_taken_by_fkey foreign key (taken_by) references people.staff(account),
  constraint leaving_line_href_check check (href ~~ '/%'),
  constraint leaving_line_ref_check check (length(ref) >= 1 and length(ref) <= 200)
);
create index leaving_line_taken_by on people.leaving_line using btree (taken_by) where taken_by is not null;

create table people.notice (
  id uuid not null,
  account uuid not null,
  key text not null,
  data jsonb not null,
  href text,
  once text,
  made_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  tries smallint not null default 0,
  read_at timestamp with time zone,
  due_at timestamp with time zone,
  kind text not null default 'services',
  needed_by timestamp with time zone,
  constraint notice_pkey primary key (id),
  constraint notice_once unique (account, once),
  constraint notice_account_fkey foreign key (account) references people.account(id),
  constraint notice_href_check check (href ~~ '/%'),
  constraint notice_kind_check check (kind ~ '^[a-z-]{3,40}$')
);
create index notice_account on people.notice using btree (account, id desc);
create index notice_made on people.notice using btree (made_at);
create index notice_unsent on people.notice using btree (id) where sent_at is null;

create table people.notice_choice (
  account uuid not null,
  kind text not null,
  channels text[] not null,
  chosen_at timestamp with time zone not null,
  consent_version text not null,
  constraint notice_choice_pkey primary key (account, kind),
  constraint notice_choice_account_fkey foreign key (account) references people.account(id),
  constraint notice_choice_channels_check check (channels <@ array['sms', 'email']),
  constraint notice_choice_kind_check check (kind ~ '^[a-z-]{3,40}$'),
  constraint notice_choice_necessary check ((kind <> all (array['security', 'booking-change'])) or cardinality(channels) > 0)
);

create table people.pass_device (
  id uuid not null,
  account uuid not null,
  alg text not null,
  public_key text not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint pass_device_pkey primary key (id),
  constraint pass_device_account_public_key_key unique (account, public_key),
  constraint pass_device_account_fkey foreign key (account) references people.account(id),
  constraint pass_device_alg_check check (alg = any (array['Ed25519', 'ES256'])),
  constraint pass_device_public_key_check check (length(public_key) >= 43 and length(public_key) <= 44)
);

create table people.pass_generation (
  generation integer not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  constraint pass_generation_pkey primary key (generation),
  constraint pass_generation_check check (until > since),
  constraint pass_generation_generation_check check (generation > 0)
);

create table people.pass_seen (
  token_id text not null,
  step bigint not null,
  seen_at timestamp with time zone not null,
  constraint pass_seen_pkey primary key (token_id, step)
);
create index pass_seen_at on people.pass_seen using btree (seen_at);

create table people.provider_session (
  proof_hash bytea not null,
  token_hash bytea not null,
  account uuid not null,
  issuer text not null,
  subject_hash bytea not null,
  sitting_hash bytea,
  sign_out_sealed bytea,
  began_at timestamp with time zone not null,
  constraint provider_session_pkey primary key (proof_hash),
  constraint provider_session_token unique (token_hash),
  constraint provider_session_account_fkey foreign key (account) references people.staff(account),
  constraint provider_session_proof_hash_check check (octet_length(proof_hash) = 32),
  constraint provider_session_sitting_hash_check check (octet_length(sitting_hash) = 32),
  constraint provider_session_subject_hash_check check (octet_length(subject_hash) = 32),
  constraint provider_session_token_hash_check check (octet_length(token_hash) = 32)
);
create index provider_session_account on people.provider_session using btree (account);
create index provider_session_began_at on people.provider_session using btree (began_at);
create index provider_session_person on people.provider_session using btree (issuer, subject_hash);

create table people.quiet_hours (
  single boolean not null default true,
  starts time without time zone not null,
  ends time without time zone not null,
  urgent_before time without time zone not null,
  constraint quiet_hours_pkey primary key (single),
  constraint quiet_hours_check check (urgent_before >= ends),
  constraint quiet_hours_single_check check (single)
);

create table people.relation (
  id uuid not null,
  kind text not null,
  ward uuid not null,
  agent uuid not null,
  consent text not null,
  consented_at timestamp with time zone not null,
  consent_version text not null,
  paper text,
  noted_by uuid,
  valid_to timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  guardian_place smallint not null default 1,
  constraint relation_pkey primary key (id),
  constraint relation_agent_fkey foreign key (agent) references people.account(id),
  constraint relation_ended_by_fkey foreign key (ended_by) references people.account(id),
  constraint relation_noted_by_fkey foreign key (noted_by) references people.account(id),
  constraint relation_ward_fkey foreign key (ward) references people.account(id),
  constraint relation_check check (valid_to > consented_at),
  constraint relation_consent_check check (consent = any (array['guardian', 'code', 'paper'])),
  constraint relation_guardian_consents check ((kind = 'guardian') = (consent = 'guardian')),
  constraint relation_guardian_place check (guardian_place = any (array[1, 2])),
  constraint relation_helper_ends check (kind = 'guardian' or valid_to is not null),
  constraint relation_kind_check check (kind = any (array['guardian', 'helper'])),
  constraint relation_not_self check (ward <> agent),
  constraint relation_paper_check check (length(paper) >= 1 and length(paper) <= 100),
  constraint relation_paper_noted check ((consent = 'paper') = (paper is not null and noted_by is not null))
);
create index relation_agent on people.relation using btree (agent) where ended_at is null;
create unique index relation_guardian_one_way on people.relation using btree (least(ward, agent), greatest(ward, agent)) where ended_at is null and kind = 'guardian';
create unique index relation_once on people.relation using btree (ward, agent, kind) where ended_at is null;
create unique index relation_two_guardians on people.relation using btree (ward, guardian_place) where kind = 'guardian' and ended_at is null;

create table people.role_grant (
  id uuid not null,
  account uuid not null,
  role text not null,
  organisation uuid not null,
  path text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  given_by uuid,
  ended_by uuid,
  constraint role_grant_pkey primary key (id),
  constraint role_grant_of_account unique (id, account),
  constraint role_grant_once exclude using gist (account with =, organisation with =, role with =, tstzrange(valid_from, valid_to) with &&),
  constraint role_grant_account_fkey foreign key (account) references people.staff(account),
  constraint role_grant_ended_by_fkey foreign key (ended_by) references people.account(id),
  constraint role_grant_given_by_fkey foreign key (given_by) references people.account(id),
  constraint role_grant_check check (valid_to >= valid_from),
  constraint role_grant_path_check check (path ~~ '_%.'),
  constraint role_grant_role_check check (role = any (array['clerk', 'editor', 'reviewer', 'publisher', 'manager', 'admin', 'auditor']))
);
create index role_grant_account on people.role_grant using btree (account, valid_to);
create index role_grant_path on people.role_grant using btree (path text_pattern_ops);

create table people.sign_in_failure (
  login_hash bytea not null,
  failures integer not null,
  failed_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint sign_in_failure_pkey primary key (login_hash),
  constraint sign_in_failure_failures_check check (failures > 0),
  constraint sign_in_failure_login_hash_check check (octet_length(login_hash) = 32)
);

create table people.staff (
  account uuid not null,
  kind text not null default 'staff',
  login text not null,
  password_hash text,
  must_change boolean not null default true,
  totp_sealed bytea,
  totp_confirmed_at timestamp with time zone,
  totp_step bigint,
  recovery text[] not null default '{}'::text[],
  leaves_at timestamp with time zone,
  totp_next_sealed bytea,
  constraint staff_pkey primary key (account),
  constraint staff_login_key unique (login),
  constraint staff_of_staff_account foreign key (account, kind) references people.account(id, kind),
  constraint staff_kind_check check (kind = 'staff'),
  constraint staff_login_check check (login ~ '^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$'),
  constraint staff_totp_whole check (totp_confirmed_at is null or totp_sealed is not null)
);

create table people.staff_identity (
  account uuid not null,
  issuer text not null,
  expected text,
  invited_by uuid,
  invited_at timestamp with time zone not null,
  subject_hash bytea,
  linked_at timestamp with time zone,
  constraint staff_identity_pkey primary key (account),
  constraint staff_identity_account_fkey foreign key (account) references people.staff(account),
  constraint staff_identity_invited_by_fkey foreign key (invited_by) references people.account(id),
  constraint staff_identity_expected_check check (length(expected) >= 1 and length(expected) <= 200),
  constraint staff_identity_invited_or_linked check ((expected is null) = (subject_hash is not null) and (linked_at is null) = (subject_hash is null)),
  constraint staff_identity_subject_hash_check check (octet_length(subject_hash) = 32)
);
create unique index staff_identity_expected on people.staff_identity using btree (issuer, expected) where expected is not null;
create unique index staff_identity_subject on people.staff_identity using btree (issuer, subject_hash) where subject_hash is not null;

CREATE OR REPLACE FUNCTION people.eligibility_check_has_a_way()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from people.eligibility_way where check_id = new.id) then
    raise exception 'eligibility check % version % has no other way to qualify', new.code, new.version
      using errcode = 'check_violation', constraint = 'eligibility_check_has_a_way';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION people.left_stays_left()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'who has left does not come back: a new account is made';
end $function$;

CREATE TRIGGER account_left_stays BEFORE UPDATE OF status ON people.account FOR EACH ROW WHEN (old.status = 'left'::text AND new.status = 'active'::text) EXECUTE FUNCTION people.left_stays_left();

CREATE CONSTRAINT TRIGGER eligibility_check_has_a_way AFTER INSERT ON people.eligibility_check DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION people.eligibility_check_has_a_way();
