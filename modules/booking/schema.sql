-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema booking;

create table booking.claim (
  id uuid not null,
  offer_id uuid not null,
  pool_id uuid not null,
  subject uuid,
  made_by uuid,
  size integer not null,
  state text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  checked_in_at timestamp with time zone,
  cancelled_because text,
  constraint claim_pkey primary key (id),
  constraint claim_pool_id_offer_id_fkey foreign key (pool_id, offer_id) references booking.pool(id, offer_id),
  constraint claim_check check ((checked_in_at is not null) = (state = any (array['checked-in', 'attended']))),
  constraint claim_size_check check (size >= 1 and size <= 500),
  constraint claim_state_check check (state = any (array['held', 'confirmed', 'checked-in', 'attended', 'no-show', 'cancelled', 'expired', 'refused']))
);
create index claim_of_offer on booking.claim using btree (offer_id, state);
create index claim_of_subject on booking.claim using btree (subject, made_at desc) where subject is not null;
create unique index claim_once on booking.claim using btree (offer_id, subject) where subject is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended']));
create index claim_pool on booking.claim using btree (pool_id);

create table booking.offer (
  id uuid not null,
  kind text not null,
  ref uuid not null,
  org_path text not null,
  state text not null default 'open',
  closed_because text,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  rules jsonb not null,
  settled_at timestamp with time zone,
  cut_short boolean not null default false,
  constraint offer_pkey primary key (id),
  constraint offer_kind_ref_key unique (kind, ref),
  constraint offer_check check (closes_at > opens_at),
  constraint offer_check1 check (ends_at > starts_at),
  constraint offer_cut_short_is_closed check (not cut_short or state = 'closed'),
  constraint offer_kind_check check (kind ~ '^[a-z-]{3,40}$'),
  constraint offer_org_path_check check (org_path ~~ '%.'),
  constraint offer_state_check check (state = any (array['open', 'closed']))
);
create index offer_span on booking.offer using btree (ends_at, starts_at);
create index offer_to_settle on booking.offer using btree (ends_at) where settled_at is null;

create table booking.pool (
  id uuid not null,
  offer_id uuid not null,
  channel text not null,
  quota integer not null,
  taken integer not null default 0,
  releases_at timestamp with time zone,
  open boolean not null default true,
  constraint pool_pkey primary key (id),
  constraint pool_id_offer_id_key unique (id, offer_id),
  constraint pool_offer_id_channel_key unique (offer_id, channel),
  constraint pool_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint pool_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint pool_not_oversold check (taken >= 0 and taken <= quota),
  constraint pool_quota_check check (quota >= 0 and quota <= 1000000)
);
