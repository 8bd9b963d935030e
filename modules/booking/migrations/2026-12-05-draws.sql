-- A draw of the places of one occasion, or of several of one organisation together.
create table booking.draw (
  id uuid primary key,
  org_path text not null check (org_path like '_%.'),
  title text not null check (title ~ '\S' and length(title) <= 120),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  value_kind text not null check (value_kind in ('double-colour', 'super-lotto', 'seven-star', 'ten-dice')),
  value_source text not null check (value_source ~ '\S' and length(value_source) <= 200),
  known_from timestamptz not null,
  reveal_by timestamptz not null,
  -- People in one entry, and occasions one entry gets, at most.
  most_people integer not null check (most_people between 1 and 500),
  most_lots integer not null check (most_lots between 1 and 100),
  weights jsonb not null,
  -- Places are held until then for whoever is drawn; null: they are theirs at once.
  confirm_by timestamptz,
  made_by uuid not null,
  made_at timestamptz not null,
  called_off_at timestamptz,
  -- Null where nobody entered.
  called_off_because text check (called_off_because ~ '\S' and length(called_off_because) <= 200),
  -- Everybody who entered was told the result.
  told_at timestamptz,
  constraint draw_times check (opens_at < closes_at and closes_at < known_from and known_from < reveal_by and confirm_by > reveal_by),
  constraint draw_called_off check (called_off_because is null or called_off_at is not null),
  constraint draw_told_or_called_off check (called_off_at is null or told_at is null)
);
create index draw_open on booking.draw (closes_at) where called_off_at is null and told_at is null;
create index draw_of_house on booking.draw (org_path, made_at);

-- One occasion among those drawn together.
create table booking.draw_lot (
  draw_id uuid not null references booking.draw,
  offer_id uuid not null references booking.offer,
  code text not null check (code ~ '^[a-z0-9-]{1,40}$'),
  -- As they were frozen; null before, and where the occasion had been cancelled by then.
  places integer check (places >= 0),
  -- The result was carried out, or the draw called off.
  ended_at timestamptz,
  primary key (draw_id, offer_id),
  constraint draw_lot_code unique (draw_id, code)
);
create unique index draw_lot_once on booking.draw_lot (offer_id) where ended_at is null;
create index draw_lot_of_offer on booking.draw_lot (offer_id);

-- Places that are drawn are nobody's before.
alter table booking.pool
  add column awaits_draw uuid references booking.draw,
  add constraint pool_untouched_before_draw check (awaits_draw is null or taken = 0);

alter table booking.claim drop constraint claim_held_for_check,
  add constraint claim_held_for_check check (held_for in ('waiting', 'counter', 'approval', 'draw'));

create table booking.draw_entry (
  id uuid primary key,
  draw_id uuid not null references booking.draw,
  -- Null once its person was erased: the number stays in the list and leads to nobody.
  subject uuid,
  number text not null check (number ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- All or nothing.
  size integer not null check (size between 1 and 500),
  -- Codes of the occasions it wants, the dearest first.
  choices text[] not null check (cardinality(choices) between 1 and 100),
  most integer not null check (most between 1 and 100),
  state text not null check (state in ('entered', 'withdrawn', 'left-out')),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint draw_entry_once unique (draw_id, subject),
  constraint draw_entry_number unique (draw_id, number),
  check (subject is not null or state <> 'entered')
);
create index draw_entry_of_subject on booking.draw_entry (subject) where subject is not null;

-- What was settled before chance spoke: written once. The secret is sealed, and in no page before the draw.
create table booking.draw_frozen (
  draw_id uuid primary key references booking.draw,
  text text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  entries integer not null check (entries > 0),
  weights jsonb not null,
  secret_sealed bytea not null,
  frozen_at timestamptz not null
);

-- The public value as one person typed it, until another confirms it.
create table booking.draw_value (
  draw_id uuid primary key references booking.draw_frozen,
  value text not null check (value ~ '^[0-9 +]+$' and length(value) <= 500),
  typed_by uuid not null,
  typed_at timestamptz not null
);

create table booking.draw_outcome (
  draw_id uuid primary key references booking.draw_frozen,
  -- The file that is made public.
  text text not null,
  value text not null check (value ~ '^[0-9 +]+$' and length(value) <= 500),
  typed_by uuid not null,
  confirmed_by uuid not null,
  drawn_at timestamptz not null,
  constraint draw_by_two check (typed_by <> confirmed_by)
);

-- What each number got of each occasion it wanted, and what became of that in the city.
create table booking.draw_result (
  draw_id uuid not null references booking.draw_outcome,
  number text not null,
  code text not null,
  nth integer not null check (nth > 0),
  rank integer not null check (rank > 0),
  result text not null check (result in ('given', 'waiting', 'enough', 'overlaps')),
  turn integer check (turn > 0),
  became text check (became in ('confirmed', 'held', 'waiting', 'passed-over', 'cancelled', 'withdrawn')),
  -- The refusal it was passed over for: its id and values.
  because jsonb,
  claim_id uuid references booking.claim,
  primary key (draw_id, number, code),
  constraint draw_result_turn check ((turn is not null) = (result = 'waiting')),
  constraint draw_result_because check ((because is not null) = (became is not distinct from 'passed-over'))
);
create index draw_result_by_rank on booking.draw_result (draw_id, rank, nth);
create index draw_result_claim on booking.draw_result (claim_id) where claim_id is not null;

create function booking.draw_is_written_once() returns trigger language plpgsql as $$
begin
  raise exception 'what a draw has frozen or drawn is never changed';
end $$;
create trigger draw_frozen_once before update or delete on booking.draw_frozen
  for each row execute function booking.draw_is_written_once();
create trigger draw_outcome_once before update or delete on booking.draw_outcome
  for each row execute function booking.draw_is_written_once();
