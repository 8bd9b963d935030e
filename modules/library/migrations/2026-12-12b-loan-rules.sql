-- What is lent to whom, for how long and how many: rules, limits and amnesties, each in versions that are never changed.

-- What every process's copy of the rules is compared with: another value whenever something of them is written, and never one that was there before.
create table library.rule_book (
  is_only boolean primary key default true check (is_only),
  version uuid not null
);
insert into library.rule_book (version) values (gen_random_uuid());

-- An organisation speaks of its own things and those of houses below it. The latest version of those that have begun holds until its last day.
create table library.loan_rule (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '_%.'),
  -- What it is about; null: whatever.
  owner_path text not null,
  place_id uuid,
  shelf text check (length(shelf) between 1 and 60),
  type text check (type ~ '^[a-z][a-z0-9-]{0,29}$'),
  category text check (category ~ '^[a-z][a-z0-9-]{0,29}$'),
  guarantee text check (guarantee in ('none', 'credit', 'deposit', 'guarantor', 'staff')),
  home_path text check (home_path like '_%.'),
  lent_at_path text check (lent_at_path like '_%.'),
  version integer not null check (version > 0),
  -- Null: the rule is repealed.
  terms jsonb,
  since date not null,
  until date,
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  set_at timestamptz not null,
  constraint loan_rule_of_own check (starts_with(owner_path, org_path)),
  constraint loan_rule_shelf_of_place check (shelf is null or place_id is not null),
  constraint loan_rule_span check (until >= since),
  constraint loan_rule_version unique nulls not distinct
    (org_path, owner_path, place_id, shelf, type, category, guarantee, home_path, lent_at_path, version)
);

-- How many at once: of things of owners below a path, or of all together where it names none.
create table library.loan_limit (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '_%.'),
  owner_path text,
  -- In order; null: whatever.
  types text[] check (cardinality(types) between 1 and 20),
  categories text[] check (cardinality(categories) between 1 and 20),
  guarantees text[] check (guarantees <@ array['none', 'credit', 'deposit', 'guarantor', 'staff'] and cardinality(guarantees) > 0),
  home_path text check (home_path like '_%.'),
  version integer not null check (version > 0),
  -- Null: the limit is repealed.
  most integer check (most between 0 and 9999),
  since date not null,
  until date,
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  set_at timestamptz not null,
  -- How many things of everybody's somebody has is for the house to say that they belong to.
  constraint loan_limit_of_own check (starts_with(coalesce(owner_path, home_path, ''), org_path)),
  constraint loan_limit_span check (until >= since),
  constraint loan_limit_version unique nulls not distinct (org_path, owner_path, types, categories, guarantees, home_path, version)
);

-- Whoever brings back things of these owners on these days, however late, pays nothing and is not suspended.
create table library.amnesty (
  id uuid primary key,
  -- The same in all versions of one.
  line uuid not null,
  version integer not null check (version > 0),
  organisation_id uuid not null,
  org_path text not null check (org_path like '_%.'),
  first_day date not null,
  last_day date not null,
  repealed boolean not null,
  basis text not null check (basis ~ '\S' and length(basis) <= 300),
  set_at timestamptz not null,
  constraint amnesty_span check (last_day between first_day and first_day + 366),
  constraint amnesty_version unique (line, version)
);
create index amnesty_organisation on library.amnesty (org_path);

create function library.rules_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'what was ruled is never changed: write a new version';
end $$;
create trigger loan_rule_append_only before update or delete on library.loan_rule
  for each row execute function library.rules_are_append_only();
create trigger loan_limit_append_only before update or delete on library.loan_limit
  for each row execute function library.rules_are_append_only();
create trigger amnesty_append_only before update or delete on library.amnesty
  for each row execute function library.rules_are_append_only();

create function library.new_rule_book() returns trigger language plpgsql as $$
begin
  update library.rule_book set version = gen_random_uuid();
  return null;
end $$;
create trigger loan_rule_written after insert on library.loan_rule for each statement execute function library.new_rule_book();
create trigger loan_limit_written after insert on library.loan_limit for each statement execute function library.new_rule_book();
create trigger amnesty_written after insert on library.amnesty for each statement execute function library.new_rule_book();
