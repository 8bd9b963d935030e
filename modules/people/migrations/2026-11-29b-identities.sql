-- Staff who sign in with an identity of a provider (OpenID Connect): invited by a name a manager gave, then linked for good.
create table people.staff_identity (
  account uuid primary key references people.staff,
  issuer text not null,
  -- What the provider calls them, as the manager was told; gone once they are linked.
  expected text check (length(expected) between 1 and 200),
  invited_by uuid references people.account,
  invited_at timestamptz not null,
  -- Keyed hash of the provider's own unchanging name for the person.
  subject_hash bytea check (octet_length(subject_hash) = 32),
  linked_at timestamptz,
  constraint staff_identity_invited_or_linked
    check ((expected is null) = (subject_hash is not null) and (linked_at is null) = (subject_hash is null))
);
create unique index staff_identity_expected on people.staff_identity (issuer, expected) where expected is not null;
create unique index staff_identity_subject on people.staff_identity (issuer, subject_hash) where subject_hash is not null;

-- Sessions begun by proof of a provider: a proof begins one; the provider may say that they are over.
create table people.provider_session (
  proof_hash bytea primary key check (octet_length(proof_hash) = 32),
  token_hash bytea not null check (octet_length(token_hash) = 32),
  account uuid not null references people.staff,
  issuer text not null,
  subject_hash bytea not null check (octet_length(subject_hash) = 32),
  -- Keyed hash of the provider's name for the sitting.
  sitting_hash bytea check (octet_length(sitting_hash) = 32),
  -- Where the browser signs out at the provider too, sealed under the subject key; gone once it was told.
  sign_out_sealed bytea,
  began_at timestamptz not null,
  constraint provider_session_token unique (token_hash)
);
create index provider_session_person on people.provider_session (issuer, subject_hash);
create index provider_session_account on people.provider_session (account);
create index provider_session_began_at on people.provider_session (began_at);
