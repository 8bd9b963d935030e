-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create extension btree_gist;

create extension pg_trgm;

create schema platform;

create table platform.audit (
  id uuid not null,
  seq bigint not null generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null,
  actor_kind text not null,
  actor uuid,
  on_behalf_of uuid,
  channel text not null,
  request_id text not null,
  what text not null,
  kind text not null,
  target text not null,
  subject uuid,
  detail jsonb,
  sealed bytea,
  cover uuid,
  cover_for uuid,
  constraint audit_pkey primary key (id),
  constraint audit_seq_key unique (seq),
  constraint audit_cover_whole check ((cover is null) = (cover_for is null))
);
create index audit_actor on platform.audit using btree (actor, seq) where actor is not null;
create index audit_on_behalf_of on platform.audit using btree (on_behalf_of, seq) where on_behalf_of is not null;
create index audit_subject on platform.audit using btree (subject, seq) where subject is not null;
create index audit_target on platform.audit using btree (kind, target, seq);
create index audit_unsealed on platform.audit using btree (xid, seq);

create table platform.audit_block (
  block bigint not null,
  last_xid xid8 not null,
  last_seq bigint not null,
  rows integer not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  constraint audit_block_pkey primary key (block),
  constraint audit_block_rows_check check (rows > 0)
);

create table platform.delivery (
  listener text not null,
  event uuid not null,
  attempts integer not null,
  next_at timestamp with time zone,
  error text not null,
  constraint delivery_pkey primary key (listener, event),
  constraint delivery_event_fkey foreign key (event) references platform.outbox(id)
);
create index delivery_due on platform.delivery using btree (listener, next_at) where next_at is not null;
create index delivery_event on platform.delivery using btree (event);

create table platform.demo_filling (
  one boolean not null default true,
  begun_at timestamp with time zone not null,
  done_at timestamp with time zone,
  scale text not null default 'small',
  constraint demo_filling_pkey primary key (one),
  constraint demo_filling_check check (done_at >= begun_at),
  constraint demo_filling_one_check check (one),
  constraint demo_filling_scale_check check (scale = any (array['small', 'full']))
);

create table platform.exchange_change (
  run uuid not null,
  seq bigint not null generated always as identity,
  row_number integer not null,
  column_key text not null,
  was text not null,
  becomes text not null,
  constraint exchange_change_pkey primary key (run, seq),
  constraint exchange_change_run_fkey foreign key (run) references platform.exchange_run(id) on delete cascade
);

create table platform.exchange_fault (
  run uuid not null,
  seq bigint not null generated always as identity,
  row_number integer not null,
  column_key text,
  fault text not null,
  data jsonb,
  constraint exchange_fault_pkey primary key (run, seq),
  constraint exchange_fault_run_fkey foreign key (run) references platform.exchange_run(id) on delete cascade
);

create table platform.exchange_run (
  id uuid not null,
  table_name text not null,
  file text not null,
  sha256 text not null,
  bytes bigint not null,
  encoding text,
  state text not null,
  stop_asked boolean not null default false,
  asked_by uuid not null,
  total integer,
  done_row integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  unknown text[] not null default '{}'::text[],
  broken jsonb,
  made_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  cells integer not null default 0,
  emptied integer not null default 0,
  constraint exchange_run_pkey primary key (id),
  constraint exchange_run_bytes_check check (bytes >= 0),
  constraint exchange_run_cells_check check (cells >= 0),
  constraint exchange_run_check check (emptied >= 0 and emptied <= cells),
  constraint exchange_run_done_row_check check (done_row >= 0),
  constraint exchange_run_encoding_check check (encoding = any (array['UTF-8', 'GB18030'])),
  constraint exchange_run_file_check check (length(file) >= 1 and length(file) <= 200),
  constraint exchange_run_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint exchange_run_state_check check (state = any (array['checking', 'checked', 'landing', 'landed', 'stopped', 'refused', 'dropped'])),
  constraint exchange_run_table_name_check check (length(table_name) >= 1 and length(table_name) <= 40),
  constraint exchange_run_total_check check (total >= 0)
);
create index exchange_run_asked_by on platform.exchange_run using btree (asked_by, made_at desc);

create table platform.idempotency (
  who text not null,
  key text not null,
  operation text not null,
  input_hash bytea not null,
  answer bytea,
  made_at timestamp with time zone not null,
  constraint idempotency_pkey primary key (who, key),
  constraint idempotency_key_check check (length(key) >= 8 and length(key) <= 100),
  constraint idempotency_who_check check (length(who) <= 100)
);
create index idempotency_made_at on platform.idempotency using btree (made_at);

create table platform.image (
  id uuid not null,
  width integer not null,
  height integer not null,
  master text not null,
  made_at timestamp with time zone not null,
  constraint image_pkey primary key (id),
  constraint image_height_check check (height > 0),
  constraint image_master_check check (master ~ '^[0-9a-f]{64}$'),
  constraint image_width_check check (width > 0)
);
create index image_master on platform.image using btree (master);

create table platform.image_file (
  image uuid not null,
  media text not null,
  width integer not null,
  height integer not null,
  sha256 text not null,
  bytes integer not null,
  constraint image_file_pkey primary key (image, media, width),
  constraint image_file_image_fkey foreign key (image) references platform.image(id) on delete cascade,
  constraint image_file_bytes_check check (bytes > 0),
  constraint image_file_height_check check (height > 0),
  constraint image_file_media_check check (media = any (array['image/webp', 'image/jpeg'])),
  constraint image_file_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint image_file_width_check check (width > 0)
);
create index image_file_sha256 on platform.image_file using btree (sha256);

create table platform.listener (
  name text not null,
  xid xid8 not null default '0'::xid8,
  seq bigint not null default 0,
  updated_at timestamp with time zone not null default now(),
  constraint listener_pkey primary key (name)
);

create table platform.migration (
  name text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey primary key (name)
);

create table platform.one_person_rule (
  id uuid not null,
  org_path text not null,
  since timestamp with time zone not null,
  set_by uuid not null,
  reason text not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint one_person_rule_pkey primary key (id),
  constraint one_person_rule_check check (ended_at >= since),
  constraint one_person_rule_check1 check ((ended_at is null) = (ended_by is null)),
  constraint one_person_rule_org_path_check check (org_path ~~ '%.'),
  constraint one_person_rule_reason_check check (reason ~ '\S')
);
create unique index one_person_rule_in_force on platform.one_person_rule using btree (org_path) where ended_at is null;

create table platform.outbox (
  id uuid not null,
  seq bigint not null generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  type text not null,
  at timestamp with time zone not null,
  payload jsonb not null,
  constraint outbox_pkey primary key (id)
);
create index outbox_order on platform.outbox using btree (xid, seq);

create table platform.publication (
  id uuid not null,
  seq bigint not null generated always as identity,
  kind text not null,
  thing uuid not null,
  step text not null,
  from_state text not null,
  to_state text not null,
  version integer not null,
  by uuid,
  at timestamp with time zone not null,
  barred uuid[] not null default '{}'::uuid[],
  reason text,
  one_person_rule uuid,
  scheduled_for timestamp with time zone,
  changed jsonb,
  constraint publication_pkey primary key (id),
  constraint publication_by_somebody check (by is not null or (step = any (array['adopt', 'miss']))),
  constraint publication_changed_check check (jsonb_typeof(changed -> 'on') = 'string' and jsonb_typeof(changed -> 'fields') = 'array'),
  constraint publication_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$' and length(kind) <= 40),
  constraint publication_not_own_work check ((step <> all (array['check', 'proof', 'approve'])) or (by <> all (barred)) or one_person_rule is not null),
  constraint publication_reason_check check (length(reason) <= 500 and reason ~ '\S'),
  constraint publication_says_why check ((step <> all (array['send-back', 'withdraw', 'change', 'cancel', 'adopt', 'miss'])) or reason is not null),
  constraint publication_scheduled check (step <> 'schedule' or scheduled_for is not null),
  constraint publication_step_check check (step = any (array['write', 'adopt', 'submit', 'take-back', 'check', 'proof', 'approve', 'send-back', 'schedule', 'call-off', 'miss', 'publish', 'withdraw', 'reopen', 'change', 'cancel'])),
  constraint publication_version_check check (version > 0)
);
create index publication_by on platform.publication using btree (by);
create index publication_thing on platform.publication using btree (kind, thing, seq);

create table platform.publication_schedule (
  kind text not null,
  thing uuid not null,
  due timestamp with time zone not null,
  by uuid not null,
  set_at timestamp with time zone not null,
  constraint publication_schedule_pkey primary key (kind, thing)
);
create index publication_schedule_due on platform.publication_schedule using btree (kind, due);

create table platform.review_rule (
  id uuid not null,
  org_path text not null,
  reviews smallint not null,
  proofs smallint not null,
  since timestamp with time zone not null,
  set_by uuid not null,
  reason text not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint review_rule_pkey primary key (id),
  constraint review_rule_check check (ended_at >= since),
  constraint review_rule_check1 check ((ended_at is null) = (ended_by is null)),
  constraint review_rule_org_path_check check (org_path ~~ '%.'),
  constraint review_rule_proofs_check check (proofs >= 0 and proofs <= 3),
  constraint review_rule_reason_check check (reason ~ '\S' and length(reason) <= 500),
  constraint review_rule_reviews_check check (reviews >= 1 and reviews <= 3)
);
create unique index review_rule_in_force on platform.review_rule using btree (org_path) where ended_at is null;

create table platform.session (
  token_hash bytea not null,
  account uuid not null,
  acting_for uuid,
  channel text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  proof text not null default 'own',
  constraint session_pkey primary key (token_hash),
  constraint session_proof_check check (proof = any (array['own', 'provider', 'provider-two'])),
  constraint session_token_hash_check check (octet_length(token_hash) = 32)
);
create index session_account on platform.session using btree (account);

create table platform.subject (
  id uuid not null,
  secret bytea,
  erased_at timestamp with time zone,
  constraint subject_pkey primary key (id),
  constraint subject_check check ((secret is null) = (erased_at is not null)),
  constraint subject_secret_check check (octet_length(secret) = 32)
);

CREATE OR REPLACE FUNCTION platform.publication_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the history of publishing is not changed';
end $function$;

CREATE TRIGGER publication_append_only BEFORE DELETE OR UPDATE ON platform.publication FOR EACH ROW EXECUTE FUNCTION platform.publication_is_append_only();
