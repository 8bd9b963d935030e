-- What sort of notice it is: by this people choose the channels, and what cannot be switched off is known by it.
alter table people.notice
  add column kind text not null default 'services' check (kind ~ '^[a-z-]{3,40}$'),
  -- What it is about happens then: what would come too late does not wait for the morning.
  add column needed_by timestamptz;

-- What was told lately is counted at the desk, and what is a year old goes.
create index notice_made on people.notice (made_at);

-- Which channels somebody chose for a kind, and when. Without a row what is usual holds; in the city's pages everything is always kept.
create table people.notice_choice (
  account uuid not null references people.account,
  kind text not null check (kind ~ '^[a-z-]{3,40}$'),
  channels text[] not null check (channels <@ array['sms', 'email']),
  chosen_at timestamptz not null,
  -- Wording of what was agreed to.
  consent_version text not null,
  primary key (account, kind),
  constraint notice_choice_necessary check (kind not in ('security', 'booking-change') or cardinality(channels) > 0)
);

-- An address that showed by a code that it is the person's. Sealed under the subject key, like the phone.
create table people.email (
  account uuid primary key references people.account,
  sealed bytea not null,
  verified_at timestamptz not null
);

-- A code on its way to an address nobody has shown yet to be theirs.
create table people.email_code (
  id uuid primary key,
  account uuid not null references people.account,
  -- Keyed hash: how often codes went there, whoever asked.
  address_hash bytea not null,
  -- Address, code and language, under the subject key.
  sealed bytea not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  constraint email_code_tries check (tries between 0 and 5)
);
create index email_code_account on people.email_code (account, made_at);
create index email_code_address on people.email_code (address_hash, made_at);

-- When nobody's phone rings: one row, the city's. Local times of the city.
create table people.quiet_hours (
  single boolean primary key default true check (single),
  starts time not null,
  ends time not null,
  -- What happens before this time of the morning after is told at once.
  urgent_before time not null check (urgent_before >= ends)
);
insert into people.quiet_hours (starts, ends, urgent_before) values ('22:00', '08:00', '10:00');

-- Every attempt to carry a notice to somebody: to the person, or to a guardian of whoever has no phone.
create table people.delivery (
  id uuid primary key,
  notice uuid not null references people.notice on delete cascade,
  recipient uuid not null references people.account,
  channel text not null check (channel in ('sms', 'email')),
  outcome text not null check (outcome in ('sent', 'put-off', 'refused')),
  -- What whoever carried it calls it.
  provider_id text check (length(provider_id) <= 200),
  at timestamptz not null,
  next_at timestamptz,
  constraint delivery_again check ((outcome = 'put-off') = (next_at is not null))
);
-- What has gone, or was refused for good, is not tried again.
create unique index delivery_once on people.delivery (notice, recipient, channel) where outcome <> 'put-off';
create index delivery_notice on people.delivery (notice);
create index delivery_recipient on people.delivery (recipient);
create index delivery_at on people.delivery (at);
