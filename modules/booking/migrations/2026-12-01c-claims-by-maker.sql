-- What somebody claimed for others is found when they are forgotten or become one with another account.
create index claim_made_by on booking.claim (made_by) where made_by is not null;
