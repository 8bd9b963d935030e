-- Works of the city's stages and studios: what they are, whose they are, what is allowed, and where they were shown.
create table programme.work (
  id uuid primary key,
  organisation_id uuid not null,
  org_path text not null check (org_path like '%.'),
  title text not null check (length(title) between 1 and 100 and title ~ '\S'),
  kind text not null check (kind in ('dance', 'drama', 'music', 'novel', 'poetry', 'animation', 'film', 'art', 'photography', 'other')),
  year smallint not null check (year between 1000 and 2999),
  summary text not null default '' check (length(summary) <= 2000),
  -- [{role, name}]: people as their work names them.
  credits jsonb not null default '[]'::jsonb check (jsonb_typeof(credits) = 'array' and jsonb_array_length(credits) <= 60),
  rights_holder text not null check (length(rights_holder) between 1 and 100 and rights_holder ~ '\S'),
  -- What others may do with it.
  allowed text not null check (length(allowed) between 1 and 300 and allowed ~ '\S'),
  -- [{year, name}]
  awards jsonb not null default '[]'::jsonb check (jsonb_typeof(awards) = 'array' and jsonb_array_length(awards) <= 60),
  published_at timestamptz,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null
);
create index work_public on programme.work (year desc, id) where published_at is not null;
create index work_organisation on programme.work (org_path text_pattern_ops, changed_at desc, id desc);

create table programme.work_showing (
  work_id uuid not null references programme.work (id),
  event_id uuid not null references programme.event (id),
  primary key (work_id, event_id)
);
create index work_showing_event on programme.work_showing (event_id);
