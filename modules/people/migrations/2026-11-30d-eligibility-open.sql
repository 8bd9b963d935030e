-- Questions that nobody answered are looked for every few minutes.
create index eligibility_open on people.eligibility (begun_at) where sealed is not null;
