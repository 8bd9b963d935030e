create schema booking;

-- Something with limited places at an occasion. What the occasion is, only the module that made the offer knows.
create table booking.offer (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z-]{3,40}$'),
  ref uuid not null,
  org_path text not null check (org_path like '%.'),
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_because text,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  rules jsonb not null,
  settled_at timestamptz,
  unique (kind, ref)
);
create index offer_to_settle on booking.offer (ends_at) where settled_at is null;

-- A share of an offer's places for one way of coming in. All pools are public.
create table booking.pool (
  id uuid primary key,
  offer_id uuid not null references booking.offer,
  channel text not null check (channel in ('online', 'counter', 'helper', 'organisation', 'walk-in')),
  quota integer not null check (quota between 0 and 1000000),
  taken integer not null default 0,
  releases_at timestamptz,
  -- Closed with its offer, here too: a claim that waits for this row's lock sees the close, which it would not see in `offer`.
  open boolean not null default true,
  unique (offer_id, channel),
  unique (id, offer_id),
  -- The guard: even a bug cannot give away a place that is not there.
  constraint pool_not_oversold check (taken between 0 and quota)
);

create table booking.claim (
  id uuid primary key,
  offer_id uuid not null,
  pool_id uuid not null,
  -- Null for people nobody named: those who walked in, and holders who were erased.
  subject uuid,
  made_by uuid,
  size integer not null check (size between 1 and 500),
  state text not null check (state in ('held', 'confirmed', 'checked-in', 'attended', 'no-show', 'cancelled', 'expired', 'refused')),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  checked_in_at timestamptz,
  cancelled_because text,
  foreign key (pool_id, offer_id) references booking.pool (id, offer_id),
  check ((checked_in_at is not null) = (state in ('checked-in', 'attended')))
);
-- One living claim a person and offer.
create unique index claim_once on booking.claim (offer_id, subject)
  where subject is not null and state in ('held', 'confirmed', 'checked-in', 'attended');
create index claim_of_offer on booking.claim (offer_id, state);
create index claim_of_subject on booking.claim (subject, made_at desc) where subject is not null;
create index claim_pool on booking.claim (pool_id);
