-- A holder hands a claim on, once: whoever enters the code has it.
create table booking.transfer (
  claim_id uuid primary key references booking.claim,
  code_hash bytea not null unique,
  made_at timestamptz not null,
  until timestamptz not null,
  taken_at timestamptz
);
