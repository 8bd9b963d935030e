-- A check-in may be taken back: what that person said counts no more, and counts again when they are checked in again.
alter table programme.feedback add column came boolean not null default true;
-- An answer is written over by whoever saw the one before.
alter table programme.feedback add column answer_version int not null default 0 check (answer_version >= 0);
update programme.feedback set answer_version = 1 where answer is not null;
