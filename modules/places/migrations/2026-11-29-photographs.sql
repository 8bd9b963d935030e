-- Photographs of a place, in their order. The picture itself is the platform's; twelve at most, by the order itself.
create table places.photograph (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  image uuid not null unique,
  -- For those who do not see it; in other languages in `alts`.
  alt text not null check (length(alt) between 1 and 200),
  alts jsonb not null default '{}' check (jsonb_typeof(alts) = 'object'),
  credit text not null default '' check (length(credit) <= 100),
  licence text not null check (licence in ('own', 'permission', 'cc-by', 'cc-by-sa', 'cc0', 'public-domain')),
  sort smallint not null check (sort between 1 and 12),
  constraint photograph_order unique (facility_id, sort) deferrable initially immediate
);
