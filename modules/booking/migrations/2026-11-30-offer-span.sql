-- The door's list: what ends after some hours ago and begins before some hours from now.
create index offer_span on booking.offer (ends_at, starts_at);
