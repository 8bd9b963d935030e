-- Subject keys: the only name a person has in audit, outbox, jobs and stored answers. Erasing destroys `secret`.
create table platform.subject (
  id uuid primary key,
  secret bytea check (octet_length(secret) = 32),
  erased_at timestamptz,
  check ((secret is null) = (erased_at is not null))
);

create table platform.session (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account uuid not null,
  acting_for uuid,
  channel text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on platform.session (account);

-- First answers of commands, so that a repeated request gets the same one.
create table platform.idempotency (
  who text not null check (length(who) <= 100),
  key text not null check (length(key) between 8 and 100),
  operation text not null,
  input_hash bytea not null,
  answer bytea,
  made_at timestamptz not null,
  primary key (who, key)
);
create index idempotency_made_at on platform.idempotency (made_at);

-- Who did what, on whose behalf, through which door. Persons only as subject keys; personal detail only sealed.
create table platform.audit (
  id uuid primary key,
  seq bigint generated always as identity unique,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
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
  sealed bytea
);
create index audit_target on platform.audit (kind, target, seq);
create index audit_subject on platform.audit (subject, seq) where subject is not null;
create index audit_actor on platform.audit (actor, seq) where actor is not null;
create index audit_on_behalf_of on platform.audit (on_behalf_of, seq) where on_behalf_of is not null;
create index audit_unsealed on platform.audit (xid, seq);

-- The chain: each block hashes the rows from the last block on, as stored (ciphertext stays ciphertext).
create table platform.audit_block (
  block bigint primary key,
  last_xid xid8 not null,
  last_seq bigint not null,
  rows integer not null check (rows > 0),
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);

-- News of what happened, written in the transaction of the change.
create table platform.outbox (
  id uuid primary key,
  seq bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  type text not null,
  at timestamptz not null,
  payload jsonb not null
);
create index outbox_order on platform.outbox (xid, seq);

-- How far each listener has read.
create table platform.listener (
  name text primary key,
  xid xid8 not null default '0',
  seq bigint not null default 0,
  updated_at timestamptz not null default now()
);

-- Deliveries that failed: tried again until they are dead; the dead wait for a person.
create table platform.delivery (
  listener text not null,
  event uuid not null references platform.outbox,
  attempts integer not null,
  next_at timestamptz,
  error text not null,
  primary key (listener, event)
);
create index delivery_due on platform.delivery (listener, next_at) where next_at is not null;
