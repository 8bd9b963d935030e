create schema programme;

-- Brand series → edition (届) → theme. The database keeps the levels in order, so that no circle can be written.
create table programme.series (
  id uuid primary key,
  level text not null check (level in ('series', 'edition', 'theme')),
  parent_id uuid,
  parent_level text,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  name text not null check (length(name) between 1 and 100 and name ~ '\S'),
  summary text not null default '' check (length(summary) <= 500),
  -- Other languages by code: {"en": {"name": …, "summary": …}}. A language is there whole or not at all.
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  -- Covers of one family look alike; parts of a series have the family of the whole.
  family text not null check (family in ('atlas', 'papercut', 'felt', 'yardang', 'waves')),
  starts_on date,
  -- Last day, included.
  ends_on date,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  unique (id, level),
  foreign key (parent_id, parent_level) references programme.series (id, level),
  constraint series_days_in_order check (ends_on >= starts_on),
  constraint series_levels_in_order check (
    case level when 'series' then parent_id is null and parent_level is null
               when 'edition' then parent_id is not null and parent_level is not distinct from 'series'
               else parent_id is not null and parent_level in ('series', 'edition') and parent_level is not null end)
);
create index series_parent on programme.series (parent_id);

create table programme.event (
  id uuid primary key,
  -- The one organisation whose figures this event counts for.
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  series_id uuid references programme.series,
  kind text not null check (kind in ('performance', 'exhibition', 'lecture', 'reading', 'workshop', 'film', 'contest', 'sport', 'festival', 'tour', 'other')),
  title text not null check (length(title) between 1 and 100 and title ~ '\S'),
  summary text not null default '' check (length(summary) <= 300),
  description text not null default '' check (length(description) <= 20000),
  -- Who may come, in words; and as ages in full years, both included, null = open.
  audience text not null default '' check (length(audience) <= 200),
  age_from smallint check (age_from between 0 and 120),
  age_to smallint check (age_to between 0 and 120),
  translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object'),
  mode text not null check (mode in ('on-site', 'online', 'hybrid')),
  -- Where it usually is; each session says for itself.
  place_id uuid,
  space_id uuid,
  link text check (link ~ '^https://' and length(link) <= 500),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn')),
  published_at timestamptz,
  cancelled_at timestamptz,
  cancelled_because text check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  version integer not null default 1 check (version > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  search tsvector not null default '',
  unique (id, organisation_id),
  constraint event_ages_in_order check (age_to >= age_from),
  constraint event_space_in_place check (space_id is null or place_id is not null),
  -- A draft may be unfinished, nothing later.
  constraint event_somewhere check (state = 'draft' or case mode when 'on-site' then place_id is not null
                                                            when 'online' then link is not null
                                                            else place_id is not null and link is not null end),
  constraint event_published_at check (state not in ('published', 'withdrawn') or published_at is not null),
  constraint event_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint event_cancelled_in_public check (cancelled_at is null or published_at is not null)
);
create index event_organisation on programme.event (org_path text_pattern_ops, changed_at desc, id desc);
create index event_series on programme.event (series_id) where series_id is not null;
create index event_search on programme.event using gin (search);

-- Who else is named as organiser. The owner counts; the others share: nobody is both.
create table programme.joint_organiser (
  event_id uuid not null,
  owner_id uuid not null,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  primary key (event_id, organisation_id),
  foreign key (event_id, owner_id) references programme.event (id, organisation_id),
  constraint joint_organiser_not_owner check (organisation_id <> owner_id)
);
create index joint_organiser_path on programme.joint_organiser (org_path text_pattern_ops);

-- One occasion: begins, ends, lies somewhere, admits by its own offer or needs no booking.
create table programme.session (
  id uuid primary key,
  event_id uuid not null references programme.event,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- 上午场; empty where the time says enough.
  label text not null default '' check (length(label) <= 60),
  place_id uuid,
  space_id uuid,
  -- Where the place lay when this was written; districts are found by it.
  division_code text check (division_code ~ '^[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?$'),
  -- Opening, closing, pools and rules as they were asked for. Null: no booking needed. What is left, booking knows.
  booking jsonb check (jsonb_typeof(booking) = 'object'),
  offer_id uuid unique,
  cancelled_at timestamptz,
  cancelled_because text check (length(cancelled_because) <= 500 and cancelled_because ~ '\S'),
  -- Counts changes of time, place and state: SEQUENCE of the calendar entry.
  sequence integer not null default 0 check (sequence >= 0),
  changed_at timestamptz not null,
  -- When it was announced as held, after its end.
  held_at timestamptz check (held_at >= ends_at),
  constraint session_ends_after_start check (ends_at > starts_at and ends_at <= starts_at + interval '10000 hours'),
  constraint session_space_in_place check (space_id is null or place_id is not null),
  constraint session_offer_is_for_booking check (offer_id is null or booking is not null),
  constraint session_cancelled_whole check ((cancelled_at is null) = (cancelled_because is null)),
  constraint session_held_or_cancelled check (held_at is null or cancelled_at is null)
);
create index session_event on programme.session (event_id, starts_at);
create index session_ahead on programme.session (ends_at);
create index session_place on programme.session (place_id, ends_at);
create index session_to_hold on programme.session (ends_at) where held_at is null and cancelled_at is null;
-- The same occasion is not written twice: neither by two editors nor by a form sent again.
create unique index session_once on programme.session (event_id, starts_at, coalesce(space_id, place_id, event_id))
  where cancelled_at is null;

-- Every step of every event, by whom: written, checked, approved, published, changed, cancelled. Never changed, never deleted.
create table programme.publication (
  id uuid primary key,
  seq bigint generated always as identity,
  event_id uuid not null references programme.event,
  step text not null check (step in ('write', 'submit', 'take-back', 'check', 'approve', 'send-back', 'publish', 'withdraw', 'reopen', 'change', 'cancel')),
  from_state text not null,
  to_state text not null,
  version integer not null check (version > 0),
  by uuid not null,
  at timestamptz not null,
  -- Everybody who had written on it until then.
  writers uuid[] not null,
  reason text check (length(reason) <= 500 and reason ~ '\S'),
  one_person_rule uuid,
  constraint publication_not_own_work check (step not in ('check', 'approve') or by <> all (writers) or one_person_rule is not null),
  constraint publication_says_why check (step not in ('send-back', 'withdraw', 'change', 'cancel') or reason is not null)
);
create index publication_event on programme.publication (event_id, seq);
create index publication_by on programme.publication (by);

create function programme.publication_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the history of an event is not changed';
end $$;
create trigger publication_append_only before update or delete on programme.publication
  for each row execute function programme.publication_is_append_only();
