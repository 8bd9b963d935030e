-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema places;

create table places.affiliation (
  facility_id uuid not null,
  organisation_id uuid not null,
  division_code text not null,
  valid daterange not null,
  since date not null generated always as (lower(valid)) stored,
  constraint affiliation_pkey primary key (facility_id, since),
  constraint affiliation_facility_id_since_organisation_id_division_code_key unique (facility_id, since, organisation_id, division_code),
  constraint affiliation_one_at_a_time exclude using gist (facility_id with =, valid with &&),
  constraint affiliation_division_code_fkey foreign key (division_code) references places.division_code(code),
  constraint affiliation_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint affiliation_organisation_id_fkey foreign key (organisation_id) references places.organisation(id),
  constraint affiliation_valid_check check (not isempty(valid) and not lower_inf(valid))
);

create table places.closure (
  id uuid not null,
  facility_id uuid not null,
  during tstzrange not null,
  reason text not null,
  words text not null default '',
  announced_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  constraint closure_pkey primary key (id),
  constraint closure_one_at_a_time exclude using gist (facility_id with =, during with &&) where (lifted_at is null),
  constraint closure_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint closure_during_check check (not isempty(during) and not lower_inf(during)),
  constraint closure_reason_check check (reason = any (array['repair', 'renovation', 'stocktaking', 'event', 'weather', 'holiday', 'safety', 'other'])),
  constraint closure_words_check check (length(words) <= 500)
);
create index closure_during on places.closure using gist (during);

create table places.division (
  id uuid not null,
  code text not null,
  parent_code text,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  kind text not null,
  valid daterange not null,
  source text not null,
  note text,
  code_number bigint generated always as (code::bigint) stored,
  constraint division_pkey primary key (id),
  constraint division_valid_once exclude using gist (code_number with =, valid with &&),
  constraint division_code_fkey foreign key (code) references places.division_code(code),
  constraint division_parent_code_fkey foreign key (parent_code) references places.division_code(code),
  constraint division_check check ( case when length(code) > 6 then length(parent_code) < length(code) when "right"(code, 4) = '0000' then parent_code is null when "right"(code, 2) = '00' then "right"(parent_code, 4) = '0000' else "right"(parent_code, 2) = '00' end),
  constraint division_kind_check check (length(kind) >= 1 and length(kind) <= 20),
  constraint division_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint division_names_check check (jsonb_typeof(names) = 'object'),
  constraint division_note_check check (length(note) <= 500),
  constraint division_source_check check (length(source) <= 500),
  constraint division_valid_check check (not isempty(valid))
);
create index division_parent on places.division using btree (parent_code);

create table places.division_code (
  code text not null,
  level text not null generated always as ( case when length(code) = 12 then 'community' when length(code) = 9 then 'street' when "right"(code, 4) = '0000' then 'province' when "right"(code, 2) = '00' then 'city' else 'district' end) stored,
  constraint division_code_pkey primary key (code),
  constraint division_code_code_check check (code ~ '^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$' and (length(code) = 6 or "right"(code, 3) <> '000'))
);

create table places.division_succession (
  from_code text not null,
  to_code text not null,
  how text not null,
  on_day date,
  constraint division_succession_pkey primary key (from_code, to_code),
  constraint division_succession_from_code_fkey foreign key (from_code) references places.division_code(code),
  constraint division_succession_to_code_fkey foreign key (to_code) references places.division_code(code),
  constraint division_succession_check check (from_code <> to_code),
  constraint division_succession_how_check check (how = any (array['moved', 'recoded', 'merged', 'split']))
);
create index division_succession_to on places.division_succession using btree (to_code);

create table places.door_device (
  id uuid not null,
  facility_id uuid not null,
  name text not null,
  key_hash bytea not null,
  made_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint door_device_pkey primary key (id),
  constraint door_device_key_hash_key unique (key_hash),
  constraint door_device_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint door_device_name_check check (length(name) >= 1 and length(name) <= 60)
);
create unique index door_device_name on places.door_device using btree (facility_id, name) where retired_at is null;

create table places.facility (
  id uuid not null,
  number text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  kind text not null,
  level text not null,
  organisation_id uuid not null,
  division_code text not null,
  since date not null,
  address text not null default '',
  coordinate_system text,
  lon double precision,
  lat double precision,
  wgs_lon double precision,
  wgs_lat double precision,
  phone text,
  access text[] not null default '{}'::text[],
  equipment text[] not null default '{}'::text[],
  hours jsonb,
  hours_key text generated always as (md5(hours::text)) stored,
  search tsvector not null,
  sort_keys jsonb not null,
  demo boolean not null default false,
  ended_on date,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  state text not null default 'draft',
  published_at timestamp with time zone,
  constraint facility_pkey primary key (id),
  constraint facility_number_key unique (number),
  constraint facility_affiliation foreign key (id, since, organisation_id, division_code) references places.affiliation(facility_id, since, organisation_id, division_code) deferrable initially deferred,
  constraint facility_division_code_fkey foreign key (division_code) references places.division_code(code),
  constraint facility_kind_fkey foreign key (kind) references places.kind(code),
  constraint facility_organisation_id_fkey foreign key (organisation_id) references places.organisation(id),
  constraint facility_access_check check (cardinality(access) <= 40),
  constraint facility_address_check check (length(address) <= 200),
  constraint facility_chinese_system check (coordinate_system is null or coordinate_system = 'WGS-84' or lon >= 72::double precision and lon <= 138::double precision and lat >= 0.8::double precision and lat <= 56::double precision),
  constraint facility_coordinate_system_check check (coordinate_system = any (array['WGS-84', 'GCJ-02', 'BD-09'])),
  constraint facility_ended_after_since check (ended_on >= since),
  constraint facility_equipment_check check (cardinality(equipment) <= 40),
  constraint facility_hours_check check (jsonb_typeof(hours) = 'object'),
  constraint facility_lat_check check (lat >= '-90'::integer::double precision and lat <= 90::double precision),
  constraint facility_level_check check (level = any (array['city', 'district', 'street', 'community'])),
  constraint facility_lon_check check (lon >= '-180'::integer::double precision and lon <= 180::double precision),
  constraint facility_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint facility_names_check check (jsonb_typeof(names) = 'object'),
  constraint facility_number_check check (number ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$'),
  constraint facility_phone_check check (phone ~ '^[0-9+][0-9 ()-]{2,29}$'),
  constraint facility_published check ((state <> all (array['published', 'withdrawn'])) or published_at is not null),
  constraint facility_sort_keys_check check (sort_keys ? 'zh-CN'),
  constraint facility_state_check check (state = any (array['draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn'])),
  constraint facility_version_check check (version > 0),
  constraint facility_wgs_lat_check check (wgs_lat >= '-90'::integer::double precision and wgs_lat <= 90::double precision),
  constraint facility_wgs_lon_check check (wgs_lon >= '-180'::integer::double precision and wgs_lon <= 180::double precision),
  constraint facility_whole_position check (num_nonnulls(coordinate_system, lon, lat, wgs_lon, wgs_lat) = any (array[0, 5]))
);
create index facility_division on places.facility using btree (division_code text_pattern_ops);
create index facility_in_steps on places.facility using btree (state) where state <> 'published';
create index facility_kind on places.facility using btree (kind);
create index facility_organisation on places.facility using btree (organisation_id);
create index facility_search on places.facility using gin (search);

create table places.facility_version (
  facility_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  facts jsonb not null,
  constraint facility_version_pkey primary key (facility_id, version),
  constraint facility_version_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint facility_version_facts_check check (jsonb_typeof(facts) = 'object'),
  constraint facility_version_version_check check (version > 0)
);

create table places.handover (
  id uuid not null,
  facility_id uuid not null,
  from_organisation uuid not null,
  to_organisation uuid not null,
  effective_on date not null,
  late_because text,
  terms text not null default '',
  inventory jsonb not null,
  digest text not null,
  state text not null,
  drawn_up_at timestamp with time zone not null,
  drawn_up_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text,
  effective_at timestamp with time zone,
  version integer not null default 1,
  constraint handover_pkey primary key (id),
  constraint handover_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint handover_from_organisation_fkey foreign key (from_organisation) references places.organisation(id),
  constraint handover_to_organisation_fkey foreign key (to_organisation) references places.organisation(id),
  constraint handover_check check (from_organisation <> to_organisation),
  constraint handover_check1 check ((state = any (array['refused', 'withdrawn'])) = (ended_because is not null)),
  constraint handover_check2 check ((ended_because is null) = (ended_at is null)),
  constraint handover_check3 check ((state = 'effective') = (effective_at is not null)),
  constraint handover_digest_check check (digest ~ '^[0-9a-f]{64}$'),
  constraint handover_ended_because_check check (ended_because ~ '\S' and length(ended_because) <= 500),
  constraint handover_inventory_check check (jsonb_typeof(inventory) = 'object'),
  constraint handover_late_because_check check (late_because ~ '\S' and length(late_because) <= 500),
  constraint handover_state_check check (state = any (array['open', 'signed', 'effective', 'refused', 'withdrawn'])),
  constraint handover_terms_check check (length(terms) <= 2000),
  constraint handover_version_check check (version > 0)
);
create index handover_from on places.handover using btree (from_organisation);
create unique index handover_one_at_a_time on places.handover using btree (facility_id) where state = any (array['open', 'signed']);
create index handover_to on places.handover using btree (to_organisation);

create table places.handover_signature (
  id uuid not null,
  handover_id uuid not null,
  side text not null,
  signer uuid not null,
  digest text not null,
  signed_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  voided_by uuid,
  constraint handover_signature_pkey primary key (id),
  constraint handover_signature_handover_id_fkey foreign key (handover_id) references places.handover(id),
  constraint handover_signature_check check (voided_at is not null or voided_by is null),
  constraint handover_signature_digest_check check (digest ~ '^[0-9a-f]{64}$'),
  constraint handover_signature_side_check check (side = any (array['from', 'to']))
);
create unique index handover_side_signs_once on places.handover_signature using btree (handover_id, side) where voided_at is null;
create unique index handover_two_people on places.handover_signature using btree (handover_id, signer) where voided_at is null;

create table places.holiday (
  day date not null,
  kind text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  as_weekday text,
  source text not null,
  status text not null,
  constraint holiday_pkey primary key (day),
  constraint holiday_as_weekday_check check (as_weekday = any (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
  constraint holiday_day_check check (day >= '1949-10-01'::date and day <= '2200-12-31'::date),
  constraint holiday_kind_check check (kind = any (array['rest', 'workday'])),
  constraint holiday_name_check check (length(name) >= 1 and length(name) <= 40),
  constraint holiday_names_check check (jsonb_typeof(names) = 'object'),
  constraint holiday_source_check check (length(source) >= 1 and length(source) <= 500),
  constraint holiday_status_check check (status = any (array['verified', 'unverified'])),
  constraint holiday_workday_has_weekday check ((kind = 'workday') = (as_weekday is not null))
);

create table places.holiday_key (
  is_only boolean not null default true,
  key uuid not null,
  constraint holiday_key_pkey primary key (is_only),
  constraint holiday_key_is_only_check check (is_only)
);

create table places.holiday_year (
  year smallint not null,
  constraint holiday_year_pkey primary key (year),
  constraint holiday_year_year_check check (year >= 1949 and year <= 2200)
);

create table places.inspected_equipment (
  inspection_id uuid not null,
  code text not null,
  count integer not null,
  state text not null,
  constraint inspected_equipment_pkey primary key (inspection_id, code),
  constraint inspected_equipment_inspection_id_fkey foreign key (inspection_id) references places.inspection(id),
  constraint inspected_equipment_code_check check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 40),
  constraint inspected_equipment_count_check check (count >= 0 and count <= 100000),
  constraint inspected_equipment_state_check check (state = any (array['working', 'worn', 'broken', 'missing']))
);

create table places.inspection (
  id uuid not null,
  facility_id uuid not null,
  on_day date not null,
  grade text not null,
  words text not null,
  inspector text,
  access text[] not null default '{}'::text[],
  by uuid,
  corrects uuid,
  recorded_at timestamp with time zone not null,
  constraint inspection_pkey primary key (id),
  constraint inspection_corrects_key unique (corrects),
  constraint inspection_corrects_fkey foreign key (corrects) references places.inspection(id),
  constraint inspection_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint inspection_access_check check (cardinality(access) <= 40),
  constraint inspection_grade_check check (grade = any (array['good', 'fair', 'poor', 'unsafe'])),
  constraint inspection_inspector_check check (length(inspector) >= 1 and length(inspector) <= 100),
  constraint inspection_words_check check (length(words) >= 1 and length(words) <= 2000)
);
create index inspection_day on places.inspection using btree (facility_id, on_day);

create table places.kind (
  code text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  icon text not null,
  sort smallint not null,
  retired boolean not null default false,
  constraint kind_pkey primary key (code),
  constraint kind_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint kind_icon_check check (icon ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(icon) <= 40),
  constraint kind_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint kind_names_check check (jsonb_typeof(names) = 'object')
);

create table places.observation (
  id uuid not null,
  facility_id uuid not null,
  what text not null,
  at timestamp with time zone not null,
  on_day date not null,
  how text not null,
  by uuid,
  device text,
  reason text,
  nth smallint,
  withdraws uuid,
  recorded_at timestamp with time zone not null,
  constraint observation_pkey primary key (id),
  constraint observation_withdraws_key unique (withdraws),
  constraint observation_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint observation_withdraws_fkey foreign key (withdraws) references places.observation(id),
  constraint observation_by_whom check ( case how when 'clerk' then by is not null and device is null when 'visitor' then device is null else by is null and device is not null end),
  constraint observation_device_check check (length(device) >= 1 and length(device) <= 80),
  constraint observation_how_check check (how = any (array['clerk', 'counter', 'visitor', 'device'])),
  constraint observation_nameless_counted check ((how = 'visitor' and by is null) = (nth is not null)),
  constraint observation_not_in_future check (at <= recorded_at),
  constraint observation_nth_check check (nth >= 1 and nth <= 10),
  constraint observation_reason_check check (reason = any (array['locked', 'closed-early', 'notice', 'turned-away'])),
  constraint observation_visitor_found_shut check ((how = 'visitor') = (what = 'shut') and (what = 'shut') = (reason is not null)),
  constraint observation_what_check check (what = any (array['opened', 'closed', 'open', 'shut', 'withdrawn'])),
  constraint observation_withdraws check ((what = 'withdrawn') = (withdraws is not null))
);
create index observation_at on places.observation using btree (facility_id, at);
create index observation_by on places.observation using btree (by) where by is not null;
create unique index observation_nameless on places.observation using btree (facility_id, on_day, nth) where nth is not null;
create unique index observation_told_once on places.observation using btree (facility_id, by, on_day) where how = 'visitor' and by is not null;

create table places.opening_tolerance (
  since date not null,
  late_minutes smallint not null,
  early_minutes smallint not null,
  source text not null,
  constraint opening_tolerance_pkey primary key (since),
  constraint opening_tolerance_early_minutes_check check (early_minutes >= 0 and early_minutes <= 240),
  constraint opening_tolerance_late_minutes_check check (late_minutes >= 0 and late_minutes <= 240),
  constraint opening_tolerance_source_check check (length(source) >= 1 and length(source) <= 500)
);

create table places.organisation (
  id uuid not null,
  label text not null,
  parent_path text,
  path text not null generated always as ((coalesce(parent_path, '') || label) || '.') stored,
  kind text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  division_code text,
  demo boolean not null default false,
  isil text,
  constraint organisation_pkey primary key (id),
  constraint organisation_path_key unique (path),
  constraint organisation_division_code_fkey foreign key (division_code) references places.division_code(code),
  constraint organisation_kind_fkey foreign key (kind) references places.organisation_kind(code),
  constraint organisation_parent_path_fkey foreign key (parent_path) references places.organisation(path),
  constraint organisation_isil_check check (isil ~ '^[A-Z]{1,4}-[0-9A-Z:/-]{1,14}$' and length(isil) <= 16),
  constraint organisation_label_check check (label ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(label) <= 32),
  constraint organisation_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint organisation_names_check check (jsonb_typeof(names) = 'object'),
  constraint organisation_path_check check (length(path) <= 400)
);
create unique index organisation_isil on places.organisation using btree (isil);
create index organisation_parent on places.organisation using btree (parent_path);
create index organisation_path on places.organisation using btree (path text_pattern_ops);

create table places.organisation_kind (
  code text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  sort smallint not null,
  constraint organisation_kind_pkey primary key (code),
  constraint organisation_kind_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint organisation_kind_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint organisation_kind_names_check check (jsonb_typeof(names) = 'object')
);

create table places.outline (
  code text not null,
  coordinate_system text not null,
  shape jsonb not null,
  source text not null,
  status text not null,
  constraint outline_pkey primary key (code),
  constraint outline_code_fkey foreign key (code) references places.division_code(code),
  constraint outline_coordinate_system_check check (coordinate_system = any (array['WGS-84', 'GCJ-02', 'BD-09'])),
  constraint outline_shape_check check ((shape ->> 'type') = any (array['Polygon', 'MultiPolygon'])),
  constraint outline_source_check check (length(source) >= 1 and length(source) <= 500),
  constraint outline_status_check check (status = any (array['verified', 'unverified']))
);

create table places.photograph (
  id uuid not null,
  facility_id uuid not null,
  image uuid not null,
  alt text not null,
  alts jsonb not null default '{}'::jsonb,
  credit text not null default '',
  licence text not null,
  sort smallint not null,
  constraint photograph_pkey primary key (id),
  constraint photograph_image_key unique (image),
  constraint photograph_order unique (facility_id, sort) deferrable,
  constraint photograph_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint photograph_alt_check check (length(alt) >= 1 and length(alt) <= 200),
  constraint photograph_alts_check check (jsonb_typeof(alts) = 'object'),
  constraint photograph_credit_check check (length(credit) <= 100),
  constraint photograph_licence_check check (licence = any (array['own', 'permission', 'cc-by', 'cc-by-sa', 'cc0', 'public-domain'])),
  constraint photograph_sort_check check (sort >= 1 and sort <= 12)
);

create table places.population (
  id uuid not null,
  code text not null,
  basis text not null,
  year smallint not null,
  banding text not null default 'all',
  ages int4range not null default '[0,)'::int4range,
  people integer not null,
  source text not null,
  status text not null,
  constraint population_pkey primary key (id),
  constraint population_counted_once exclude using gist (code with =, basis with =, year with =, banding with =, ages with &&),
  constraint population_basis_fkey foreign key (basis) references places.population_basis(id),
  constraint population_code_fkey foreign key (code) references places.division_code(code),
  constraint population_ages_check check (not isempty(ages) and lower(ages) >= 0),
  constraint population_banding_check check (length(banding) >= 1 and length(banding) <= 60),
  constraint population_check check (banding <> 'all' or ages = '[0,)'::int4range),
  constraint population_people_check check (people >= 0),
  constraint population_source_check check (length(source) >= 1 and length(source) <= 500),
  constraint population_status_check check (status = any (array['verified', 'unverified', 'demo'])),
  constraint population_year_check check (year >= 1949 and year <= 2200)
);

create table places.population_basis (
  id text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  constraint population_basis_pkey primary key (id),
  constraint population_basis_id_check check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(id) <= 40),
  constraint population_basis_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint population_basis_names_check check (jsonb_typeof(names) = 'object')
);

create table places.renovation (
  id uuid not null,
  facility_id uuid not null,
  name text not null,
  scope text not null,
  planned daterange not null,
  state text not null default 'planned',
  started_on date,
  ended_on date,
  stop_reason text,
  closure_id uuid,
  area_before numeric(9,2),
  area_after numeric(9,2),
  capacity_before integer,
  capacity_after integer,
  made_at timestamp with time zone not null,
  version integer not null default 1,
  constraint renovation_pkey primary key (id),
  constraint renovation_closure_id_key unique (closure_id),
  constraint renovation_closure_id_fkey foreign key (closure_id) references places.closure(id),
  constraint renovation_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint renovation_area_after_check check (area_after > 0::numeric),
  constraint renovation_area_before_check check (area_before > 0::numeric),
  constraint renovation_capacity_after_check check (capacity_after >= 0),
  constraint renovation_capacity_before_check check (capacity_before >= 0),
  constraint renovation_ended check ((state = any (array['finished', 'stopped'])) = (ended_on is not null)),
  constraint renovation_ended_after_start check (ended_on >= started_on),
  constraint renovation_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint renovation_planned_check check (not isempty(planned) and not lower_inf(planned) and not upper_inf(planned)),
  constraint renovation_result check (state = 'finished' or area_after is null and capacity_after is null),
  constraint renovation_scope_check check (length(scope) >= 1 and length(scope) <= 2000),
  constraint renovation_started check ( case state when 'planned' then started_on is null when 'stopped' then true else started_on is not null end),
  constraint renovation_state_check check (state = any (array['planned', 'under-way', 'finished', 'stopped'])),
  constraint renovation_stop_reason_check check (length(stop_reason) >= 1 and length(stop_reason) <= 500),
  constraint renovation_stopped_says_why check ((state = 'stopped') = (stop_reason is not null)),
  constraint renovation_version_check check (version > 0)
);
create index renovation_ended_on on places.renovation using btree (ended_on) where state = 'finished';
create index renovation_facility on places.renovation using btree (facility_id);
create unique index renovation_one_under_way on places.renovation using btree (facility_id) where state = 'under-way';

create table places.renovation_money (
  renovation_id uuid not null,
  source text not null,
  planned numeric(14,2) not null,
  constraint renovation_money_pkey primary key (renovation_id, source),
  constraint renovation_money_renovation_id_fkey foreign key (renovation_id) references places.renovation(id),
  constraint renovation_money_planned_check check (planned > 0::numeric),
  constraint renovation_money_source_check check (source = any (array['central', 'region', 'city', 'district', 'street', 'own', 'enterprise', 'donation', 'other']))
);

create table places.renovation_progress (
  id uuid not null,
  renovation_id uuid not null,
  on_day date not null,
  percent smallint not null,
  spent numeric(14,2) not null,
  words text not null default '',
  by uuid,
  recorded_at timestamp with time zone not null,
  constraint renovation_progress_pkey primary key (id),
  constraint renovation_progress_renovation_id_fkey foreign key (renovation_id) references places.renovation(id),
  constraint renovation_progress_percent_check check (percent >= 0 and percent <= 100),
  constraint renovation_progress_spent_check check (spent >= 0::numeric),
  constraint renovation_progress_words_check check (length(words) <= 1000)
);
create index renovation_progress_day on places.renovation_progress using btree (renovation_id, on_day, recorded_at);

create table places.sharing (
  id uuid not null,
  facility_id uuid not null,
  organisation_id uuid not null,
  purpose text not null,
  rooms text not null default '',
  hours text not null default '',
  valid daterange not null,
  version integer not null default 1,
  constraint sharing_pkey primary key (id),
  constraint sharing_once exclude using gist (facility_id with =, organisation_id with =, valid with &&),
  constraint sharing_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint sharing_organisation_id_fkey foreign key (organisation_id) references places.organisation(id),
  constraint sharing_hours_check check (length(hours) <= 200),
  constraint sharing_purpose_check check (purpose ~ '\S' and length(purpose) <= 200),
  constraint sharing_rooms_check check (length(rooms) <= 200),
  constraint sharing_valid_check check (not lower_inf(valid)),
  constraint sharing_version_check check (version > 0)
);
create index sharing_organisation on places.sharing using btree (organisation_id);

create table places.space (
  id uuid not null,
  facility_id uuid not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  capacity integer not null,
  area_m2 numeric(9,2),
  equipment text[] not null default '{}'::text[],
  access text[] not null default '{}'::text[],
  retired boolean not null default false,
  version integer not null default 1,
  constraint space_pkey primary key (id),
  constraint space_of_place unique (id, facility_id),
  constraint space_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint space_access_check check (cardinality(access) <= 40),
  constraint space_area_m2_check check (area_m2 > 0::numeric),
  constraint space_capacity_check check (capacity > 0),
  constraint space_equipment_check check (cardinality(equipment) <= 40),
  constraint space_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint space_names_check check (jsonb_typeof(names) = 'object'),
  constraint space_version_check check (version > 0)
);
create unique index space_name on places.space using btree (facility_id, name) where not retired;

create table places.standard (
  id uuid not null,
  code text not null,
  name text not null,
  names jsonb not null default '{}'::jsonb,
  level text not null,
  division_kinds text[] not null default '{}'::text[],
  at_least integer not null default 1,
  valid daterange not null,
  source text not null,
  status text not null,
  constraint standard_pkey primary key (id),
  constraint standard_once exclude using gist (code with =, valid with &&),
  constraint standard_at_least_check check (at_least >= 1 and at_least <= 100),
  constraint standard_code_check check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  constraint standard_division_kinds_check check (cardinality(division_kinds) <= 20),
  constraint standard_level_check check (level = any (array['city', 'district', 'street', 'community'])),
  constraint standard_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint standard_names_check check (jsonb_typeof(names) = 'object'),
  constraint standard_source_check check (source ~ '\S' and length(source) <= 500),
  constraint standard_status_check check (status = any (array['verified', 'unverified'])),
  constraint standard_valid_check check (not isempty(valid) and not lower_inf(valid))
);

create table places.standard_kind (
  standard_id uuid not null,
  kind text not null,
  constraint standard_kind_pkey primary key (standard_id, kind),
  constraint standard_kind_kind_fkey foreign key (kind) references places.kind(code),
  constraint standard_kind_standard_id_fkey foreign key (standard_id) references places.standard(id) on delete cascade
);

create table places.thing (
  id uuid not null,
  facility_id uuid not null,
  space_id uuid,
  name text not null,
  category text not null,
  tag text,
  quantity integer not null,
  condition text not null,
  acquired_on date,
  value numeric(12,2),
  note text not null default '',
  gone_on date,
  gone_because text,
  version integer not null default 1,
  constraint thing_pkey primary key (id),
  constraint thing_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint thing_in_own_room foreign key (space_id, facility_id) references places.space(id, facility_id),
  constraint thing_category_check check (category = any (array['furniture', 'books', 'computer', 'audio-visual', 'stage', 'instrument', 'art', 'sport', 'display', 'self-service', 'household', 'other'])),
  constraint thing_check check ((gone_on is null) = (gone_because is null)),
  constraint thing_check1 check (tag is null or quantity = 1),
  constraint thing_condition_check check (condition = any (array['new', 'good', 'worn', 'broken'])),
  constraint thing_gone_because_check check (gone_because = any (array['written-off', 'lost', 'given-away', 'returned', 'mistake'])),
  constraint thing_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint thing_note_check check (length(note) <= 500),
  constraint thing_quantity_check check (quantity >= 1 and quantity <= 1000000),
  constraint thing_tag_check check (tag ~ '^[A-Za-z0-9]([A-Za-z0-9._/-]{0,38}[A-Za-z0-9])?$'),
  constraint thing_value_check check (value >= 0::numeric),
  constraint thing_version_check check (version > 0)
);
create index thing_facility on places.thing using btree (facility_id) where gone_on is null;
create unique index thing_tag on places.thing using btree (facility_id, tag) where gone_on is null;

create table places.waiting_change (
  id uuid not null,
  facility_id uuid not null,
  asked jsonb not null,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  constraint waiting_change_pkey primary key (id),
  constraint waiting_change_facility_id_fkey foreign key (facility_id) references places.facility(id),
  constraint waiting_change_asked_check check (jsonb_typeof(asked) = 'object' and asked <> '{}'::jsonb),
  constraint waiting_change_reason_check check (reason ~ '\S' and length(reason) <= 500)
);
create index waiting_change_by on places.waiting_change using btree (asked_by);
create unique index waiting_change_one_at_a_time on places.waiting_change using btree (facility_id);

CREATE OR REPLACE FUNCTION places.inspection_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was found is not changed';
end $function$;

CREATE OR REPLACE FUNCTION places.new_holiday_key()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update places.holiday_key set key = gen_random_uuid();
  return null;
end $function$;

CREATE OR REPLACE FUNCTION places.observation_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was seen is not changed';
end $function$;

CREATE OR REPLACE FUNCTION places.renovation_progress_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'progress is not rewritten';
end $function$;

CREATE TRIGGER holiday_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON places.holiday FOR EACH STATEMENT EXECUTE FUNCTION places.new_holiday_key();

CREATE TRIGGER holiday_year_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON places.holiday_year FOR EACH STATEMENT EXECUTE FUNCTION places.new_holiday_key();

CREATE TRIGGER inspected_equipment_append_only BEFORE DELETE OR UPDATE ON places.inspected_equipment FOR EACH ROW EXECUTE FUNCTION places.inspection_is_append_only();

CREATE TRIGGER inspection_append_only BEFORE DELETE OR UPDATE ON places.inspection FOR EACH ROW EXECUTE FUNCTION places.inspection_is_append_only();

CREATE TRIGGER observation_append_only BEFORE DELETE OR UPDATE ON places.observation FOR EACH ROW EXECUTE FUNCTION places.observation_is_append_only();

CREATE TRIGGER renovation_progress_append_only BEFORE DELETE OR UPDATE ON places.renovation_progress FOR EACH ROW EXECUTE FUNCTION places.renovation_progress_is_append_only();
