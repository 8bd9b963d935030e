-- Touring exhibitions: what is in the crates, which house has them when, and what was found when they were opened.
create table programme.touring (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  title text not null check (length(title) between 1 and 100 and title ~ '\S'),
  summary text not null default '' check (length(summary) <= 2000),
  -- Numbered from 1, as on their labels.
  crates smallint not null check (crates between 1 and 200),
  wall_metres smallint not null check (wall_metres between 0 and 5000),
  insured_yuan bigint not null check (insured_yuan between 0 and 10000000000),
  -- Who carries it, how, and who pays.
  transport text not null check (length(transport) between 1 and 500 and transport ~ '\S'),
  -- Of labels and panels.
  languages text[] not null check (languages <@ array['zh', 'ug', 'kk', 'ru', 'en'] and cardinality(languages) between 1 and 5),
  -- The days on which another house may show it.
  lent_from date not null,
  lent_through date,
  -- For the way and for setting up, before each house.
  between_days smallint not null check (between_days between 0 and 60),
  -- Other houses may ask for it.
  offered boolean not null default false,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  constraint touring_days_in_order check (lent_through >= lent_from),
  constraint touring_of_owner unique (id, organisation_id)
);
create index touring_organisation on programme.touring (org_path text_pattern_ops, changed_at desc, id desc);
create index touring_on_offer on programme.touring (changed_at desc, id desc) where offered;

create table programme.touring_leg (
  id uuid primary key,
  touring_id uuid not null,
  owner_id uuid not null,
  -- Whoever shows it, and at which of their places.
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  place_id uuid not null,
  -- A house that shows its own lends nothing.
  lender_id uuid generated always as (case when organisation_id <> owner_id then owner_id end) stored,
  shown daterange not null,
  between_days smallint not null check (between_days between 0 and 60),
  -- The way there and the setting up, and the days on which it is shown.
  occupied daterange generated always as (daterange(lower(shown) - between_days, upper(shown))) stored,
  state text not null default 'asked'
    check (state in ('asked', 'refused', 'agreed', 'cancelled', 'on-its-way', 'arrived', 'handed-on', 'returning', 'home')),
  message text not null default '' check (length(message) <= 500),
  because text check (length(because) <= 500 and because ~ '\S'),
  event_id uuid references programme.event (id),
  sent_on date,
  arrived_on date,
  left_on date,
  home_on date,
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint touring_leg_event_once unique (event_id),
  foreign key (touring_id, owner_id) references programme.touring (id, organisation_id),
  -- The lender organises jointly what the borrower shows: it is counted once, and both are named.
  constraint touring_leg_lender_organises foreign key (event_id, lender_id) references programme.joint_organiser (event_id, organisation_id),
  constraint touring_leg_bounded check (not isempty(shown) and not lower_inf(shown) and not upper_inf(shown)),
  constraint touring_leg_long_enough check (upper(shown) - lower(shown) <= 400),
  constraint touring_leg_one_at_a_time
    exclude using gist (touring_id with =, occupied with &&) where (state not in ('asked', 'refused', 'cancelled')),
  constraint touring_leg_because check ((state in ('refused', 'cancelled')) <= (because is not null)),
  constraint touring_leg_days check (
    num_nonnulls(sent_on, arrived_on, left_on, home_on) = any (
      case state when 'on-its-way' then array[1] when 'arrived' then array[2] when 'handed-on' then array[3] when 'returning' then array[3]
                 when 'home' then array[4] when 'cancelled' then array[0, 1] else array[0] end)
    and (arrived_on is null or arrived_on >= sent_on) and (left_on is null or left_on >= arrived_on) and (home_on is null or home_on >= left_on)
    and (sent_on is not null or num_nonnulls(arrived_on, left_on, home_on) = 0)
    and (arrived_on is not null or num_nonnulls(left_on, home_on) = 0))
);
-- The crates are in one place, or on one way.
create unique index touring_in_one_place on programme.touring_leg (touring_id) where state in ('on-its-way', 'arrived', 'returning');
create index touring_leg_of on programme.touring_leg (touring_id, shown);
create index touring_leg_house on programme.touring_leg (org_path text_pattern_ops);
create index touring_leg_lent on programme.touring_leg (arrived_on) where arrived_on is not null;

-- What was found when the crates came, when they left, and when they were home again.
create table programme.touring_check (
  leg_id uuid not null references programme.touring_leg (id),
  at text not null check (at in ('arrival', 'departure', 'home')),
  missing smallint[] not null check (array_position(missing, null) is null and cardinality(missing) <= 200),
  -- Labels of what does not belong to it.
  wrong text[] not null check (array_position(wrong, null) is null and cardinality(wrong) <= 50),
  damaged boolean not null,
  words text not null default '' check (length(words) <= 1000),
  noted_at timestamptz not null,
  -- What came of it, where something was wrong.
  settled_at timestamptz,
  settled_how text check (length(settled_how) <= 500 and settled_how ~ '\S'),
  primary key (leg_id, at),
  constraint touring_check_damage_told check (not damaged or words ~ '\S'),
  constraint touring_check_settled check ((settled_at is null) = (settled_how is null))
);
create index touring_check_open on programme.touring_check (leg_id)
 where settled_at is null and (damaged or cardinality(missing) > 0 or cardinality(wrong) > 0);
