-- People: the only schema in which a person can be read. Everywhere else a person is the subject key `account.subject`.
create extension if not exists btree_gist;
create schema people;

create table people.account (
  id uuid primary key,
  subject uuid not null unique,
  kind text not null check (kind in ('resident', 'staff')),
  -- As written: never normalised, so that a rare character stays the one on the document.
  name text check (length(name) between 1 and 50 and name !~ '[\u0001-\u001f\u007f-\u009f]'),
  -- Looked up by keyed hash, read only with the subject key.
  phone_hash bytea unique check (octet_length(phone_hash) = 32),
  phone_sealed bytea,
  -- Children only: until 14 a guardian consents, until 18 a guardian may act.
  born date,
  level smallint not null default 0 check (level between 0 and 3),
  locale text not null,
  demo boolean not null,
  status text not null default 'active' check (status in ('active', 'left', 'erased')),
  made_at timestamptz not null,
  unique (id, kind),
  constraint account_phone_whole check ((phone_hash is null) = (phone_sealed is null)),
  -- A member of staff may also be a resident, with another account.
  constraint account_staff_without_phone check (kind = 'resident' or phone_hash is null),
  constraint account_staff_named check (kind = 'resident' or name is not null or status = 'erased'),
  constraint account_erased_empty
    check (status <> 'erased' or (name is null and phone_hash is null and born is null))
);

-- One asking for a code, by a resident who signs in or a helper who asks for consent.
create table people.code_sent (
  id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'help')),
  phone_hash bytea not null check (octet_length(phone_hash) = 32),
  -- Phone number and code for the job that sends them, sealed with the city's secret; gone with the row.
  sealed bytea not null,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  -- The account that may use the code; null while nobody is signed in.
  asked_by uuid references people.account,
  tries smallint not null default 0 constraint code_sent_tries check (tries between 0 and 5),
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  used_at timestamptz,
  constraint code_sent_help_asked_by check (purpose = 'sign-in' or asked_by is not null)
);
create index code_sent_phone on people.code_sent (phone_hash, made_at);
create index code_sent_made_at on people.code_sent (made_at);
create index code_sent_asked_by on people.code_sent (asked_by, made_at) where asked_by is not null;

create table people.staff (
  account uuid primary key,
  kind text not null default 'staff' check (kind = 'staff'),
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$'),
  -- argon2id, PHC string.
  password_hash text,
  -- Somebody else knows the password: nothing may be done before it is changed.
  must_change boolean not null default true,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  -- The last 30-second step used: a code works once.
  totp_step bigint,
  -- Keyed hashes of the recovery codes that are left.
  recovery text[] not null default '{}',
  constraint staff_of_staff_account foreign key (account, kind) references people.account (id, kind),
  constraint staff_totp_whole check (totp_confirmed_at is null or totp_sealed is not null)
);

-- Wrong passwords in a row, counted for logins nobody has too: a wait must not tell which exist.
create table people.sign_in_failure (
  login_hash bytea primary key check (octet_length(login_hash) = 32),
  failures integer not null check (failures > 0),
  failed_at timestamptz not null,
  locked_until timestamptz
);

-- A role on an organisation and everything below it. `path` is the organisation's own, which never changes.
create table people.role_grant (
  id uuid primary key,
  account uuid not null references people.staff,
  role text not null
    check (role in ('clerk', 'editor', 'reviewer', 'publisher', 'manager', 'admin', 'auditor')),
  organisation uuid not null,
  path text not null check (path like '_%.'),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  given_by uuid references people.account,
  ended_by uuid references people.account,
  constraint role_grant_once exclude using gist
    (account with =, organisation with =, role with =, tstzrange(valid_from, valid_to) with &&)
);
create index role_grant_account on people.role_grant (account, valid_to);
create index role_grant_path on people.role_grant (path text_pattern_ops);

-- `agent` may act for `ward`: as guardian of a child, or as helper with the person's consent.
create table people.relation (
  id uuid primary key,
  kind text not null check (kind in ('guardian', 'helper')),
  ward uuid not null references people.account,
  agent uuid not null references people.account,
  -- How the consent came: a guardian for the child, a code sent to the person's phone, a signed paper.
  consent text not null check (consent in ('guardian', 'code', 'paper')),
  consented_at timestamptz not null,
  -- Which wording was agreed to.
  consent_version text not null,
  -- Where the signed paper lies, and who has seen it.
  paper text check (length(paper) between 1 and 100),
  noted_by uuid references people.account,
  valid_to timestamptz check (valid_to > consented_at),
  ended_at timestamptz,
  ended_by uuid references people.account,
  constraint relation_not_self check (ward <> agent),
  constraint relation_helper_ends check (kind = 'guardian' or valid_to is not null),
  constraint relation_guardian_consents check ((kind = 'guardian') = (consent = 'guardian')),
  constraint relation_paper_noted check ((consent = 'paper') = (paper is not null and noted_by is not null))
);
create unique index relation_once on people.relation (ward, agent, kind) where ended_at is null;
-- Two people are never each other's guardian.
create unique index relation_guardian_one_way on people.relation (least(ward, agent), greatest(ward, agent))
  where ended_at is null and kind = 'guardian';
create index relation_agent on people.relation (agent) where ended_at is null;

-- Keys of phones that show the pass. Generations of the city's own key hold no secret: it is derived.
create table people.pass_device (
  id uuid primary key,
  account uuid not null references people.account,
  alg text not null check (alg in ('Ed25519', 'ES256')),
  public_key text not null check (length(public_key) between 43 and 44),
  made_at timestamptz not null,
  -- When it last fetched a token.
  seen_at timestamptz not null,
  unique (account, public_key)
);

create table people.pass_generation (
  generation integer primary key check (generation > 0),
  since timestamptz not null,
  until timestamptz check (until > since)
);
insert into people.pass_generation (generation, since) values (1, '1970-01-01T00:00:00Z');

-- Codes shown at doors: each works once.
create table people.pass_seen (
  token_id text not null,
  step bigint not null,
  seen_at timestamptz not null,
  primary key (token_id, step)
);
create index pass_seen_at on people.pass_seen (seen_at);

-- What the city told a person. The sentence is made when it is read, in the language of the reader.
create table people.notice (
  id uuid primary key,
  account uuid not null references people.account,
  -- Message key and its values.
  key text not null,
  data jsonb not null,
  href text check (href like '/%'),
  -- What it answers to, so that an event delivered twice tells once.
  once text,
  made_at timestamptz not null,
  -- When it went to a phone, or was given up; null while it waits.
  sent_at timestamptz,
  tries smallint not null default 0,
  read_at timestamptz,
  constraint notice_once unique (account, once)
);
create index notice_account on people.notice (account, id desc);
create index notice_unsent on people.notice (id) where sent_at is null;
