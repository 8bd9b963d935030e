-- The order of parts below one whole, smallest first; what has the same number stands by its days.
alter table programme.series add column position smallint not null default 0 check (position between 0 and 999);
