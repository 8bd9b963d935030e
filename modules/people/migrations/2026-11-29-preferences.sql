-- What somebody chooses to tell so that services can be offered to them. Nothing is asked, and nobody is sorted: there is no
-- field of people or faith here.

-- Languages somebody likes to be spoken to in, the best first. What pages and messages are written in is account.locale.
alter table people.account add column languages text[] not null default '{}';
alter table people.account add constraint account_languages check (
  cardinality(languages) <= 5 and array_position(languages, null) is null
  and array_to_string(languages, ',') ~ '^([a-z]{2,3}(,[a-z]{2,3})*)?$');

-- Groups one may count oneself to: the city's words, added, renamed and retired as data.
create table people.audience (
  code text primary key check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  name text not null check (length(name) between 1 and 40 and name ~ '\S'),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  sort smallint not null,
  -- A retired one stays with those who chose it and is no longer offered.
  retired boolean not null default false
);
insert into people.audience (code, name, names, sort) values
  ('older-people', '老年人', '{"en": "Older people"}', 10),
  ('disabled-people', '残障人士', '{"en": "Disabled people"}', 20),
  ('parents', '带孩子的家长', '{"en": "Parents with children"}', 30),
  ('students', '学生', '{"en": "Students"}', 40),
  ('migrant-workers', '外来务工人员', '{"en": "Migrant workers"}', 50),
  ('workers', '企业职工', '{"en": "Workers"}', 60),
  ('villagers', '乡村居民', '{"en": "Villagers"}', 70),
  ('veterans', '退役军人', '{"en": "Veterans"}', 80),
  ('visitors', '游客', '{"en": "Visitors"}', 90);

create table people.chosen_audience (
  account uuid not null references people.account,
  audience text not null references people.audience,
  chosen_at timestamptz not null,
  consent_version text not null,
  primary key (account, audience)
);
