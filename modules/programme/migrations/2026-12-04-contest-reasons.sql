-- Why somebody was disqualified, which stands with the results; and why awards do not follow the places.
alter table programme.contest_result
  add column reason text check (length(reason) <= 500 and reason ~ '\S'),
  add constraint contest_result_disqualified_because check (reason is null or status = 'dsq');
alter table programme.contest_round
  add column awards_reason text check (length(awards_reason) <= 500 and awards_reason ~ '\S');
