-- How many of a party have come, where not all of them have; null: all.
alter table booking.claim add column arrived integer check (arrived between 1 and size);
