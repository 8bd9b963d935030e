-- Not coming to what one has reserved is a mark too, where the house has a rule for such reservations.
alter table booking.penalty_mark
  alter column claim_id drop not null,
  alter column offer_id drop not null,
  add column reservation_id uuid references booking.reservation (id),
  add constraint penalty_mark_of_one check ((claim_id is null) = (offer_id is null) and (claim_id is null) <> (reservation_id is null)),
  add constraint penalty_mark_reservation_once unique (subject, reservation_id, cause);
create index penalty_mark_reservation on booking.penalty_mark (reservation_id) where reservation_id is not null;
