-- Study seats: where each stands in its room; one a person at a time; leaving one for a while.
create table booking.seat_spot (
  seat_id uuid primary key references booking.resource (id),
  room_id uuid not null references booking.resource (id),
  at_row smallint not null check (at_row between 1 and 40),
  at_column smallint not null check (at_column between 1 and 40),
  constraint seat_spot_one unique (room_id, at_row, at_column)
);

alter table booking.reservation
  add column seat boolean not null default false,
  -- Whoever has gone out comes back by then, or gives the rest to others.
  add column away_until timestamptz,
  add column times_away smallint not null default 0,
  add constraint reservation_away check (away_until is null or state = 'checked-in'),
  add constraint reservation_one_seat exclude using gist (subject with =, during with &&) where (seat and living and subject is not null);
create index reservation_away_due on booking.reservation (away_until) where away_until is not null;
