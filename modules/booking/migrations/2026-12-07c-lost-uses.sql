-- What other modules do and have lost their room for: asked for at the desk, soonest first.
create index reservation_use_displaced on booking.reservation (use_kind, lower(during)) where state = 'displaced' and use_ref is not null;
