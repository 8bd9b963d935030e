-- A second guardian joins by a code; from 14 on a young person agrees themself and signs in alone.

-- Two places at most: one guardian each. The first is everybody's who was alone until now.
alter table people.relation add column guardian_place smallint not null default 1
  constraint relation_guardian_place check (guardian_place in (1, 2));
update people.relation r set guardian_place = n.place
  from (select id, row_number() over (partition by ward order by consented_at, id) as place
          from people.relation where kind = 'guardian' and ended_at is null) n
 where n.id = r.id and n.place > 1;
create unique index relation_two_guardians on people.relation (ward, guardian_place)
  where kind = 'guardian' and ended_at is null;

alter table people.account
  add column agreed_at timestamptz,
  add column agreed_version text,
  add constraint account_agreed_whole check ((agreed_at is null) = (agreed_version is null));

create table people.family_code (
  id uuid primary key,
  ward uuid not null references people.account,
  opens text not null check (opens in ('guardianship', 'own-sign-in')),
  code_hash bytea not null check (octet_length(code_hash) = 32),
  made_by uuid not null references people.account,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint family_code_hash unique (code_hash),
  constraint family_code_expires check (expires_at > made_at),
  constraint family_code_not_self check (made_by <> ward)
);
create unique index family_code_open on people.family_code (ward, opens) where used_at is null;
create index family_code_made_by on people.family_code (made_by);
create index family_code_expires_at on people.family_code (expires_at);
