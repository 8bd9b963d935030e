-- Who answered a request to move: never who made it.
alter table booking.move_request
  add column answered_by uuid,
  add constraint move_request_by_another check (answered_by <> made_by);
