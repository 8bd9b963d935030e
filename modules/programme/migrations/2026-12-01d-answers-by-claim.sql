-- What was answered on claims is found by the claim: for its holder, and when they are forgotten.
create index move_answer_claim on programme.move_answer (claim_id);
