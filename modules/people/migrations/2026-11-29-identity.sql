-- Documents: what a person has shown of who they are. The number is found by a keyed hash and read by nobody.
create table people.document (
  id uuid primary key,
  account uuid not null,
  account_kind text not null default 'resident' check (account_kind = 'resident'),
  kind text not null
    check (kind in ('resident-id', 'hmt-residence', 'foreigner-residence', 'hmt-travel', 'passport', 'by-guardian')),
  number_hash bytea constraint document_of_one_person unique check (octet_length(number_hash) = 32),
  last_four text check (last_four ~ '^[0-9A-Z]{4}$'),
  -- Keyed hash of name and birth date as they stand on it: finds a person with two documents; neither is kept.
  likeness bytea check (octet_length(likeness) = 32),
  -- A child without a card: the guardian whose own document stands for it.
  guardian uuid references people.account,
  -- The separate consent to keep it, and its wording.
  consented_at timestamptz not null,
  consent_version text not null,
  added_at timestamptz not null,
  shown_at timestamptz,
  shown_to uuid references people.account,
  confirmed_at timestamptz,
  level smallint not null generated always as
    (case when confirmed_at is not null then 3 when shown_at is not null then 2 else 1 end) stored,
  -- The number itself, sealed with the subject key: only in a city where a law asks for it (SEAL_DOCUMENT_NUMBERS).
  number_sealed bytea,
  constraint document_of_resident foreign key (account, account_kind) references people.account (id, kind),
  constraint document_numbered check (
    (kind = 'by-guardian') = (number_hash is null) and (number_hash is null) = (last_four is null)
    and (kind = 'by-guardian') = (guardian is not null) and (number_sealed is null or number_hash is not null)),
  constraint document_shown_to_somebody check ((shown_at is null) = (shown_to is null)),
  constraint document_guardian_not_self check (guardian <> account)
);
create index document_account on people.document (account);
create index document_likeness on people.document (likeness) where likeness is not null;
create index document_guardian on people.document (guardian) where guardian is not null;
create unique index document_by_guardian_once on people.document (account) where kind = 'by-guardian';

-- Tries to add a document, counted before they are judged: a number must not be guessed.
create table people.document_try (
  id uuid primary key,
  account uuid not null references people.account,
  at timestamptz not null
);
create index document_try_account on people.document_try (account, at);
create index document_try_at on people.document_try (at);

-- A question to the authority that confirms identities. Name and number lie sealed with the city's secret until it is
-- answered, and then nowhere.
create table people.document_check (
  id uuid primary key,
  document uuid not null references people.document on delete cascade,
  sealed bytea,
  consent_version text not null,
  asked_at timestamptz not null,
  outcome text check (outcome in ('match', 'no-match', 'unavailable')),
  answered_at timestamptz,
  constraint document_check_whole check (
    (outcome is null) = (answered_at is null) and (outcome is null) = (sealed is not null))
);
create unique index document_check_open on people.document_check (document) where outcome is null;
create index document_check_asked_at on people.document_check (asked_at);
