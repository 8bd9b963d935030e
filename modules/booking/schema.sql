-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema booking;

create table booking.blackout (
  id uuid not null,
  resource_id uuid not null,
  span tstzrange not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  living boolean generated always as (lifted_at is null) stored,
  constraint blackout_pkey primary key (id),
  constraint blackout_takes unique (id, span, living),
  constraint blackout_resource_id_fkey foreign key (resource_id) references booking.resource(id),
  constraint blackout_reason_check check (reason ~ '\S' and length(reason) <= 200),
  constraint blackout_span check (not isempty(span) and lower_inc(span) and not upper_inc(span) and not lower_inf(span) and not upper_inf(span))
);
create index blackout_of_resource on booking.blackout using gist (resource_id, span);

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
  span tstzmultirange,
  organisation_id uuid,
  arrived integer,
  held_for text,
  held_until timestamp with time zone,
  constraint claim_pkey primary key (id),
  constraint claim_one_at_a_time exclude using gist (subject with =, span with &&) where (subject is not null and span is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended', 'no-show']))),
  constraint claim_pool_id_offer_id_fkey foreign key (pool_id, offer_id) references booking.pool(id, offer_id),
  constraint claim_check check ((checked_in_at is not null) = (state = any (array['checked-in', 'attended']))),
  constraint claim_check1 check (arrived >= 1 and arrived <= size),
  constraint claim_held_for_check check (held_for = any (array['waiting', 'counter', 'approval', 'draw'])),
  constraint claim_held_until check (state <> 'held' or held_for is not null and held_until is not null),
  constraint claim_of_person_or_organisation check (organisation_id is null or subject is null),
  constraint claim_refused_without_reason check (state <> 'refused' or cancelled_because is null),
  constraint claim_size_check check (size >= 1 and size <= 9999),
  constraint claim_span_check check (not isempty(span)),
  constraint claim_state_check check (state = any (array['held', 'confirmed', 'checked-in', 'attended', 'no-show', 'cancelled', 'expired', 'refused']))
);
create index claim_held on booking.claim using btree (held_until) where state = 'held';
create index claim_made_by on booking.claim using btree (made_by) where made_by is not null;
create index claim_of_offer on booking.claim using btree (offer_id, state);
create index claim_of_subject on booking.claim using btree (subject, made_at desc) where subject is not null;
create unique index claim_once on booking.claim using btree (offer_id, subject) where subject is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended']));
create unique index claim_once_organisation on booking.claim using btree (offer_id, organisation_id) where organisation_id is not null and (state = any (array['held', 'confirmed', 'checked-in', 'attended']));
create index claim_pool on booking.claim using btree (pool_id);

create table booking.draw (
  id uuid not null,
  org_path text not null,
  title text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  value_kind text not null,
  value_source text not null,
  known_from timestamp with time zone not null,
  reveal_by timestamp with time zone not null,
  most_people integer not null,
  most_lots integer not null,
  weights jsonb not null,
  confirm_by timestamp with time zone,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  called_off_at timestamp with time zone,
  called_off_because text,
  told_at timestamp with time zone,
  groups jsonb not null default '[]'::jsonb,
  told_unfrozen_at timestamp with time zone,
  unnamed boolean not null default true,
  constraint draw_pkey primary key (id),
  constraint draw_called_off check (called_off_because is null or called_off_at is not null),
  constraint draw_called_off_because_check check (called_off_because ~ '\S' and length(called_off_because) <= 200),
  constraint draw_groups_check check (jsonb_typeof(groups) = 'array'),
  constraint draw_most_lots_check check (most_lots >= 1 and most_lots <= 100),
  constraint draw_most_people_check check (most_people >= 1 and most_people <= 500),
  constraint draw_org_path_check check (org_path ~~ '_%.'),
  constraint draw_times check (opens_at < closes_at and closes_at < known_from and known_from < reveal_by and confirm_by > reveal_by),
  constraint draw_title_check check (title ~ '\S' and length(title) <= 120),
  constraint draw_told_or_called_off check (called_off_at is null or told_at is null),
  constraint draw_value_kind_check check (value_kind = any (array['double-colour', 'super-lotto', 'seven-star', 'ten-dice'])),
  constraint draw_value_source_check check (value_source ~ '\S' and length(value_source) <= 200)
);
create index draw_of_house on booking.draw using btree (org_path, made_at);
create index draw_open on booking.draw using btree (closes_at) where called_off_at is null and told_at is null;

create table booking.draw_entry (
  id uuid not null,
  draw_id uuid not null,
  subject uuid,
  number text not null,
  size integer not null,
  choices text[] not null,
  most integer not null,
  state text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  groups text[] not null default '{}'::text[],
  code text,
  constraint draw_entry_pkey primary key (id),
  constraint draw_entry_code unique (code),
  constraint draw_entry_number unique (draw_id, number),
  constraint draw_entry_of_draw unique (draw_id, id),
  constraint draw_entry_once unique (draw_id, subject),
  constraint draw_entry_draw_id_fkey foreign key (draw_id) references booking.draw(id),
  constraint draw_entry_check check (subject is not null or state <> 'entered'),
  constraint draw_entry_choices_check check (cardinality(choices) >= 1 and cardinality(choices) <= 100),
  constraint draw_entry_most_check check (most >= 1 and most <= 100),
  constraint draw_entry_number_check check (number ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  constraint draw_entry_size_check check (size >= 1 and size <= 500),
  constraint draw_entry_state_check check (state = any (array['entered', 'withdrawn', 'left-out']))
);
create index draw_entry_of_subject on booking.draw_entry using btree (subject) where subject is not null;

create table booking.draw_entry_person (
  draw_id uuid not null,
  entry_id uuid not null,
  subject uuid not null,
  joined boolean not null default false,
  constraint draw_entry_person_once primary key (draw_id, subject),
  constraint draw_entry_person_of_entry foreign key (draw_id, entry_id) references booking.draw_entry(draw_id, id)
);
create index draw_entry_person_entry on booking.draw_entry_person using btree (entry_id);
create index draw_entry_person_subject on booking.draw_entry_person using btree (subject);

create table booking.draw_frozen (
  draw_id uuid not null,
  text text not null,
  hash text not null,
  commitment text not null,
  entries integer not null,
  weights jsonb not null,
  secret_sealed bytea not null,
  frozen_at timestamp with time zone not null,
  constraint draw_frozen_pkey primary key (draw_id),
  constraint draw_frozen_draw_id_fkey foreign key (draw_id) references booking.draw(id),
  constraint draw_frozen_commitment_check check (commitment ~ '^[0-9a-f]{64}$'),
  constraint draw_frozen_entries_check check (entries > 0),
  constraint draw_frozen_hash_check check (hash ~ '^[0-9a-f]{64}$')
);

create table booking.draw_lot (
  draw_id uuid not null,
  offer_id uuid not null,
  code text not null,
  places integer,
  ended_at timestamp with time zone,
  reserved jsonb not null default '[]'::jsonb,
  constraint draw_lot_pkey primary key (draw_id, offer_id),
  constraint draw_lot_code unique (draw_id, code),
  constraint draw_lot_draw_id_fkey foreign key (draw_id) references booking.draw(id),
  constraint draw_lot_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint draw_lot_code_check check (code ~ '^[a-z0-9-]{1,40}$'),
  constraint draw_lot_places_check check (places >= 0),
  constraint draw_lot_reserved_check check (jsonb_typeof(reserved) = 'array')
);
create index draw_lot_of_offer on booking.draw_lot using btree (offer_id);
create unique index draw_lot_once on booking.draw_lot using btree (offer_id) where ended_at is null;

create table booking.draw_outcome (
  draw_id uuid not null,
  text text not null,
  value text not null,
  typed_by uuid not null,
  confirmed_by uuid not null,
  drawn_at timestamp with time zone not null,
  constraint draw_outcome_pkey primary key (draw_id),
  constraint draw_outcome_draw_id_fkey foreign key (draw_id) references booking.draw_frozen(draw_id),
  constraint draw_by_two check (typed_by <> confirmed_by),
  constraint draw_outcome_value_check check (value ~ '^[0-9 +]+$' and length(value) <= 500)
);

create table booking.draw_result (
  draw_id uuid not null,
  number text not null,
  code text not null,
  nth integer not null,
  rank integer not null,
  result text not null,
  turn integer,
  became text,
  because jsonb,
  claim_id uuid,
  constraint draw_result_pkey primary key (draw_id, number, code),
  constraint draw_result_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint draw_result_draw_id_fkey foreign key (draw_id) references booking.draw_outcome(draw_id),
  constraint draw_result_became_check check (became = any (array['confirmed', 'held', 'waiting', 'passed-over', 'cancelled', 'withdrawn'])),
  constraint draw_result_because check ((because is not null) = (not became is distinct from 'passed-over')),
  constraint draw_result_nth_check check (nth > 0),
  constraint draw_result_rank_check check (rank > 0),
  constraint draw_result_result_check check (result = any (array['given', 'waiting', 'enough', 'overlaps'])),
  constraint draw_result_turn check ((turn is not null) = (result = 'waiting')),
  constraint draw_result_turn_check check (turn > 0)
);
create index draw_result_by_rank on booking.draw_result using btree (draw_id, rank, nth);
create index draw_result_claim on booking.draw_result using btree (claim_id) where claim_id is not null;

create table booking.draw_value (
  draw_id uuid not null,
  value text not null,
  typed_by uuid not null,
  typed_at timestamp with time zone not null,
  constraint draw_value_pkey primary key (draw_id),
  constraint draw_value_draw_id_fkey foreign key (draw_id) references booking.draw_frozen(draw_id),
  constraint draw_value_value_check check (value ~ '^[0-9 +]+$' and length(value) <= 500)
);

create table booking.given_back (
  claim_id uuid not null,
  subject uuid not null,
  at timestamp with time zone not null,
  constraint given_back_pkey primary key (claim_id, subject),
  constraint given_back_claim_id_fkey foreign key (claim_id) references booking.claim(id)
);
create index given_back_of_subject on booking.given_back using btree (subject, at);

create table booking.house_rule (
  id uuid not null,
  org_path text not null,
  kind text not null,
  only_for text,
  channel text,
  version integer not null,
  effect text not null,
  terms jsonb,
  since timestamp with time zone not null,
  until timestamp with time zone,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint house_rule_pkey primary key (id),
  constraint house_rule_version unique nulls not distinct (org_path, kind, only_for, channel, version),
  constraint house_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint house_rule_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint house_rule_effect_check check (effect = any (array['limit', 'none', 'repealed'])),
  constraint house_rule_kind_check check (kind = any (array['horizon', 'closing', 'group', 'level', 'eligible', 'age', 'companion', 'organisation', 'period', 'no-overlap'])),
  constraint house_rule_not_backdated check (since >= set_at),
  constraint house_rule_only_for_check check (only_for ~ '^[a-z-]{3,40}$'),
  constraint house_rule_org_path_check check (org_path ~~ '_%.'),
  constraint house_rule_span check (until > since),
  constraint house_rule_terms check ((effect = 'limit') = (terms is not null)),
  constraint house_rule_terms_of_kind check ((terms ->> 'kind') = kind),
  constraint house_rule_version_check check (version > 0)
);

create table booking.move_approval (
  request_id uuid not null,
  step smallint not null,
  answered_by uuid not null,
  approved boolean not null,
  at timestamp with time zone not null,
  constraint move_approval_pkey primary key (request_id, step),
  constraint move_approval_each_another unique (request_id, answered_by),
  constraint move_approval_request_id_fkey foreign key (request_id) references booking.move_request(id)
);

create table booking.move_option (
  request_id uuid not null,
  n smallint not null,
  resource_id uuid not null,
  during tstzrange not null,
  constraint move_option_pkey primary key (request_id, n),
  constraint move_option_request_id_fkey foreign key (request_id) references booking.move_request(id),
  constraint move_option_resource_id_fkey foreign key (resource_id) references booking.resource(id),
  constraint move_option_n_check check (n >= 1 and n <= 3)
);

create table booking.move_request (
  id uuid not null,
  reservation_id uuid not null,
  resource_id uuid not null,
  during tstzrange not null,
  purpose text not null,
  people integer,
  organisation_id uuid,
  use_kind text,
  use_ref uuid,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  answer_by timestamp with time zone not null,
  state text not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  approval text[] not null default '{}'::text[],
  approved smallint not null default 0,
  because text,
  constraint move_request_pkey primary key (id),
  constraint move_request_reservation_id_fkey foreign key (reservation_id) references booking.reservation(id),
  constraint move_request_resource_id_fkey foreign key (resource_id) references booking.resource(id),
  constraint move_request_answered check ((answered_at is null) = (state = any (array['requested', 'open']))),
  constraint move_request_approval_check check (approval <@ array['house', 'above']),
  constraint move_request_approved check (approved >= 0 and case when state = any (array['open', 'agreed', 'declined']) then approved = cardinality(approval) when state = any (array['requested', 'refused']) then approved < cardinality(approval) else approved <= cardinality(approval) end),
  constraint move_request_because_check check (length(because) <= 200),
  constraint move_request_by_another check (answered_by <> made_by),
  constraint move_request_of_one check (num_nonnulls(organisation_id, use_ref) = 1 and (use_kind is null) = (use_ref is null)),
  constraint move_request_people_check check (people >= 1 and people <= 100000),
  constraint move_request_purpose_check check (purpose ~ '\S' and length(purpose) <= 200),
  constraint move_request_reason_check check (reason ~ '\S' and length(reason) <= 200),
  constraint move_request_state_check check (state = any (array['requested', 'open', 'agreed', 'declined', 'lapsed', 'withdrawn', 'refused'])),
  constraint move_request_use_kind_check check (use_kind ~ '^[a-z-]{3,40}$')
);
create index move_request_due on booking.move_request using btree (answer_by) where state = any (array['requested', 'open']);
create index move_request_of_reservation on booking.move_request using btree (reservation_id);
create unique index move_request_one_open on booking.move_request using btree (reservation_id) where state = 'open';

create table booking.occupation (
  cell uuid not null,
  span tstzrange not null,
  reservation_id uuid,
  blackout_id uuid,
  living boolean not null,
  constraint occupation_once unique nulls not distinct (cell, reservation_id, blackout_id),
  constraint occupation_one_at_a_time exclude using gist (cell with =, span with &&) where (living),
  constraint occupation_cell_fkey foreign key (cell) references booking.resource(id),
  constraint occupation_of_blackout foreign key (blackout_id, span, living) references booking.blackout(id, span, living) on update cascade on delete cascade,
  constraint occupation_of_reservation foreign key (reservation_id, span, living) references booking.reservation(id, occupied, living) on update cascade on delete cascade,
  constraint occupation_of_one check (num_nonnulls(reservation_id, blackout_id) = 1)
);
create index occupation_blackout on booking.occupation using btree (blackout_id) where blackout_id is not null;
create index occupation_reservation on booking.occupation using btree (reservation_id) where reservation_id is not null;

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
  sort text,
  place_id uuid,
  series_id uuid,
  moved_at timestamp with time zone,
  constraint offer_pkey primary key (id),
  constraint offer_kind_ref_key unique (kind, ref),
  constraint offer_check check (closes_at > opens_at),
  constraint offer_check1 check (ends_at > starts_at),
  constraint offer_cut_short_is_closed check (not cut_short or state = 'closed'),
  constraint offer_kind_check check (kind ~ '^[a-z-]{3,40}$'),
  constraint offer_org_path_check check (org_path ~~ '%.'),
  constraint offer_sort_check check (sort ~ '^[a-z-]{3,40}$'),
  constraint offer_state_check check (state = any (array['open', 'closed']))
);
create index offer_span on booking.offer using btree (ends_at, starts_at);
create index offer_to_settle on booking.offer using btree (ends_at) where settled_at is null;

create table booking.offer_seat (
  offer_id uuid not null,
  seat_id text not null,
  nth integer not null,
  label text not null,
  channel text,
  kept_for text,
  constraint offer_seat_pkey primary key (offer_id, seat_id),
  constraint offer_seat_of_pool unique (offer_id, seat_id, channel),
  constraint offer_seat_offer_id_fkey foreign key (offer_id) references booking.seating(offer_id),
  constraint offer_seat_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint offer_seat_given_or_kept check (num_nonnulls(channel, kept_for) = 1),
  constraint offer_seat_kept_for_check check (kept_for = any (array['stage', 'jury', 'repair', 'house'])),
  constraint offer_seat_seat_id_check check (length(seat_id) >= 1 and length(seat_id) <= 64)
);

create table booking.penalty_amnesty (
  id uuid not null,
  org_path text not null,
  place_id uuid,
  day date not null,
  because text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  constraint penalty_amnesty_pkey primary key (id),
  constraint penalty_amnesty_once unique nulls not distinct (day, org_path, place_id),
  constraint penalty_amnesty_because_check check (because ~ '\S' and length(because) <= 300),
  constraint penalty_amnesty_org_path_check check (org_path ~~ '%.')
);

create table booking.penalty_appeal (
  id uuid not null,
  mark_id uuid not null,
  words text not null,
  made_at timestamp with time zone not null,
  due_on date not null,
  outcome text,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  constraint penalty_appeal_pkey primary key (id),
  constraint penalty_appeal_once unique (mark_id),
  constraint penalty_appeal_mark_id_fkey foreign key (mark_id) references booking.penalty_mark(id) on delete cascade,
  constraint penalty_appeal_answer_check check (answer ~ '\S' and length(answer) <= 300),
  constraint penalty_appeal_answered_whole check ((num_nonnulls(outcome, answer, answered_at) = any (array[0, 3])) and (answered_by is null or outcome is not null)),
  constraint penalty_appeal_outcome_check check (outcome = any (array['accepted', 'declined'])),
  constraint penalty_appeal_words_check check (words ~ '\S' and length(words) <= 1000)
);
create index penalty_appeal_waiting on booking.penalty_appeal using btree (due_on) where outcome is null;

create table booking.penalty_mark (
  id uuid not null,
  claim_id uuid,
  offer_id uuid,
  subject uuid not null,
  rule_id uuid not null,
  cause text not null,
  at timestamp with time zone not null,
  day date not null,
  org_path text not null,
  kind text not null,
  place_id uuid,
  made_by uuid,
  waived_at timestamp with time zone,
  waived_by uuid,
  waived_because text,
  reservation_id uuid,
  constraint penalty_mark_pkey primary key (id),
  constraint penalty_mark_once unique (subject, offer_id, cause),
  constraint penalty_mark_reservation_once unique (subject, reservation_id, cause),
  constraint penalty_mark_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint penalty_mark_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint penalty_mark_reservation_id_fkey foreign key (reservation_id) references booking.reservation(id),
  constraint penalty_mark_rule_id_fkey foreign key (rule_id) references booking.penalty_rule(id),
  constraint penalty_mark_cause_check check (cause = any (array['missed', 'late', 'late-cancel'])),
  constraint penalty_mark_of_one check ((claim_id is null) = (offer_id is null) and (claim_id is null) <> (reservation_id is null)),
  constraint penalty_mark_org_path_check check (org_path ~~ '%.'),
  constraint penalty_mark_waived_because_check check (waived_because ~ '\S' and length(waived_because) <= 300),
  constraint penalty_mark_waived_whole check ((waived_at is null) = (waived_because is null) and (waived_by is null or waived_at is not null))
);
create index penalty_mark_claim on booking.penalty_mark using btree (claim_id);
create index penalty_mark_day on booking.penalty_mark using btree (day, org_path);
create index penalty_mark_offer on booking.penalty_mark using btree (offer_id);
create index penalty_mark_reservation on booking.penalty_mark using btree (reservation_id) where reservation_id is not null;

create table booking.penalty_rule (
  id uuid not null,
  org_path text not null,
  only_for text,
  version integer not null,
  since date not null,
  basis text not null,
  terms jsonb,
  made_by uuid,
  made_at timestamp with time zone not null,
  constraint penalty_rule_pkey primary key (id),
  constraint penalty_rule_version unique nulls not distinct (org_path, only_for, version),
  constraint penalty_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint penalty_rule_kind_check check (only_for ~ '^[a-z-]{3,40}$'),
  constraint penalty_rule_not_backdated check (since >= ((made_at at time zone 'UTC')::date - 1)),
  constraint penalty_rule_org_path_check check (org_path ~~ '%.'),
  constraint penalty_rule_version_check check (version >= 1)
);

create table booking.pool (
  id uuid not null,
  offer_id uuid not null,
  channel text not null,
  quota integer not null,
  taken integer not null default 0,
  releases_at timestamp with time zone,
  open boolean not null default true,
  awaits_draw uuid,
  to_be_drawn boolean not null default false,
  constraint pool_pkey primary key (id),
  constraint pool_id_offer_id_key unique (id, offer_id),
  constraint pool_offer_id_channel_key unique (offer_id, channel),
  constraint pool_awaits_draw_fkey foreign key (awaits_draw) references booking.draw(id),
  constraint pool_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint pool_channel_check check (channel = any (array['online', 'counter', 'helper', 'organisation', 'walk-in'])),
  constraint pool_not_oversold check (taken >= 0 and taken <= quota),
  constraint pool_quota_check check (quota >= 0 and quota <= 1000000),
  constraint pool_untouched_before_draw check (awaits_draw is null and not to_be_drawn or taken = 0)
);

create table booking.reservation (
  id uuid not null,
  resource_id uuid not null,
  series_id uuid,
  subject uuid,
  organisation_id uuid,
  use_kind text,
  use_ref uuid,
  made_by uuid,
  during tstzrange not null,
  occupied tstzrange not null,
  purpose text not null,
  people integer,
  state text not null,
  approval text[] not null default '{}'::text[],
  approved smallint not null default 0,
  because text,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  checked_in_at timestamp with time zone,
  living boolean generated always as (state = any (array['requested', 'confirmed', 'checked-in', 'over', 'no-show'])) stored,
  seat boolean not null default false,
  away_until timestamp with time zone,
  times_away smallint not null default 0,
  use_org_path text,
  constraint reservation_pkey primary key (id),
  constraint reservation_takes unique (id, occupied, living),
  constraint reservation_one_seat exclude using gist (subject with =, during with &&) where (seat and living and subject is not null),
  constraint reservation_resource_id_fkey foreign key (resource_id) references booking.resource(id),
  constraint reservation_approval_check check (approval <@ array['house', 'above']),
  constraint reservation_approved check (approved >= 0 and case when state = 'requested' then approved < cardinality(approval) else approved <= cardinality(approval) end),
  constraint reservation_away check (away_until is null or state = 'checked-in'),
  constraint reservation_because_check check (length(because) <= 200),
  constraint reservation_during check (not isempty(during) and lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)),
  constraint reservation_in check (checked_in_at is null or (state = any (array['checked-in', 'over']))),
  constraint reservation_occupied check (occupied @> during and not upper_inc(occupied) and not lower_inf(occupied) and not upper_inf(occupied)),
  constraint reservation_of_one check (num_nonnulls(subject, organisation_id, use_ref) <= 1),
  constraint reservation_of_somebody check (num_nonnulls(subject, organisation_id, use_ref) = 1 or (state <> all (array['requested', 'confirmed', 'checked-in']))),
  constraint reservation_people_check check (people >= 1 and people <= 100000),
  constraint reservation_purpose_check check (purpose ~ '\S' and length(purpose) <= 200),
  constraint reservation_state_check check (state = any (array['requested', 'confirmed', 'checked-in', 'over', 'no-show', 'refused', 'cancelled', 'displaced', 'released'])),
  constraint reservation_use_kind_check check (use_kind ~ '^[a-z-]{3,40}$'),
  constraint reservation_use_named check ((use_kind is null) = (use_ref is null)),
  constraint reservation_use_org_path_check check (use_org_path ~~ '_%.'),
  constraint reservation_use_owned check (use_org_path is null or use_ref is not null)
);
create index reservation_away_due on booking.reservation using btree (away_until) where away_until is not null;
create index reservation_current on booking.reservation using btree (lower(during)) where state = any (array['requested', 'confirmed', 'checked-in']);
create index reservation_for_a_house on booking.reservation using btree (lower(during)) where organisation_id is not null or use_org_path is not null;
create index reservation_made_by on booking.reservation using btree (made_by) where made_by is not null;
create index reservation_of_organisation on booking.reservation using btree (organisation_id) where organisation_id is not null;
create index reservation_of_resource on booking.reservation using gist (resource_id, occupied);
create index reservation_of_series on booking.reservation using btree (series_id) where series_id is not null;
create index reservation_of_subject on booking.reservation using btree (subject, made_at desc) where subject is not null;
create index reservation_of_use on booking.reservation using btree (use_kind, use_ref) where use_ref is not null;
create index reservation_use_displaced on booking.reservation using btree (use_kind, lower(during)) where state = 'displaced' and use_ref is not null;

create table booking.reservation_answer (
  reservation_id uuid not null,
  step smallint not null,
  answered_by uuid not null,
  approved boolean not null,
  at timestamp with time zone not null,
  constraint reservation_answer_pkey primary key (reservation_id, step),
  constraint reservation_answer_each_another unique (reservation_id, answered_by),
  constraint reservation_answer_reservation_id_fkey foreign key (reservation_id) references booking.reservation(id)
);

create table booking.resource (
  id uuid not null,
  kind text not null,
  ref uuid not null,
  org_path text not null,
  place_id uuid,
  label text,
  rules jsonb not null,
  public boolean not null,
  retired_at timestamp with time zone,
  version integer not null default 1,
  demo boolean not null default false,
  constraint resource_pkey primary key (id),
  constraint resource_once unique (kind, ref),
  constraint resource_kind_check check (kind = any (array['space', 'thing', 'person', 'seat', 'booth'])),
  constraint resource_label_check check (label ~ '\S' and length(label) <= 100),
  constraint resource_named check ((kind = any (array['space', 'person'])) = (label is null)),
  constraint resource_org_path_check check (org_path ~~ '_%.'),
  constraint resource_person_is_not_public check (kind <> 'person' or not public)
);
create index resource_of_house on booking.resource using btree (org_path text_pattern_ops);
create index resource_of_place on booking.resource using btree (place_id) where place_id is not null;

create table booking.resource_cell (
  resource_id uuid not null,
  cell uuid not null,
  constraint resource_cell_pkey primary key (resource_id, cell),
  constraint resource_cell_cell_fkey foreign key (cell) references booking.resource(id),
  constraint resource_cell_resource_id_fkey foreign key (resource_id) references booking.resource(id)
);
create index resource_cell_in on booking.resource_cell using btree (cell);

create table booking.scan (
  id uuid not null,
  scanner_id uuid not null,
  offer_id uuid not null,
  claim_id uuid,
  way text not null,
  size integer not null,
  shown text not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  counted integer not null,
  trouble text,
  settled_by uuid,
  settled_at timestamp with time zone,
  settled_how text,
  unseen integer not null default 0,
  constraint scan_pkey primary key (id),
  constraint scan_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint scan_scanner_id_offer_id_fkey foreign key (scanner_id, offer_id) references booking.scanner_door(scanner_id, offer_id),
  constraint scan_check check (counted >= 0 and counted <= size),
  constraint scan_check1 check (counted = 0 or way = 'in'),
  constraint scan_check2 check (num_nonnulls(settled_by, settled_at, settled_how) = any (array[0, 3])),
  constraint scan_settled_how_check check (settled_how = any (array['counted', 'noted'])),
  constraint scan_shown_check check (shown = any (array['pass', 'document', 'list', 'nobody', 'back'])),
  constraint scan_size_check check (size >= 1 and size <= 9999),
  constraint scan_trouble_check check (trouble = any (array['twice', 'gone', 'uncounted', 'revoked', 'unseen'])),
  constraint scan_unseen_exit check (unseen >= 0 and unseen <= size and (unseen = 0 or way = 'out')),
  constraint scan_way_check check (way = any (array['in', 'out']))
);
create index scan_of_claim on booking.scan using btree (claim_id, at) where claim_id is not null;
create index scan_of_offer on booking.scan using btree (offer_id);
create index scan_to_settle on booking.scan using btree (offer_id) where trouble is not null and settled_at is null;

create table booking.scanner (
  id uuid not null,
  key_hash bytea not null,
  salt bytea not null,
  label text not null,
  org_path text not null,
  room integer,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  revoked_by uuid,
  revoked_at timestamp with time zone,
  constraint scanner_pkey primary key (id),
  constraint scanner_key_hash_key unique (key_hash),
  constraint scanner_check check (until > made_at),
  constraint scanner_check1 check ((revoked_at is null) = (revoked_by is null)),
  constraint scanner_key_hash_check check (octet_length(key_hash) = 32),
  constraint scanner_label_check check (label ~ '\S' and length(label) <= 40),
  constraint scanner_org_path_check check (org_path ~~ '_%.'),
  constraint scanner_room_check check (room >= 1 and room <= 99999),
  constraint scanner_salt_check check (octet_length(salt) = 16)
);

create table booking.scanner_door (
  scanner_id uuid not null,
  offer_id uuid not null,
  constraint scanner_door_pkey primary key (scanner_id, offer_id),
  constraint scanner_door_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint scanner_door_scanner_id_fkey foreign key (scanner_id) references booking.scanner(id)
);
create index scanner_door_of_offer on booking.scanner_door using btree (offer_id);

create table booking.seat_draft (
  id uuid not null,
  org_path text not null,
  place_id uuid not null,
  space_id uuid not null,
  plan jsonb not null,
  changed_at timestamp with time zone not null,
  constraint seat_draft_pkey primary key (id),
  constraint seat_draft_org_path_check check (org_path ~~ '_%.'),
  constraint seat_draft_plan_check check (jsonb_typeof(plan) = 'object')
);

create table booking.seat_plan (
  id uuid not null,
  org_path text not null,
  place_id uuid not null,
  space_id uuid not null,
  name text not null,
  version integer not null,
  plan jsonb not null,
  seats integer not null,
  made_at timestamp with time zone not null,
  constraint seat_plan_pkey primary key (id),
  constraint seat_plan_version unique (space_id, name, version),
  constraint seat_plan_name_check check (length(name) >= 1 and length(name) <= 80),
  constraint seat_plan_org_path_check check (org_path ~~ '_%.'),
  constraint seat_plan_plan_check check (jsonb_typeof(plan) = 'object'),
  constraint seat_plan_seats_check check (seats > 0),
  constraint seat_plan_version_check check (version > 0)
);
create index seat_plan_of_place on booking.seat_plan using btree (place_id);

create table booking.seat_spot (
  seat_id uuid not null,
  room_id uuid not null,
  at_row smallint not null,
  at_column smallint not null,
  constraint seat_spot_pkey primary key (seat_id),
  constraint seat_spot_one unique (room_id, at_row, at_column),
  constraint seat_spot_room_id_fkey foreign key (room_id) references booking.resource(id),
  constraint seat_spot_seat_id_fkey foreign key (seat_id) references booking.resource(id),
  constraint seat_spot_at_column_check check (at_column >= 1 and at_column <= 40),
  constraint seat_spot_at_row_check check (at_row >= 1 and at_row <= 40)
);

create table booking.seat_taken (
  offer_id uuid not null,
  seat_id text not null,
  channel text not null,
  claim_id uuid not null,
  constraint seat_taken_once primary key (offer_id, seat_id),
  constraint seat_taken_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint seat_taken_of_pool foreign key (offer_id, seat_id, channel) references booking.offer_seat(offer_id, seat_id, channel)
);
create index seat_taken_of_claim on booking.seat_taken using btree (claim_id);

create table booking.seating (
  offer_id uuid not null,
  plan_id uuid not null,
  constraint seating_pkey primary key (offer_id),
  constraint seating_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint seating_plan_id_fkey foreign key (plan_id) references booking.seat_plan(id)
);

create table booking.transfer (
  claim_id uuid not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint transfer_pkey primary key (claim_id),
  constraint transfer_code_hash_key unique (code_hash),
  constraint transfer_claim_id_fkey foreign key (claim_id) references booking.claim(id)
);

create table booking.waiting (
  id uuid not null,
  offer_id uuid not null,
  subject uuid,
  size integer not null,
  channels text[] not null,
  priority smallint not null default 0,
  made_at timestamp with time zone not null,
  seq bigint not null generated always as identity,
  state text not null,
  changed_at timestamp with time zone not null,
  claim_id uuid,
  passed_over text,
  wheelchairs integer not null default 0,
  constraint waiting_pkey primary key (id),
  constraint waiting_claim_id_key unique (claim_id),
  constraint waiting_claim_id_fkey foreign key (claim_id) references booking.claim(id),
  constraint waiting_offer_id_fkey foreign key (offer_id) references booking.offer(id),
  constraint waiting_channels_check check (cardinality(channels) > 0 and channels <@ array['online', 'counter', 'helper', 'organisation', 'walk-in']),
  constraint waiting_check check ((claim_id is not null) = (state = any (array['offered', 'taken', 'declined', 'lapsed']))),
  constraint waiting_check1 check (subject is not null or (state <> all (array['waiting', 'offered']))),
  constraint waiting_passed_over check (passed_over is null or state = 'waiting' and passed_over ~ '^[a-z.-]{3,60}$'),
  constraint waiting_priority_check check (priority = any (array[0, 1])),
  constraint waiting_size_check check (size >= 1 and size <= 9999),
  constraint waiting_state_check check (state = any (array['waiting', 'offered', 'taken', 'declined', 'lapsed', 'left', 'ended'])),
  constraint waiting_wheelchairs check (wheelchairs >= 0 and wheelchairs <= size and (wheelchairs = 0 or state = 'waiting'))
);
create index waiting_line on booking.waiting using btree (offer_id, priority desc, made_at, seq) where state = 'waiting';
create index waiting_of_subject on booking.waiting using btree (subject) where subject is not null;
create unique index waiting_once on booking.waiting using btree (offer_id, subject) where state = any (array['waiting', 'offered']);

CREATE OR REPLACE FUNCTION booking.draw_is_written_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what a draw has frozen or drawn is never changed';
end $function$;

CREATE OR REPLACE FUNCTION booking.house_rule_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a rule of a house is never changed: write a new version';
end $function$;

CREATE OR REPLACE FUNCTION booking.penalty_rule_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a rule about not coming is never changed: write a new version';
end $function$;

CREATE OR REPLACE FUNCTION booking.resource_cell_whole()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' and (exists (
       select from booking.resource_cell above where above.cell = new.resource_id and not exists (
         select from booking.resource_cell has where has.resource_id = above.resource_id and has.cell = new.cell)) or exists (
       select from booking.resource_cell its where its.resource_id = new.cell and not exists (
         select from booking.resource_cell has where has.resource_id = new.resource_id and has.cell = its.cell)))
     or tg_op = 'DELETE' and exists (
       select from booking.resource_cell part join booking.resource_cell its on its.resource_id = part.cell
        where part.resource_id = old.resource_id and its.cell = old.cell)
  then
    raise exception 'resource % does not take all of a part it takes', coalesce(new.resource_id, old.resource_id)
      using errcode = 'check_violation', constraint = 'resource_cell_whole';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION booking.seat_plan_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a seat plan is never changed: write a new version';
end $function$;

CREATE TRIGGER draw_frozen_once BEFORE DELETE OR UPDATE ON booking.draw_frozen FOR EACH ROW EXECUTE FUNCTION booking.draw_is_written_once();

CREATE TRIGGER draw_outcome_once BEFORE DELETE OR UPDATE ON booking.draw_outcome FOR EACH ROW EXECUTE FUNCTION booking.draw_is_written_once();

CREATE TRIGGER house_rule_append_only BEFORE DELETE OR UPDATE ON booking.house_rule FOR EACH ROW EXECUTE FUNCTION booking.house_rule_is_append_only();

CREATE TRIGGER penalty_rule_append_only BEFORE DELETE OR UPDATE ON booking.penalty_rule FOR EACH ROW EXECUTE FUNCTION booking.penalty_rule_is_append_only();

CREATE CONSTRAINT TRIGGER resource_cell_whole AFTER INSERT OR DELETE ON booking.resource_cell DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION booking.resource_cell_whole();

CREATE TRIGGER seat_plan_append_only BEFORE DELETE OR UPDATE ON booking.seat_plan FOR EACH ROW EXECUTE FUNCTION booking.seat_plan_is_append_only();
