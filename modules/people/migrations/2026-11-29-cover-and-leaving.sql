-- 代班: for some days a stand-in holds roles of a colleague, who may keep or rest them meanwhile.
alter table people.role_grant add constraint role_grant_of_account unique (id, account);

create table people.cover (
  id uuid primary key,
  covered uuid not null references people.staff,
  stand_in uuid not null references people.staff,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  -- The covered person's own roles rest as long as it runs.
  pauses boolean not null,
  made_by uuid references people.account,
  made_at timestamptz not null,
  ended_by uuid references people.account,
  constraint cover_of_covered unique (id, covered),
  constraint cover_not_self check (covered <> stand_in),
  -- 93 days at most: what lasts longer is a role.
  constraint cover_days check (valid_to >= valid_from and valid_to <= valid_from + interval '2232 hours'),
  constraint cover_once exclude using gist
    (covered with =, stand_in with =, tstzrange(valid_from, valid_to) with &&)
);
create index cover_stand_in on people.cover (stand_in, valid_to);
create index cover_covered on people.cover (covered, valid_to);

-- Which roles: those the covered person held themself when it was made. What they got later, and what they hold by another
-- cover, cannot be in here.
create table people.cover_grant (
  cover uuid not null,
  covered uuid not null,
  grant_id uuid not null,
  primary key (cover, grant_id),
  foreign key (cover, covered) references people.cover (id, covered),
  foreign key (grant_id, covered) references people.role_grant (id, account)
);
create index cover_grant_grant on people.cover_grant (grant_id);

-- Who may hand over to which colleague by themself, because a manager of both has said so.
create table people.cover_allowance (
  account uuid not null references people.staff,
  stand_in uuid not null references people.staff,
  allowed_by uuid references people.account,
  allowed_at timestamptz not null,
  primary key (account, stand_in),
  constraint cover_allowance_not_self check (account <> stand_in)
);

-- 离职交接: what somebody has in hand when they leave, who takes it over, and from which moment they are gone.
create table people.leaving (
  id uuid primary key,
  account uuid not null references people.staff,
  -- Organisations whose roles they held: whoever is over all of them sees the document.
  paths text[] not null,
  effective_at timestamptz not null,
  successor uuid references people.staff,
  -- The successor gets the roles at that moment.
  pass_roles boolean not null,
  made_by uuid references people.account,
  made_at timestamptz not null,
  done_at timestamptz,
  called_off_at timestamptz,
  called_off_by uuid references people.account,
  constraint leaving_not_to_self check (successor <> account),
  constraint leaving_roles_to_somebody check (not pass_roles or successor is not null),
  constraint leaving_one_outcome check (done_at is null or called_off_at is null),
  constraint leaving_done_in_time check (done_at >= effective_at)
);
create unique index leaving_once on people.leaving (account) where called_off_at is null;
create index leaving_due on people.leaving (effective_at) where done_at is null and called_off_at is null;

create table people.leaving_line (
  leaving uuid not null references people.leaving,
  -- Names the thing for good, e.g. `event 0198…`.
  ref text not null check (length(ref) between 1 and 200),
  -- Message key and values: the sentence is made when it is read.
  key text not null,
  data jsonb not null,
  href text check (href like '/%'),
  taken_by uuid references people.staff,
  place integer not null,
  primary key (leaving, ref)
);
create index leaving_line_taken_by on people.leaving_line (taken_by) where taken_by is not null;

-- From this moment an account may not act, whether or not the job that tidies up has come to it.
alter table people.staff add column leaves_at timestamptz;
-- A new second factor waits here until a code has shown that the new telephone has it; the old one holds until then.
alter table people.staff add column totp_next_sealed bytea;

create function people.left_stays_left() returns trigger language plpgsql as $$
begin
  raise exception 'who has left does not come back: a new account is made';
end $$;
create trigger account_left_stays before update of status on people.account
  for each row when (old.status = 'left' and new.status = 'active') execute function people.left_stays_left();
