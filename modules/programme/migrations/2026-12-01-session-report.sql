-- What staff report of a session that took place: people whom no door counted, and beneficiaries. Never changed: a correction is the next version.
create table programme.session_report (
  session_id uuid not null references programme.session (id),
  version int not null check (version > 0),
  -- Took part without having been checked in.
  took_part int not null check (took_part between 0 and 1000000),
  -- Reached without taking part: saw it on line, passed by, were served by what came of it. Never added to those who took part.
  beneficiaries int not null check (beneficiaries between 0 and 10000000),
  basis text not null check (basis in ('counted', 'counter', 'platform', 'estimated')),
  note text not null check (note ~ '\S' and length(note) <= 300),
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (session_id, version)
);
