-- Rounds are listed by who sits in their jury, and points go by juror when one stands aside.
create index contest_juror_subject on programme.contest_juror (subject) where subject is not null;
create index contest_score_juror on programme.contest_score (juror_id, entry_id);
