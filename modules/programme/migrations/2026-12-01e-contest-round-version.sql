-- Whoever makes results public says which they have seen.
alter table programme.contest_round add column version integer not null default 1 check (version > 0);
