-- Whoever gave places back is counted for it, whoever has the rest of the claim afterwards: each once a claim, with the last time.
create table booking.given_back (
  claim_id uuid not null references booking.claim,
  subject uuid not null,
  at timestamptz not null,
  primary key (claim_id, subject)
);
create index given_back_of_subject on booking.given_back (subject, at);

insert into booking.given_back (claim_id, subject, at)
select id, subject, given_back_at from booking.claim where given_back_at is not null and subject is not null;

alter table booking.claim drop column given_back_at;
