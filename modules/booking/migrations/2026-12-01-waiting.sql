-- What is held stays for somebody until a moment: for who is next in line, at the counter, until staff have answered.
alter table booking.claim add column held_for text check (held_for in ('waiting', 'counter', 'approval'));
alter table booking.claim add column held_until timestamptz;
alter table booking.claim add constraint claim_held_until check (state <> 'held' or (held_for is not null and held_until is not null));
create index claim_held on booking.claim (held_until) where state = 'held';

-- Who waits for places that are all taken. In order: moved to the front by staff, then who came first.
create table booking.waiting (
  id uuid primary key,
  offer_id uuid not null references booking.offer,
  -- Null once its person was erased.
  subject uuid,
  -- All or nothing.
  size integer not null check (size between 1 and 500),
  -- The pools the person may draw from, the first before the next.
  channels text[] not null check (cardinality(channels) > 0 and channels <@ array['online', 'counter', 'helper', 'organisation', 'walk-in']),
  priority smallint not null default 0 check (priority in (0, 1)),
  made_at timestamptz not null,
  seq bigint generated always as identity,
  state text not null check (state in ('waiting', 'offered', 'taken', 'declined', 'lapsed', 'left', 'ended')),
  changed_at timestamptz not null,
  -- One entry gets one offer: the claim that holds, or held, its places.
  claim_id uuid unique references booking.claim,
  -- Why the last places it could have had went to the next: the refusal and its data.
  passed_over jsonb,
  check ((claim_id is not null) = (state in ('offered', 'taken', 'declined', 'lapsed'))),
  check (subject is not null or state not in ('waiting', 'offered'))
);
create unique index waiting_once on booking.waiting (offer_id, subject) where state in ('waiting', 'offered');
create index waiting_line on booking.waiting (offer_id, priority desc, made_at, seq) where state = 'waiting';
create index waiting_of_subject on booking.waiting (subject) where subject is not null;
