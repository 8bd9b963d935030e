-- What has many occasions takes up somebody when it takes place, not from the first to the last of them.
alter table booking.claim drop constraint claim_one_at_a_time;
alter table booking.claim alter column span type tstzmultirange using tstzmultirange(span);
alter table booking.claim add constraint claim_one_at_a_time exclude using gist (subject with =, span with &&)
  where (subject is not null and span is not null and state in ('held', 'confirmed', 'checked-in', 'attended', 'no-show'));
