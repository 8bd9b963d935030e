-- How many of those who wait together come in a wheelchair: known while they wait, and gone once seats are held for them or they wait no more.
alter table booking.waiting
  add column wheelchairs integer not null default 0,
  add constraint waiting_wheelchairs check (wheelchairs between 0 and size and (wheelchairs = 0 or state = 'waiting'));
