-- Handing a place over from one organisation to another: a document with its inventory, signed by named people of both sides, with a day.
create table places.handover (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  from_organisation uuid not null references places.organisation,
  to_organisation uuid not null references places.organisation,
  effective_on date not null,
  -- Why the day lies before its signing; without a reason it may not.
  late_because text check (late_because ~ '\S' and length(late_because) <= 500),
  terms text not null default '' check (length(terms) <= 2000),
  -- Rooms, things, stock, staff: as they were when the document was last drawn up. In the shape of handover/inventory.ts.
  inventory jsonb not null check (jsonb_typeof(inventory) = 'object'),
  -- SHA-256 of everything that is signed.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('open', 'signed', 'effective', 'refused', 'withdrawn')),
  drawn_up_at timestamptz not null,
  -- Subject keys, as below.
  drawn_up_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_because text check (ended_because ~ '\S' and length(ended_because) <= 500),
  effective_at timestamptz,
  version integer not null default 1 check (version > 0),
  check (from_organisation <> to_organisation),
  check ((state in ('refused', 'withdrawn')) = (ended_because is not null)),
  check ((ended_because is null) = (ended_at is null)),
  check ((state = 'effective') = (effective_at is not null))
);
-- Two documents about one place at a time would promise it twice.
create unique index handover_one_at_a_time on places.handover (facility_id) where state in ('open', 'signed');
create index handover_from on places.handover (from_organisation);
create index handover_to on places.handover (to_organisation);

create table places.handover_signature (
  id uuid primary key,
  handover_id uuid not null references places.handover,
  side text not null check (side in ('from', 'to')),
  signer uuid not null,
  -- What was signed.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  signed_at timestamptz not null,
  -- What was signed has changed since.
  voided_at timestamptz,
  voided_by uuid,
  check (voided_at is not null or voided_by is null)
);
create unique index handover_side_signs_once on places.handover_signature (handover_id, side) where voided_at is null;
-- Nobody signs for both.
create unique index handover_two_people on places.handover_signature (handover_id, signer) where voided_at is null;
