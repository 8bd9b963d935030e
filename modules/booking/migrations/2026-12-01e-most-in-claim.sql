-- A whole school comes in one claim: as many as can be asked for (claim-size.ts).
alter table booking.claim drop constraint claim_size_check;
alter table booking.claim add constraint claim_size_check check (size between 1 and 9999);
alter table booking.waiting drop constraint waiting_size_check;
alter table booking.waiting add constraint waiting_size_check check (size between 1 and 9999);
