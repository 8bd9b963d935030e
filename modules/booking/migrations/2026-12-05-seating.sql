-- Plans of halls with numbered seats: versions of a space that are never changed, because tickets speak of them.
create table booking.seat_plan (
  id uuid primary key,
  org_path text not null check (org_path like '_%.'),
  place_id uuid not null,
  space_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  version integer not null check (version > 0),
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  seats integer not null check (seats > 0),
  made_at timestamptz not null,
  constraint seat_plan_version unique (space_id, name, version)
);
create index seat_plan_of_place on booking.seat_plan (place_id);

create function booking.seat_plan_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'a seat plan is never changed: write a new version';
end $$;
create trigger seat_plan_append_only before update or delete on booking.seat_plan
  for each row execute function booking.seat_plan_is_append_only();

-- A plan while it is drawn: it may have faults, and is nobody's hall yet.
create table booking.seat_draft (
  id uuid primary key,
  org_path text not null check (org_path like '_%.'),
  place_id uuid not null,
  space_id uuid not null,
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  changed_at timestamptz not null
);

-- Which version the seats of an offer are of.
create table booking.seating (
  offer_id uuid primary key references booking.offer,
  plan_id uuid not null references booking.seat_plan
);

-- Every seat of it: given out by a pool, or kept for something that stands there.
create table booking.offer_seat (
  offer_id uuid not null references booking.seating,
  seat_id text not null check (length(seat_id) between 1 and 64),
  -- Its place in the plan.
  nth integer not null,
  -- What is told of it: with its zone where the hall has several.
  label text not null,
  channel text check (channel in ('online', 'counter', 'helper', 'organisation', 'walk-in')),
  kept_for text check (kept_for in ('stage', 'jury', 'repair', 'house')),
  primary key (offer_id, seat_id),
  constraint offer_seat_of_pool unique (offer_id, seat_id, channel),
  constraint offer_seat_given_or_kept check (num_nonnulls(channel, kept_for) = 1)
);

-- Who has which seat, while the claim lives. Nobody has a seat twice, one that is kept, or one of another pool than it was taken from.
create table booking.seat_taken (
  offer_id uuid not null,
  seat_id text not null,
  channel text not null,
  claim_id uuid not null references booking.claim,
  constraint seat_taken_once primary key (offer_id, seat_id),
  constraint seat_taken_of_pool foreign key (offer_id, seat_id, channel) references booking.offer_seat (offer_id, seat_id, channel)
);
create index seat_taken_of_claim on booking.seat_taken (claim_id);
