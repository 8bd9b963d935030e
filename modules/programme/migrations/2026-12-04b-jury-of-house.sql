-- Whoever works for the organiser when they take the seat: the results say how many of those who judged do.
alter table programme.contest_juror add column of_house boolean not null default false;
