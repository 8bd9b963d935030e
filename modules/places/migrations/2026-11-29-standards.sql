-- What every division of a level is to have (设置率), as data with days: counted on any day by what was asked for on that day.
create table places.standard (
  id uuid primary key,
  -- The same standard through the years; evaluation names it.
  code text not null check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  name text not null check (length(name) between 1 and 60),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  -- Divisions of this level are counted, and places of this level in them.
  level text not null check (level in ('city', 'district', 'street', 'community')),
  -- Which divisions, by the word of the list (街道, 镇, 社区 …); empty: all of the level.
  division_kinds text[] not null default '{}' check (cardinality(division_kinds) <= 20),
  at_least integer not null default 1 check (at_least between 1 and 100),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  source text not null check (source ~ '\S' and length(source) <= 500),
  status text not null check (status in ('verified', 'unverified')),
  constraint standard_once exclude using gist (code with =, valid with &&)
);

-- Any of these kinds of place will do.
create table places.standard_kind (
  standard_id uuid not null references places.standard on delete cascade,
  kind text not null references places.kind,
  primary key (standard_id, kind)
);

with given (code, name, en, level, division_kinds, kinds, status, source) as (values
  ('city-library', '市级公共图书馆', 'City library', 'city', '{}'::text[], '{library}'::text[], 'unverified',
   '公共文化服务体系“四级网络”的通行说法，未核对文件原文'),
  ('city-culture-centre', '市级文化馆', 'City culture centre', 'city', '{}', '{culture-centre}', 'unverified',
   '公共文化服务体系“四级网络”的通行说法，未核对文件原文'),
  ('city-museum', '市级博物馆', 'City museum', 'city', '{}', '{museum,exhibition-hall}', 'unverified',
   '公共文化服务体系“四级网络”的通行说法，未核对文件原文'),
  ('district-library', '区级公共图书馆', 'District library', 'district', '{}', '{library}', 'unverified',
   '公共文化服务体系“四级网络”的通行说法，未核对文件原文'),
  ('district-culture-centre', '区级文化馆', 'District culture centre', 'district', '{}', '{culture-centre}', 'unverified',
   '公共文化服务体系“四级网络”的通行说法，未核对文件原文'),
  ('street-station', '街道（乡镇）文化站', 'Subdistrict culture station', 'street', '{街道,镇,乡}', '{culture-station,town-station}', 'verified',
   '克拉玛依网 2022-12-30《以高质量文化服务增强百姓获得感》：街道文化站设置率达到100%'),
  ('community-centre', '基层综合性文化服务中心', 'Community culture centre', 'community', '{社区,村}', '{community-room,village-room}', 'verified',
   '克拉玛依网 2022-12-30《以高质量文化服务增强百姓获得感》：基层综合性文化服务中心设置率达到100%'))
, made as (
  insert into places.standard (id, code, name, names, level, division_kinds, valid, source, status)
  select gen_random_uuid(), code, name, jsonb_build_object('en', en), level, division_kinds, '[2016-01-01,)', source, status from given
  returning id, code)
insert into places.standard_kind (standard_id, kind)
select made.id, kind from made join given using (code), unnest(given.kinds) kind;
