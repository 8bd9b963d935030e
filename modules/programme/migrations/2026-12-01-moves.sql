-- A public session that went to another time or place: what holders were told, and what they answer.
create table programme.move (
  id uuid primary key,
  -- Which came later: two may fall into one moment.
  seq bigint generated always as identity,
  session_id uuid not null references programme.session,
  at timestamptz not null,
  reason text not null check (length(reason) <= 500 and reason ~ '\S'),
  was_starts_at timestamptz not null,
  was_ends_at timestamptz not null,
  was_place_id uuid,
  was_space_id uuid
);
create index move_session on programme.move (session_id, seq desc);

-- One answer a claim. Who has not answered keeps the place.
create table programme.move_answer (
  move_id uuid not null references programme.move,
  claim_id uuid not null,
  answer text not null check (answer in ('coming', 'not-coming')),
  answered_at timestamptz not null,
  primary key (move_id, claim_id)
);
