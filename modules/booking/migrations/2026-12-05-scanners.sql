-- Scanners that work at a door without a line, and what was scanned there.
create table booking.scanner (
  id uuid primary key,
  -- SHA-256 of the key that only the device has.
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  -- People are on its list by a hash with this, so that two lists cannot be joined.
  salt bytea not null check (octet_length(salt) = 16),
  label text not null check (label ~ '\S' and length(label) <= 40),
  org_path text not null check (org_path like '_%.'),
  -- How many the room holds, where somebody said so.
  room integer check (room between 1 and 99999),
  made_by uuid not null,
  made_at timestamptz not null,
  until timestamptz not null,
  seen_at timestamptz not null,
  revoked_by uuid,
  revoked_at timestamptz,
  check (until > made_at),
  check ((revoked_at is null) = (revoked_by is null))
);

create table booking.scanner_door (
  scanner_id uuid not null references booking.scanner(id),
  offer_id uuid not null references booking.offer(id),
  primary key (scanner_id, offer_id)
);
create index scanner_door_of_offer on booking.scanner_door (offer_id);

create table booking.scan (
  -- The device's own: the same scan sent twice is one.
  id uuid primary key,
  scanner_id uuid not null,
  offer_id uuid not null,
  -- Null: people nobody named, who are counted by number.
  claim_id uuid references booking.claim(id),
  way text not null check (way in ('in', 'out')),
  size integer not null check (size between 1 and 9999),
  shown text not null check (shown in ('pass', 'document', 'list', 'nobody', 'back')),
  at timestamptz not null,
  received_at timestamptz not null,
  -- Of them so many became visits by this scan.
  counted integer not null check (counted between 0 and size),
  trouble text check (trouble in ('twice', 'gone', 'uncounted', 'revoked')),
  settled_by uuid,
  settled_at timestamptz,
  settled_how text check (settled_how in ('counted', 'noted')),
  foreign key (scanner_id, offer_id) references booking.scanner_door (scanner_id, offer_id),
  check (counted = 0 or way = 'in'),
  check (num_nonnulls(settled_by, settled_at, settled_how) in (0, 3))
);
create index scan_of_claim on booking.scan (claim_id, at) where claim_id is not null;
create index scan_of_offer on booking.scan (offer_id);
create index scan_to_settle on booking.scan (offer_id) where trouble is not null and settled_at is null;
