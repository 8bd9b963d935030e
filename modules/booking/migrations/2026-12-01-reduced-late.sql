-- A part of a claim is given back as the whole of it is: it counts for the limits, and late it is marked.
alter table booking.claim drop constraint claim_given_back_is_cancelled;
alter table booking.claim add constraint claim_given_back_was_theirs check (given_back_at is null or state not in ('held', 'expired', 'refused'));

-- Whoever gave a part back late may hand the rest on: then two people can have a mark of one claim, each their own.
alter table booking.penalty_mark drop constraint penalty_mark_claim_id_key;
create index penalty_mark_claim on booking.penalty_mark (claim_id);
