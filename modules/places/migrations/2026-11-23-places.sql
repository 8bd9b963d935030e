create extension if not exists btree_gist with schema public;
create schema places;

-- Codes of administrative divisions that exist or once existed: GB/T 2260 (six digits), three more for streets and towns
-- (GB/T 10114), three more for communities. One canonical form each: 650200, never 6502 or 650200000000.
create table places.division_code (
  code text primary key check (code ~ '^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$' and (length(code) = 6 or right(code, 3) <> '000')),
  level text not null generated always as (
    case when length(code) = 12 then 'community'
         when length(code) = 9 then 'street'
         when right(code, 4) = '0000' then 'province'
         when right(code, 2) = '00' then 'city'
         else 'district' end) stored
);

-- What a code meant, and when. A renamed or moved division is a new row; the old one keeps its days.
create table places.division (
  id uuid primary key,
  code text not null references places.division_code,
  parent_code text references places.division_code,
  name text not null check (length(name) between 1 and 100),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  kind text not null check (length(kind) between 1 and 20),
  valid daterange not null check (not isempty(valid)),
  source text not null check (length(source) <= 500),
  note text check (length(note) <= 500),
  -- A parent lies on a level above.
  check (case when length(code) > 6 then length(parent_code) < length(code)
              when right(code, 4) = '0000' then parent_code is null
              when right(code, 2) = '00' then right(parent_code, 4) = '0000'
              else right(parent_code, 2) = '00' end),
  constraint division_valid_once exclude using gist (code with =, valid with &&)
);
create index division_parent on places.division (parent_code);

-- 金龙镇 was 650203005 and is 650204003: both codes stay, linked.
create table places.division_succession (
  from_code text not null references places.division_code,
  to_code text not null references places.division_code,
  how text not null check (how in ('moved', 'recoded', 'merged', 'split')),
  on_day date,
  primary key (from_code, to_code),
  check (from_code <> to_code)
);
create index division_succession_to on places.division_succession (to_code);

-- Who is counted: resident, registered, with or without the Corps. Figures on different bases are never added or compared silently.
create table places.population_basis (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(id) <= 40),
  name text not null check (length(name) between 1 and 100),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object')
);

create table places.population (
  id uuid primary key,
  code text not null references places.division_code,
  basis text not null references places.population_basis,
  year smallint not null check (year between 1949 and 2200),
  -- Which cut into ages this row belongs to: `all`, `0-15-60`, `65`. Bands of one cut do not overlap.
  banding text not null default 'all' check (length(banding) between 1 and 60),
  ages int4range not null default '[0,)' check (not isempty(ages) and lower(ages) >= 0),
  people integer not null check (people >= 0),
  source text not null check (length(source) between 1 and 500),
  status text not null check (status in ('verified', 'unverified', 'demo')),
  check (banding <> 'all' or ages = '[0,)'),
  constraint population_counted_once exclude using gist (code with =, basis with =, year with =, banding with =, ages with &&)
);

create table places.organisation_kind (
  code text primary key check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  name text not null check (length(name) between 1 and 60),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  sort smallint not null
);

-- The tree of organisations. A path is its parent's path and its own label: the database keeps it so, and no circle can be written.
create table places.organisation (
  id uuid primary key,
  label text not null check (label ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(label) <= 32),
  parent_path text references places.organisation (path),
  path text not null unique generated always as (coalesce(parent_path, '') || label || '.') stored check (length(path) <= 400),
  kind text not null references places.organisation_kind,
  name text not null check (length(name) between 1 and 100),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  division_code text references places.division_code,
  demo boolean not null default false
);
create index organisation_parent on places.organisation (parent_path);
-- Grants ask "this path and below"; the collation of the database must not decide.
create index organisation_path on places.organisation (path text_pattern_ops);

create table places.kind (
  code text primary key check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  name text not null check (length(name) between 1 and 60),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  icon text not null check (icon ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(icon) <= 40),
  sort smallint not null,
  -- A retired kind stays with the places that have it and is no longer offered.
  retired boolean not null default false
);

create table places.facility (
  id uuid primary key,
  -- The city's own number for it; what an import recognises it by.
  number text unique check (number ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$'),
  name text not null check (length(name) between 1 and 100),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  kind text not null references places.kind,
  level text not null check (level in ('city', 'district', 'street', 'community')),
  -- Who runs it and where it lies since that day; earlier days are in places.affiliation.
  organisation_id uuid not null references places.organisation,
  division_code text not null references places.division_code,
  since date not null,
  address text not null default '' check (length(address) <= 200),
  -- The position as it was given, with its system, and the same in WGS-84 for distances.
  coordinate_system text check (coordinate_system in ('WGS-84', 'GCJ-02', 'BD-09')),
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  wgs_lon double precision check (wgs_lon between -180 and 180),
  wgs_lat double precision check (wgs_lat between -90 and 90),
  phone text check (phone ~ '^[0-9+][0-9 ()-]{2,29}$'),
  access text[] not null default '{}' check (cardinality(access) <= 40),
  equipment text[] not null default '{}' check (cardinality(equipment) <= 40),
  -- In the shape of libs/hours; null: nobody has said.
  hours jsonb check (jsonb_typeof(hours) = 'object'),
  -- Same hours, same key: a process compiles them once for all places that share them.
  hours_key text generated always as (md5(hours::text)) stored,
  search tsvector not null,
  -- Where its name stands in a list, by language; computed by us, compared byte by byte.
  sort_keys jsonb not null check (sort_keys ? 'zh-CN'),
  demo boolean not null default false,
  ended_on date,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  constraint facility_whole_position check (num_nonnulls(coordinate_system, lon, lat, wgs_lon, wgs_lat) in (0, 5)),
  -- GCJ-02 and BD-09 are defined in and around China only.
  constraint facility_chinese_system check (coordinate_system is null or coordinate_system = 'WGS-84' or (lon between 72 and 138 and lat between 0.8 and 56)),
  constraint facility_ended_after_since check (ended_on >= since)
);
create index facility_organisation on places.facility (organisation_id);
create index facility_division on places.facility (division_code text_pattern_ops);
create index facility_kind on places.facility (kind);
create index facility_search on places.facility using gin (search);

-- Who ran it and in which division it lay, day by day. Figures of a day follow this table.
create table places.affiliation (
  facility_id uuid not null references places.facility,
  organisation_id uuid not null references places.organisation,
  division_code text not null references places.division_code,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  since date not null generated always as (lower(valid)) stored,
  primary key (facility_id, since),
  unique (facility_id, since, organisation_id, division_code),
  constraint affiliation_one_at_a_time exclude using gist (facility_id with =, valid with &&)
);
-- What the facility says of today is one of the rows of its history.
alter table places.facility add constraint facility_affiliation
  foreign key (id, since, organisation_id, division_code)
  references places.affiliation (facility_id, since, organisation_id, division_code) deferrable initially deferred;

-- The editable facts of every version: to tell a second editor what changed meanwhile, and to look back.
create table places.facility_version (
  facility_id uuid not null references places.facility,
  version integer not null check (version > 0),
  at timestamptz not null,
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  primary key (facility_id, version)
);

create table places.space (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  name text not null check (length(name) between 1 and 100),
  names jsonb not null default '{}' check (jsonb_typeof(names) = 'object'),
  capacity integer not null check (capacity > 0),
  area_m2 numeric(9, 2) check (area_m2 > 0),
  equipment text[] not null default '{}' check (cardinality(equipment) <= 40),
  access text[] not null default '{}' check (cardinality(access) <= 40),
  retired boolean not null default false,
  version integer not null default 1 check (version > 0)
);
create unique index space_name on places.space (facility_id, name) where not retired;

-- Closed against the posted hours, with the reason said in public. Lifted early: it ended when it was lifted.
create table places.closure (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  during tstzrange not null check (not isempty(during) and not lower_inf(during)),
  reason text not null check (reason in ('repair', 'renovation', 'stocktaking', 'event', 'weather', 'holiday', 'safety', 'other')),
  words text not null default '' check (length(words) <= 500),
  announced_at timestamptz not null,
  lifted_at timestamptz,
  constraint closure_one_at_a_time exclude using gist (facility_id with =, during with &&) where (lifted_at is null)
);
create index closure_during on places.closure using gist (during);

insert into places.organisation_kind (code, name, names, sort) values
  ('government', '政府', '{"en": "Government"}', 10),
  ('bureau', '主管部门', '{"en": "Bureau"}', 20),
  ('library', '图书馆', '{"en": "Library"}', 30),
  ('culture-centre', '文化馆', '{"en": "Culture centre"}', 40),
  ('museum', '博物馆', '{"en": "Museum"}', 50),
  ('art-museum', '美术馆', '{"en": "Art museum"}', 60),
  ('street-office', '街道办事处', '{"en": "Subdistrict office"}', 70),
  ('town-government', '乡镇政府', '{"en": "Town government"}', 80),
  ('community', '社区居委会', '{"en": "Residents'' committee"}', 90),
  ('village', '村民委员会', '{"en": "Villagers'' committee"}', 100),
  ('corps', '兵团单位', '{"en": "Corps unit"}', 110),
  ('enterprise', '企业', '{"en": "Enterprise"}', 120),
  ('school', '学校', '{"en": "School"}', 130),
  ('association', '社会组织', '{"en": "Association"}', 140),
  ('other', '其他单位', '{"en": "Other organisation"}', 150);

-- `icon` is a name in the icon set of web/kit.
insert into places.kind (code, name, names, icon, sort) values
  ('library', '图书馆', '{"en": "Library"}', 'library', 10),
  ('culture-centre', '文化馆', '{"en": "Culture centre"}', 'culture-centre', 20),
  ('museum', '博物馆', '{"en": "Museum"}', 'museum', 30),
  ('gallery', '美术馆', '{"en": "Art museum"}', 'gallery', 40),
  ('science-museum', '科技馆', '{"en": "Science museum"}', 'science-museum', 50),
  ('exhibition-hall', '展览馆', '{"en": "Exhibition hall"}', 'exhibition-hall', 60),
  ('memorial', '纪念馆', '{"en": "Memorial hall"}', 'memorial', 70),
  ('digital-centre', '数字文化体验馆', '{"en": "Digital culture centre"}', 'kiosk', 80),
  ('theatre', '剧场', '{"en": "Theatre"}', 'theatre', 90),
  ('youth-palace', '青少年宫', '{"en": "Youth palace"}', 'school', 100),
  ('elder-centre', '老年活动中心', '{"en": "Centre for older people"}', 'sofa', 110),
  ('culture-station', '街道文化站', '{"en": "Subdistrict culture station"}', 'culture-station', 120),
  ('town-station', '乡镇文化站', '{"en": "Town culture station"}', 'culture-station', 130),
  ('community-room', '社区综合文化服务中心', '{"en": "Community culture centre"}', 'community-room', 140),
  ('village-room', '村综合文化服务中心', '{"en": "Village culture centre"}', 'community-room', 150),
  ('book-house', '城市书屋', '{"en": "City reading house"}', 'book-house', 160),
  ('community-study', '社区书房', '{"en": "Community reading room"}', 'community-study', 170),
  ('culture-post', '文化驿站', '{"en": "Culture post"}', 'culture-post', 180),
  ('workers-book-house', '职工书屋', '{"en": "Workers'' reading room"}', 'workers-book-house', 190),
  ('village-study', '农家书屋', '{"en": "Village reading room"}', 'village-study', 200),
  ('private-museum', '民间博物馆', '{"en": "Private museum"}', 'private-museum', 210),
  ('music-museum', '音乐博物馆', '{"en": "Music museum"}', 'music-museum', 220),
  ('art-studio', '非遗传习所', '{"en": "Heritage workshop"}', 'art-studio', 230),
  ('retirees-station', '职工退休站', '{"en": "Retirees'' station"}', 'sofa', 240),
  ('square', '广场', '{"en": "Square"}', 'square', 250),
  ('park', '健身公园', '{"en": "Fitness park"}', 'park', 260),
  ('sports-hall', '体育馆', '{"en": "Sports hall"}', 'sports-hall', 270),
  ('court', '球场', '{"en": "Sports court"}', 'court', 280),
  ('culture-street', '文化街', '{"en": "Culture street"}', 'culture-street', 290),
  ('school', '学校', '{"en": "School"}', 'school', 300),
  ('mobile-stop', '流动服务点', '{"en": "Mobile service stop"}', 'mobile-stop', 310);
