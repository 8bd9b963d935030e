-- Whoever comes late to an occasion that took place in part is told so, and not that it is cancelled.
alter table booking.offer add column cut_short boolean not null default false;
alter table booking.offer add constraint offer_cut_short_is_closed check (not cut_short or state = 'closed');
