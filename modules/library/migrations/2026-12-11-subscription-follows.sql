-- What goes on with it the next year: one subscription, unless that one was ended.
alter table library.subscription add column follows uuid references library.subscription;
create unique index subscription_follows on library.subscription (follows) where follows is not null and ended_at is null;
