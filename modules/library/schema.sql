-- Written by `npm run db:dump` from the migrated database, for review. Change migrations, not this file.

create schema library;

create table library.amnesty (
  id uuid not null,
  line uuid not null,
  version integer not null,
  organisation_id uuid not null,
  org_path text not null,
  first_day date not null,
  last_day date not null,
  repealed boolean not null,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint amnesty_pkey primary key (id),
  constraint amnesty_version unique (line, version),
  constraint amnesty_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint amnesty_org_path_check check (org_path ~~ '_%.'),
  constraint amnesty_span check (last_day >= first_day and last_day <= (first_day + 366)),
  constraint amnesty_version_check check (version > 0)
);
create index amnesty_organisation on library.amnesty using btree (org_path);

create table library.awaited (
  record_id bigint not null,
  look_at timestamp with time zone not null,
  constraint awaited_pkey primary key (record_id),
  constraint awaited_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade
);
create index awaited_next on library.awaited using btree (look_at);

create table library.bag (
  id uuid not null,
  place_id uuid not null,
  place_path text not null,
  subject uuid not null,
  day date not null,
  number smallint not null,
  kind text not null,
  bringer text not null default '',
  state text not null default 'open',
  demo boolean not null default false,
  constraint bag_pkey primary key (id),
  constraint bag_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint bag_bringer_check check (length(bringer) <= 60),
  constraint bag_kind_check check (kind = any (array['courier', 'homebound'])),
  constraint bag_number_check check (number >= 1 and number <= 999),
  constraint bag_place_path_check check (place_path ~~ '%.'),
  constraint bag_state_check check (state = any (array['open', 'packed', 'out', 'delivered', 'back']))
);
create unique index bag_number on library.bag using btree (place_id, day, number);
create unique index bag_one_open on library.bag using btree (subject, place_id, day) where state = 'open';
create index bag_reader on library.bag using btree (subject);

create table library.bag_line (
  item_id bigint not null,
  bag_id uuid not null,
  hold_id uuid,
  loan_id uuid,
  against jsonb,
  constraint bag_line_pkey primary key (item_id),
  constraint bag_line_bag_id_fkey foreign key (bag_id) references library.bag(id) on delete cascade,
  constraint bag_line_hold_id_fkey foreign key (hold_id) references library.hold(id) on delete cascade,
  constraint bag_line_item_id_fkey foreign key (item_id) references library.item(id),
  constraint bag_line_loan_id_fkey foreign key (loan_id) references library.loan(id) on delete cascade,
  constraint bag_line_against_check check (jsonb_typeof(against -> 'id') = 'string'),
  constraint bag_line_of check (num_nonnulls(hold_id, loan_id) = 1)
);
create index bag_line_bag on library.bag_line using btree (bag_id);
create index bag_line_hold on library.bag_line using btree (hold_id) where hold_id is not null;
create index bag_line_loan on library.bag_line using btree (loan_id) where loan_id is not null;

create table library.batch (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  file text not null,
  sha256 text not null,
  bytes bigint not null,
  profile jsonb not null,
  state text not null,
  stop_asked boolean not null default false,
  done_byte bigint not null default 0,
  done_record integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  alike integer not null default 0,
  items integer not null default 0,
  items_refused integer not null default 0,
  findings integer not null default 0,
  broken jsonb,
  began_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  records_gone integer not null default 0,
  records_restored integer not null default 0,
  constraint batch_pkey primary key (id),
  constraint batch_bytes_check check (bytes >= 0),
  constraint batch_done_byte_check check (done_byte >= 0),
  constraint batch_done_record_check check (done_record >= 0),
  constraint batch_file_check check (length(file) >= 1 and length(file) <= 200),
  constraint batch_org_path_check check (org_path ~~ '%.'),
  constraint batch_profile_check check (jsonb_typeof(profile) = 'object'),
  constraint batch_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint batch_state_check check (state = any (array['checking', 'checked', 'landing', 'landed', 'stopped', 'refused', 'undoing', 'undone', 'dropped']))
);
create index batch_path on library.batch using btree (org_path text_pattern_ops, began_at desc);

create table library.batch_step (
  id bigint not null generated always as identity,
  batch_id uuid not null,
  up_to integer not null,
  numbers integer[] not null,
  did text[] not null,
  record_ids bigint[] not null,
  titles text[] not null,
  constraint batch_step_pkey primary key (id),
  constraint batch_step_batch_id_fkey foreign key (batch_id) references library.batch(id) on delete cascade,
  constraint batch_step_did_check check (did <@ array['added', 'changed', 'unchanged']),
  constraint batch_step_lists check (cardinality(numbers) = cardinality(did) and cardinality(did) = cardinality(record_ids) and cardinality(did) = cardinality(titles))
);
create index batch_step_batch on library.batch_step using btree (batch_id, up_to);

create table library.believed (
  subject uuid not null,
  year smallint not null,
  times smallint not null,
  constraint believed_pkey primary key (subject, year),
  constraint believed_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint believed_times_check check (times > 0),
  constraint believed_year_check check (year >= 2000 and year <= 3000)
);

create table library.box (
  id uuid not null,
  code text not null,
  from_id uuid not null,
  from_path text not null,
  to_id uuid not null,
  to_path text not null,
  state text not null default 'packing',
  made_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  received_at timestamp with time zone,
  number bigint not null generated always as identity,
  copies integer not null default 0,
  demo boolean not null default false,
  constraint box_pkey primary key (id),
  constraint box_code_check check (length(code) >= 1 and length(code) <= 30),
  constraint box_copies_check check (copies >= 0 and copies <= 100000),
  constraint box_from_path_check check (from_path ~~ '%.'),
  constraint box_of_two check (from_id <> to_id),
  constraint box_received check ((state = 'received') = (received_at is not null)),
  constraint box_sent check ((state = 'packing') = (sent_at is null)),
  constraint box_state_check check (state = any (array['packing', 'sent', 'received'])),
  constraint box_to_path_check check (to_path ~~ '%.')
);
create unique index box_code on library.box using btree (code) where state <> 'received';
create index box_from on library.box using btree (from_path text_pattern_ops, made_at desc);
create index box_received on library.box using btree (received_at) where state = 'received';
create index box_to on library.box using btree (to_path text_pattern_ops, made_at desc);

create table library.box_finding (
  id bigint not null generated always as identity,
  box_id uuid not null,
  kind text not null,
  item_id bigint,
  barcode text not null,
  found_on date not null,
  settled_on date,
  how text,
  turned_up_id uuid,
  constraint box_finding_pkey primary key (id),
  constraint box_finding_box_id_fkey foreign key (box_id) references library.box(id) on delete cascade,
  constraint box_finding_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint box_finding_barcode_check check (length(barcode) >= 1 and length(barcode) <= 200),
  constraint box_finding_how_check check (how = any (array['turned-up', 'lost', 'noted'])),
  constraint box_finding_kind_check check (kind = any (array['missing', 'extra', 'elsewhere', 'unknown'])),
  constraint box_finding_known check ((kind = 'unknown') = (item_id is null)),
  constraint box_finding_lost check (how is distinct from 'lost' or kind = 'missing'),
  constraint box_finding_settled check ((settled_on is null) = (how is null))
);
create index box_finding_item on library.box_finding using btree (item_id) where settled_on is null;
create unique index box_finding_once on library.box_finding using btree (box_id, coalesce(item_id, 0::bigint), barcode);
create index box_finding_open on library.box_finding using btree (box_id) where settled_on is null;

create table library.budget (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  year smallint not null,
  name text not null,
  amount_fen bigint not null,
  made_at timestamp with time zone not null,
  approved_at timestamp with time zone,
  constraint budget_pkey primary key (id),
  constraint budget_once unique (organisation_id, year, name),
  constraint budget_amount_fen_check check (amount_fen >= 0 and amount_fen <= '100000000000'::bigint),
  constraint budget_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint budget_org_path_check check (org_path ~~ '%.'),
  constraint budget_year_check check (year >= 2000 and year <= 2100)
);
create index budget_path on library.budget using btree (org_path text_pattern_ops, year);

create table library.card (
  issuer_id uuid not null,
  number text not null,
  subject uuid not null,
  state text not null,
  made_on date not null,
  changed_on date not null,
  constraint card_pkey primary key (issuer_id, number),
  constraint card_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint card_number_check check (length(number) >= 1 and length(number) <= 60 and number !~ '[[:cntrl:]]'),
  constraint card_state_check check (state = any (array['active', 'alias', 'lost', 'ended']))
);
create index card_not_served on library.card using btree (changed_on desc, number) where state = any (array['lost', 'ended']);
create index card_number on library.card using btree (number);
create unique index card_one_active on library.card using btree (subject) where state = 'active';
create index card_reader on library.card using btree (subject);

create table library.cash_day (
  place_id uuid not null,
  on_day date not null,
  receipts integer not null default 0,
  expected_fen bigint,
  counted_fen bigint,
  difference text not null default '',
  closed_by uuid,
  constraint cash_day_pkey primary key (place_id, on_day),
  constraint cash_day_closed check ((closed_by is null) = (counted_fen is null) and (closed_by is null) = (expected_fen is null)),
  constraint cash_day_counted_fen_check check (counted_fen >= 0 and counted_fen <= '10000000000'::bigint),
  constraint cash_day_difference_check check (length(difference) <= 200),
  constraint cash_day_explained check (closed_by is null or counted_fen = expected_fen or difference <> ''),
  constraint cash_day_receipts_check check (receipts >= 0)
);

create table library.class_count (
  class text not null,
  records integer not null,
  counted_at timestamp with time zone not null,
  constraint class_count_pkey primary key (class),
  constraint class_count_class_check check (length(class) >= 1 and length(class) <= 3),
  constraint class_count_records_check check (records >= 0)
);

create table library.delivery_terms (
  organisation_id uuid not null,
  org_path text not null,
  courier boolean not null,
  categories text[] not null,
  homebound boolean not null,
  weekdays smallint[] not null,
  most smallint not null,
  fee_fen integer not null,
  keep_days smallint not null,
  set_at timestamp with time zone not null,
  constraint delivery_terms_pkey primary key (organisation_id),
  constraint delivery_terms_categories_check check (cardinality(categories) <= 20),
  constraint delivery_terms_fee_fen_check check (fee_fen >= 0 and fee_fen <= 100000),
  constraint delivery_terms_keep_days_check check (keep_days >= 7 and keep_days <= 730),
  constraint delivery_terms_most_check check (most >= 1 and most <= 50),
  constraint delivery_terms_org_path_check check (org_path ~~ '%.'),
  constraint delivery_terms_weekdays_check check (weekdays <@ array[1::smallint, 2::smallint, 3::smallint, 4::smallint, 5::smallint, 6::smallint, 7::smallint] and cardinality(weekdays) >= 1 and cardinality(weekdays) <= 7)
);
create unique index delivery_terms_path on library.delivery_terms using btree (org_path);

create table library.doorstep (
  subject uuid not null,
  contact_sealed bytea not null,
  homebound boolean not null default false,
  keep_until date not null,
  wishes_sealed bytea,
  books smallint,
  every_weeks smallint,
  next_on date,
  bringer text not null default '',
  constraint doorstep_pkey primary key (subject),
  constraint doorstep_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint doorstep_books_check check (books >= 1 and books <= 50),
  constraint doorstep_bringer_check check (length(bringer) <= 60),
  constraint doorstep_every_weeks_check check (every_weeks >= 1 and every_weeks <= 8),
  constraint doorstep_round check ((every_weeks is null) = (next_on is null))
);
create index doorstep_over on library.doorstep using btree (keep_until);
create index doorstep_round on library.doorstep using btree (next_on) where next_on is not null;

create table library.fee (
  id uuid not null,
  subject uuid not null,
  kind text not null,
  amount_fen integer not null,
  item_id bigint,
  owner_id uuid not null,
  place_id uuid not null,
  note text not null default '',
  made_on date not null,
  settled_on date,
  how text,
  reason text not null default '',
  receipt text not null default '',
  demo boolean not null default false,
  settlement_id uuid,
  refund_days smallint,
  refund_id uuid,
  constraint fee_pkey primary key (id),
  constraint fee_item_id_fkey foreign key (item_id) references library.item(id) on delete set null,
  constraint fee_refund_id_fkey foreign key (refund_id) references library.settlement(id),
  constraint fee_settlement_id_fkey foreign key (settlement_id) references library.settlement(id),
  constraint fee_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint fee_amount_fen_check check (amount_fen >= 1 and amount_fen <= 100000000),
  constraint fee_forgotten check (settled_on is null or item_id is null),
  constraint fee_how_check check (how = any (array['paid', 'waived', 'replaced', 'undone'])),
  constraint fee_kind_check check (kind = any (array['overdue', 'lost', 'damaged', 'card', 'courier'])),
  constraint fee_note_check check (length(note) <= 200),
  constraint fee_paper check (settlement_id is null or settled_on is not null),
  constraint fee_reason_check check (length(reason) <= 200),
  constraint fee_receipt_check check (length(receipt) <= 60),
  constraint fee_refund_days_check check (refund_days >= 1 and refund_days <= 3650),
  constraint fee_refunded check (refund_id is null or how = 'paid' and settlement_id is not null),
  constraint fee_settled check ((settled_on is null) = (how is null)),
  constraint fee_waived check (how is distinct from 'waived' or reason <> '')
);
create index fee_item on library.fee using btree (item_id) where item_id is not null;
create index fee_open on library.fee using btree (subject) where settled_on is null;
create index fee_place on library.fee using btree (place_id, settled_on);
create index fee_reader on library.fee using btree (subject, made_on desc);
create index fee_refund on library.fee using btree (refund_id) where refund_id is not null;
create index fee_settlement on library.fee using btree (settlement_id) where settlement_id is not null;

create table library.finding (
  id bigint not null generated always as identity,
  batch_id uuid not null,
  record_number integer not null,
  byte bigint not null,
  record_id bigint,
  field text,
  finding text not null,
  done text not null,
  data jsonb,
  settled_at timestamp with time zone,
  settled_how text,
  title text not null default '',
  constraint finding_pkey primary key (id),
  constraint finding_batch_id_fkey foreign key (batch_id) references library.batch(id) on delete cascade,
  constraint finding_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint finding_done_check check (done = any (array['kept', 'repaired', 'left-out', 'refused'])),
  constraint finding_settled check ((settled_at is null) = (settled_how is null)),
  constraint finding_settled_how_check check (settled_how = any (array['accepted', 'corrected', 'landed', 'dropped']))
);
create index finding_batch on library.finding using btree (batch_id, id);
create index finding_open on library.finding using btree (batch_id, finding, id) where settled_at is null;
create index finding_record on library.finding using btree (record_id) where record_id is not null;

create table library.floating_group (
  id uuid not null,
  org_path text not null,
  name text not null,
  types text[] not null default '{}'::text[],
  made_on date not null,
  ended_on date,
  constraint floating_group_pkey primary key (id),
  constraint floating_group_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint floating_group_org_path_check check (org_path ~~ '%.')
);

create table library.floating_place (
  group_id uuid not null,
  place_id uuid not null,
  shelf text not null default '',
  constraint floating_place_pkey primary key (group_id, place_id),
  constraint floating_place_group_id_fkey foreign key (group_id) references library.floating_group(id) on delete cascade,
  constraint floating_place_shelf_check check (length(shelf) <= 60)
);
create index floating_place_of on library.floating_place using btree (place_id);

create table library.guarantee (
  id uuid not null,
  subject uuid not null,
  way text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  amount_fen integer,
  guarantor uuid,
  reason text not null default '',
  ended_at timestamp with time zone,
  receipt text not null default '',
  back_receipt text not null default '',
  credit_check text not null default '',
  constraint guarantee_pkey primary key (id),
  constraint guarantee_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint guarantee_amount_fen_check check (amount_fen >= 0 and amount_fen <= 10000000),
  constraint guarantee_back_receipt_check check (length(back_receipt) <= 60),
  constraint guarantee_credit_check_check check (length(credit_check) <= 60),
  constraint guarantee_deposit check ((way = 'deposit') = (amount_fen is not null)),
  constraint guarantee_guarantor check ((way = 'guarantor') = (guarantor is not null)),
  constraint guarantee_not_oneself check (guarantor <> subject),
  constraint guarantee_reason_check check (length(reason) <= 300),
  constraint guarantee_reasoned check (way <> 'staff' or reason <> ''),
  constraint guarantee_receipt_check check (length(receipt) <= 60),
  constraint guarantee_way_check check (way = any (array['credit', 'deposit', 'guarantor', 'staff']))
);
create index guarantee_ending on library.guarantee using btree (until) where ended_at is null and until is not null;
create index guarantee_guarantor on library.guarantee using btree (guarantor) where guarantor is not null and ended_at is null;
create unique index guarantee_one_of_a_way on library.guarantee using btree (subject, way) where ended_at is null;

create table library.heading (
  record_id bigint not null,
  role text not null,
  key text not null,
  kind text not null,
  text text not null,
  constraint heading_pkey primary key (record_id, role, key),
  constraint heading_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint heading_key_check check (length(key) >= 1 and length(key) <= 400),
  constraint heading_role_check check (role = any (array['heading', 'variant', 'related']))
);
create index heading_key on library.heading using btree (key text_pattern_ops);

create table library.held_count (
  subject uuid not null,
  owner_path text not null,
  type text not null,
  loans integer not null,
  constraint held_count_pkey primary key (subject, owner_path, type),
  constraint held_count_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint held_count_loans_check check (loans >= 0)
);

create table library.hold (
  id uuid not null,
  subject uuid not null,
  record_id bigint not null,
  wanted_item_id bigint,
  pickup_id uuid not null,
  pickup_path text not null,
  category text not null,
  home_path text not null,
  rank smallint not null default 0,
  asked_at timestamp with time zone not null,
  frozen_until date,
  needed_by date,
  group_id uuid,
  state text not null default 'waiting',
  item_id bigint,
  wanted_at timestamp with time zone,
  wanted_place_id uuid,
  ready_on date,
  ready_until date,
  ready_days smallint not null default 7,
  slot text not null default '',
  demo boolean not null default false,
  asked_places uuid[] not null default '{}'::uuid[],
  wanted_until date,
  checked_on date,
  hopeless_since date,
  to_door boolean not null default false,
  constraint hold_pkey primary key (id),
  constraint hold_item_id_fkey foreign key (item_id) references library.item(id),
  constraint hold_record_id_fkey foreign key (record_id) references library.record(id),
  constraint hold_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint hold_wanted_item_id_fkey foreign key (wanted_item_id) references library.item(id),
  constraint hold_asked_few check (cardinality(asked_places) <= 100),
  constraint hold_copy check ((state = 'waiting') = (item_id is null)),
  constraint hold_pickup_path_check check (pickup_path ~~ '%.'),
  constraint hold_ready check ((state = 'ready') = (ready_on is not null)),
  constraint hold_ready_days_check check (ready_days >= 1 and ready_days <= 60),
  constraint hold_slot_check check (length(slot) <= 20),
  constraint hold_state_check check (state = any (array['waiting', 'wanted', 'travelling', 'ready'])),
  constraint hold_until check (ready_until is null or ready_on is not null),
  constraint hold_wanted check ((state = 'wanted') = (wanted_at is not null and wanted_place_id is not null))
);
create index hold_expiring on library.hold using btree (ready_until) where state = 'ready';
create index hold_group on library.hold using btree (group_id) where group_id is not null;
create index hold_hopeless on library.hold using btree (pickup_path text_pattern_ops, hopeless_since) where hopeless_since is not null;
create index hold_line on library.hold using btree (record_id, rank, asked_at, id) where state = any (array['waiting', 'wanted']);
create index hold_needed on library.hold using btree (needed_by) where needed_by is not null and (state = any (array['waiting', 'wanted']));
create unique index hold_of_item on library.hold using btree (item_id) where item_id is not null;
create index hold_of_wanted_item on library.hold using btree (wanted_item_id) where wanted_item_id is not null;
create unique index hold_once on library.hold using btree (subject, record_id, coalesce(wanted_item_id, 0::bigint));
create index hold_pull on library.hold using btree (wanted_place_id, wanted_at) where state = 'wanted';
create index hold_queue on library.hold using btree (record_id, rank, asked_at, id) where state = 'waiting';
create index hold_reader on library.hold using btree (subject);
create index hold_shelf on library.hold using btree (pickup_id, ready_until) where state = 'ready';
create index hold_to_door on library.hold using btree (pickup_id) where to_door;
create index hold_unchecked on library.hold using btree (checked_on nulls first) where state = 'waiting';
create index hold_wanted_item on library.hold using btree (wanted_item_id) where wanted_item_id is not null;
create index hold_wanted_until on library.hold using btree (wanted_until) where state = 'wanted';

create table library.hold_terms (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  since date not null,
  most smallint not null,
  pull_days smallint not null,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint hold_terms_pkey primary key (id),
  constraint hold_terms_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint hold_terms_most_check check (most >= 0 and most <= 200),
  constraint hold_terms_org_path_check check (org_path ~~ '_%.'),
  constraint hold_terms_pull_days_check check (pull_days >= 1 and pull_days <= 14)
);
create index hold_terms_of on library.hold_terms using btree (org_path, since desc, set_at desc);

create table library.holding (
  record_id bigint not null,
  place_id uuid not null,
  items integer not null,
  available integer not null,
  constraint holding_pkey primary key (record_id, place_id),
  constraint holding_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint holding_check check (available >= 0 and available <= items),
  constraint holding_items_check check (items >= 0)
);
create index holding_place on library.holding using btree (place_id, record_id desc);

create table library.item (
  id bigint not null generated always as identity,
  record_id bigint not null,
  owner_id uuid not null,
  org_path text not null,
  barcode text not null,
  place_id uuid,
  shelf text not null default '',
  call_number text not null default '',
  volume text not null default '',
  status text not null default 'available',
  price_fen integer,
  source text not null default '',
  acquired_on date,
  batch_id uuid,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  note text not null default '',
  type text not null default 'book',
  away text,
  constraint item_pkey primary key (id),
  constraint item_once unique (owner_id, barcode),
  constraint item_batch_id_fkey foreign key (batch_id) references library.batch(id),
  constraint item_record_id_fkey foreign key (record_id) references library.record(id),
  constraint item_away_check check (away = any (array['on-loan', 'in-transit', 'hold-shelf'])),
  constraint item_barcode_check check (length(barcode) >= 1 and length(barcode) <= 60 and barcode !~ '[[:cntrl:]]'),
  constraint item_call_number_check check (length(call_number) <= 100),
  constraint item_note_check check (length(note) <= 500),
  constraint item_org_path_check check (org_path ~~ '%.'),
  constraint item_price_fen_check check (price_fen >= 0 and price_fen <= 100000000),
  constraint item_shelf_check check (length(shelf) <= 60),
  constraint item_source_check check (length(source) <= 200),
  constraint item_status_check check (status = any (array['available', 'in-process', 'reference', 'on-loan', 'in-transit', 'missing', 'lost', 'damaged', 'withdrawn'])),
  constraint item_type_check check (type ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint item_version_check check (version > 0),
  constraint item_volume_check check (length(volume) <= 60)
);
create index item_acquired on library.item using btree (acquired_on desc) where acquired_on is not null;
create index item_barcode on library.item using btree (barcode);
create index item_batch on library.item using btree (batch_id) where batch_id is not null;
create index item_made on library.item using btree (owner_id, id) where batch_id is null;
create index item_nowhere on library.item using btree (org_path text_pattern_ops, id) where place_id is null;
create index item_place on library.item using btree (place_id, shelf, call_number);
create index item_record on library.item using btree (record_id);

create table library.item_version (
  item_id bigint not null,
  version integer not null,
  was jsonb not null,
  batch_id uuid,
  why text not null default '',
  ended_at timestamp with time zone not null,
  constraint item_version_pkey primary key (item_id, version),
  constraint item_version_batch_id_fkey foreign key (batch_id) references library.batch(id),
  constraint item_version_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint item_version_was_check check (jsonb_typeof(was) = 'object'),
  constraint item_version_why_check check (length(why) <= 60)
);
create index item_version_batch on library.item_version using btree (batch_id) where batch_id is not null;

create table library.kept_book (
  subject uuid not null,
  record_id bigint not null,
  kept_at timestamp with time zone not null,
  constraint kept_book_pkey primary key (subject, record_id),
  constraint kept_book_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade
);
create index kept_book_record on library.kept_book using btree (record_id);

create table library.left_on_shelf (
  item_id bigint not null,
  place_id uuid not null,
  slot text not null default '',
  since date not null,
  constraint left_on_shelf_pkey primary key (item_id),
  constraint left_on_shelf_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint left_on_shelf_slot_check check (length(slot) <= 20)
);
create index left_on_shelf_place on library.left_on_shelf using btree (place_id, since);

create table library.likeness (
  record_id bigint not null,
  like_id bigint not null,
  why text not null,
  batch_id uuid,
  found_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_how text,
  constraint likeness_pkey primary key (record_id, like_id),
  constraint likeness_like_id_fkey foreign key (like_id) references library.record(id) on delete cascade,
  constraint likeness_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint likeness_in_order check (record_id > like_id),
  constraint likeness_settled check ((settled_at is null) = (settled_how is null)),
  constraint likeness_settled_how_check check (settled_how = any (array['merged', 'apart'])),
  constraint likeness_why_check check (why = any (array['number', 'isbn', 'title']))
);
create index likeness_like on library.likeness using btree (like_id);
create index likeness_open on library.likeness using btree (found_at) where settled_at is null;

create table library.list_entry (
  list_id uuid not null,
  at smallint not null,
  record_id bigint,
  title text not null,
  words text not null default '',
  constraint list_entry_pkey primary key (list_id, at),
  constraint list_entry_list_id_fkey foreign key (list_id) references library.reading_list(id) on delete cascade,
  constraint list_entry_record_id_fkey foreign key (record_id) references library.record(id) on delete set null,
  constraint list_entry_at_check check (at >= 1 and at <= 200),
  constraint list_entry_words_check check (length(words) <= 300)
);
create unique index list_entry_once on library.list_entry using btree (list_id, record_id);
create index list_entry_record on library.list_entry using btree (record_id);

create table library.loan (
  id uuid not null,
  item_id bigint not null,
  record_id bigint not null,
  owner_id uuid not null,
  owner_path text not null,
  type text not null,
  subject uuid not null,
  carried_by uuid,
  place_id uuid not null,
  place_path text not null,
  lent_at timestamp with time zone not null,
  due_on date not null,
  category text not null,
  guarantee text not null,
  rule_id uuid not null,
  renewals smallint not null default 0,
  renewed_on date,
  recalled_on date,
  claimed_on date,
  lost_on date,
  channel text not null,
  demo boolean not null default false,
  claim_checks smallint not null default 0,
  checked_on date,
  ended_holds jsonb,
  constraint loan_pkey primary key (id),
  constraint loan_item_id_fkey foreign key (item_id) references library.item(id),
  constraint loan_record_id_fkey foreign key (record_id) references library.record(id),
  constraint loan_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint loan_channel_check check (length(channel) <= 20),
  constraint loan_claim_checks_check check (claim_checks >= 0 and claim_checks <= 99),
  constraint loan_guarantee_check check (guarantee = any (array['none', 'credit', 'deposit', 'guarantor', 'staff'])),
  constraint loan_owner_path_check check (owner_path ~~ '%.'),
  constraint loan_place_path_check check (place_path ~~ '%.'),
  constraint loan_renewals_check check (renewals >= 0)
);
create index loan_claimed on library.loan using btree (claimed_on) where claimed_on is not null;
create index loan_due on library.loan using btree (due_on);
create index loan_lost on library.loan using btree (lost_on) where lost_on is not null;
create unique index loan_of_item on library.loan using btree (item_id);
create index loan_owner on library.loan using btree (owner_path text_pattern_ops, due_on);
create index loan_place on library.loan using btree (place_id, lent_at desc);
create index loan_reader on library.loan using btree (subject, due_on);
create index loan_record on library.loan using btree (record_id);

create table library.loan_limit (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  owner_path text,
  types text[],
  categories text[],
  guarantees text[],
  home_path text,
  version integer not null,
  most integer,
  since date not null,
  until date,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint loan_limit_pkey primary key (id),
  constraint loan_limit_version unique nulls not distinct (org_path, owner_path, types, categories, guarantees, home_path, version),
  constraint loan_limit_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint loan_limit_categories_check check (cardinality(categories) >= 1 and cardinality(categories) <= 20),
  constraint loan_limit_guarantees_check check (guarantees <@ array['none', 'credit', 'deposit', 'guarantor', 'staff'] and cardinality(guarantees) > 0),
  constraint loan_limit_home_path_check check (home_path ~~ '_%.'),
  constraint loan_limit_most_check check (most >= 0 and most <= 9999),
  constraint loan_limit_of_own check (starts_with(coalesce(owner_path, home_path, ''), org_path)),
  constraint loan_limit_org_path_check check (org_path ~~ '_%.'),
  constraint loan_limit_span check (until >= since),
  constraint loan_limit_types_check check (cardinality(types) >= 1 and cardinality(types) <= 20),
  constraint loan_limit_version_check check (version > 0)
);

create table library.loan_rule (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  owner_path text not null,
  place_id uuid,
  shelf text,
  type text,
  category text,
  guarantee text,
  home_path text,
  lent_at_path text,
  version integer not null,
  terms jsonb,
  since date not null,
  until date,
  basis text not null,
  set_at timestamp with time zone not null,
  constraint loan_rule_pkey primary key (id),
  constraint loan_rule_version unique nulls not distinct (org_path, owner_path, place_id, shelf, type, category, guarantee, home_path, lent_at_path, version),
  constraint loan_rule_basis_check check (basis ~ '\S' and length(basis) <= 300),
  constraint loan_rule_category_check check (category ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint loan_rule_guarantee_check check (guarantee = any (array['none', 'credit', 'deposit', 'guarantor', 'staff'])),
  constraint loan_rule_home_path_check check (home_path ~~ '_%.'),
  constraint loan_rule_lent_at_path_check check (lent_at_path ~~ '_%.'),
  constraint loan_rule_of_own check (starts_with(owner_path, org_path)),
  constraint loan_rule_org_path_check check (org_path ~~ '_%.'),
  constraint loan_rule_shelf_check check (length(shelf) >= 1 and length(shelf) <= 60),
  constraint loan_rule_shelf_of_place check (shelf is null or place_id is not null),
  constraint loan_rule_span check (until >= since),
  constraint loan_rule_type_check check (type ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint loan_rule_version_check check (version > 0)
);

create table library.merge (
  id uuid not null,
  kept_id bigint not null,
  merged_id bigint not null,
  items bigint[] not null,
  followers bigint[] not null,
  state_was text not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint merge_pkey primary key (id),
  constraint merge_kept_id_fkey foreign key (kept_id) references library.record(id) on delete cascade,
  constraint merge_merged_id_fkey foreign key (merged_id) references library.record(id) on delete cascade,
  constraint merge_of_two check (kept_id <> merged_id),
  constraint merge_state_was_check check (state_was = any (array['standing', 'hidden']))
);
create index merge_kept on library.merge using btree (kept_id);
create unique index merge_once on library.merge using btree (merged_id) where undone_at is null;

create table library.network_member (
  organisation_id uuid not null,
  path text not null,
  is_centre boolean not null default false,
  joined_on date not null,
  left_on date,
  constraint network_member_pkey primary key (organisation_id),
  constraint network_member_left check (left_on >= joined_on),
  constraint network_member_path_check check (path ~~ '%.')
);

create table library.network_terms (
  id bigint not null generated always as identity,
  days_on_way smallint not null,
  since date not null,
  constraint network_terms_pkey primary key (id),
  constraint network_terms_days_on_way_check check (days_on_way >= 1 and days_on_way <= 90)
);

create table library.not_there (
  item_id bigint not null,
  looked_on date not null,
  constraint not_there_pkey primary key (item_id),
  constraint not_there_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade
);

create table library.offline_step (
  id uuid not null,
  place_id uuid not null,
  place_path text not null,
  device uuid not null,
  nth integer not null,
  made_by uuid not null,
  sent_by uuid not null,
  kind text not null,
  card text,
  barcode text,
  issuer_id uuid,
  owner_id uuid,
  at timestamp with time zone not null,
  doubtful boolean not null,
  state text not null default 'waiting',
  rules text[] not null default '{}'::text[],
  loan_id uuid,
  due_on date,
  goes jsonb,
  tries smallint not null default 0,
  settled_on date,
  constraint offline_step_pkey primary key (id),
  constraint offline_forgotten check (settled_on is null or card is null),
  constraint offline_loan_alone check (loan_id is null or card is null and barcode is null),
  constraint offline_settled check ((state = any (array['done', 'closed'])) = (settled_on is not null)),
  constraint offline_step_barcode_check check (length(barcode) >= 1 and length(barcode) <= 100),
  constraint offline_step_card_check check (length(card) >= 1 and length(card) <= 60),
  constraint offline_step_kind_check check (kind = any (array['lend', 'return'])),
  constraint offline_step_nth_check check (nth >= 0),
  constraint offline_step_place_path_check check (place_path ~~ '%.'),
  constraint offline_step_state_check check (state = any (array['waiting', 'open', 'done', 'closed']))
);
create index offline_device on library.offline_step using btree (device, nth);
create index offline_open on library.offline_step using btree (place_id, at) where state = 'open';
create index offline_place on library.offline_step using btree (place_id, settled_on desc) where settled_on is not null;
create index offline_settled_day on library.offline_step using btree (settled_on) where settled_on is not null;
create index offline_waiting on library.offline_step using btree (at, device, nth) where state = 'waiting';

create table library.order_line (
  id bigint not null generated always as identity,
  purchase_id uuid not null,
  place_id uuid not null,
  record_id bigint,
  title text not null,
  author text not null default '',
  isbn text,
  publisher text not null default '',
  copies smallint not null,
  received smallint not null default 0,
  price_fen integer not null,
  pays smallint not null,
  unit_fen integer not null generated always as (round((price_fen * pays)::numeric / 100.0)) stored,
  paid_fen bigint not null default 0,
  wish_id uuid,
  constraint order_line_pkey primary key (id),
  constraint order_line_purchase_id_fkey foreign key (purchase_id) references library.purchase(id) on delete cascade,
  constraint order_line_record_id_fkey foreign key (record_id) references library.record(id),
  constraint order_line_wish_id_fkey foreign key (wish_id) references library.wish(id),
  constraint order_line_author_check check (length(author) <= 200),
  constraint order_line_copies_check check (copies >= 1 and copies <= 500),
  constraint order_line_isbn_check check (isbn ~ '^97[89][0-9]{10}$'),
  constraint order_line_paid_fen_check check (paid_fen >= 0),
  constraint order_line_pays_check check (pays >= 0 and pays <= 100),
  constraint order_line_price_fen_check check (price_fen >= 0 and price_fen <= 100000000),
  constraint order_line_publisher_check check (length(publisher) <= 200),
  constraint order_line_received check (received >= 0 and received <= copies),
  constraint order_line_title_check check (length(title) >= 1 and length(title) <= 300)
);
create index order_line_of on library.order_line using btree (purchase_id);
create index order_line_record on library.order_line using btree (record_id) where record_id is not null;
create index order_line_wish on library.order_line using btree (wish_id) where wish_id is not null;

create table library.past_loan (
  id bigint not null generated always as identity,
  item_id bigint not null,
  record_id bigint not null,
  owner_id uuid not null,
  lent_on date not null,
  returned_on date not null,
  place_id uuid not null,
  returned_place_id uuid not null,
  category text not null,
  guarantee text not null,
  renewals smallint not null,
  late_days smallint not null,
  how text not null,
  demo boolean not null default false,
  counted_on date not null default current_date,
  constraint past_loan_pkey primary key (id),
  constraint past_loan_how_check check (how = any (array['returned', 'lost', 'undone'])),
  constraint past_loan_late_days_check check (late_days >= 0)
);
create index past_loan_counted on library.past_loan using btree (counted_on) include (owner_id, place_id, returned_place_id, how, demo);
create index past_loan_day on library.past_loan using btree (returned_on, owner_id);
create index past_loan_item on library.past_loan using btree (item_id, lent_on desc);
create index past_loan_record on library.past_loan using btree (record_id, lent_on desc);

create table library.profile (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  name text not null,
  content jsonb not null,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  dropped_at timestamp with time zone,
  constraint profile_pkey primary key (id),
  constraint profile_content_check check (jsonb_typeof(content) = 'object'),
  constraint profile_name_check check (length(name) >= 1 and length(name) <= 60 and name ~ '\S'),
  constraint profile_org_path_check check (org_path ~~ '%.'),
  constraint profile_version_check check (version > 0)
);
create unique index profile_once on library.profile using btree (organisation_id, name) where dropped_at is null;
create index profile_path on library.profile using btree (org_path text_pattern_ops);

create table library.profile_version (
  profile_id uuid not null,
  version integer not null,
  content jsonb not null,
  ended_at timestamp with time zone not null,
  constraint profile_version_pkey primary key (profile_id, version),
  constraint profile_version_profile_id_fkey foreign key (profile_id) references library.profile(id) on delete cascade
);

create table library.proxy (
  id uuid not null,
  subject uuid not null,
  agent uuid not null,
  kind text not null,
  since date not null,
  until date,
  ended_on date,
  constraint proxy_pkey primary key (id),
  constraint proxy_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint proxy_ends check (kind = 'contact' or until is not null),
  constraint proxy_kind_check check (kind = any (array['proxy', 'contact'])),
  constraint proxy_not_oneself check (agent <> subject)
);
create index proxy_agent on library.proxy using btree (agent) where ended_on is null;
create unique index proxy_once on library.proxy using btree (subject, agent) where ended_on is null;

create table library.purchase (
  id uuid not null,
  number text not null,
  organisation_id uuid not null,
  org_path text not null,
  kind text not null,
  supplier_id uuid,
  budget_id uuid,
  state text not null default 'draft',
  due_on date,
  note text not null default '',
  claims smallint not null default 0,
  claimed_at timestamp with time zone,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint purchase_pkey primary key (id),
  constraint purchase_number unique (organisation_id, number),
  constraint purchase_budget_id_fkey foreign key (budget_id) references library.budget(id),
  constraint purchase_supplier_id_fkey foreign key (supplier_id) references library.supplier(id),
  constraint purchase_ended check ((state = any (array['closed', 'cancelled'])) = (ended_at is not null)),
  constraint purchase_kind_check check (kind = any (array['purchase', 'gift'])),
  constraint purchase_note_check check (length(note) <= 500),
  constraint purchase_number_check check (length(number) >= 1 and length(number) <= 40),
  constraint purchase_org_path_check check (org_path ~~ '%.'),
  constraint purchase_paid_from check ((kind = 'purchase') = (budget_id is not null) and (kind = 'gift' or supplier_id is not null)),
  constraint purchase_state_check check (state = any (array['draft', 'sent', 'partly-arrived', 'closed', 'cancelled']))
);
create index purchase_budget on library.purchase using btree (budget_id) where budget_id is not null;
create index purchase_path on library.purchase using btree (org_path text_pattern_ops, state);

create table library.reader (
  subject uuid not null,
  kind text not null,
  name text not null default '',
  category text not null,
  home_id uuid not null,
  home_path text not null,
  valid_until date,
  suspended_until date,
  blocked text not null default '',
  keeps_history boolean not null default false,
  loans integer not null default 0,
  holds integer not null default 0,
  owes_fen bigint not null default 0,
  version integer not null default 1,
  joined_on date not null,
  ended_on date,
  constraint reader_pkey primary key (subject),
  constraint reader_blocked_check check (length(blocked) <= 200),
  constraint reader_category_check check (category ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint reader_ended check (ended_on is null or loans = 0 and holds = 0 and owes_fen = 0),
  constraint reader_holds_check check (holds >= 0),
  constraint reader_home_path_check check (home_path ~~ '%.'),
  constraint reader_kind_check check (kind = any (array['person', 'group'])),
  constraint reader_loans_check check (loans >= 0),
  constraint reader_name_check check (length(name) <= 60),
  constraint reader_named check ((kind = 'group') = (name <> '')),
  constraint reader_owes_fen_check check (owes_fen >= 0),
  constraint reader_version_check check (version > 0)
);
create index reader_blocked on library.reader using btree (home_path text_pattern_ops) where blocked <> '';
create index reader_expiring on library.reader using btree (valid_until) where ended_on is null;
create index reader_home on library.reader using btree (home_path text_pattern_ops, joined_on desc);
create index reader_suspended on library.reader using btree (suspended_until) where suspended_until is not null;

create table library.reader_code (
  subject uuid not null,
  opens text not null,
  code_hash bytea not null,
  until date,
  expires_at timestamp with time zone not null,
  constraint reader_code_pkey primary key (subject, opens),
  constraint reader_code_code_hash_key unique (code_hash),
  constraint reader_code_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint reader_code_opens_check check (opens = any (array['proxy', 'guarantee'])),
  constraint reader_code_proxy_ends check (opens <> 'proxy' or until is not null)
);
create index reader_code_expires on library.reader_code using btree (expires_at);

create table library.reader_talk (
  id uuid not null,
  subject uuid not null,
  place_id uuid not null,
  rule text not null,
  made_on date not null,
  constraint reader_talk_pkey primary key (id),
  constraint reader_talk_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade,
  constraint reader_talk_rule_check check (length(rule) >= 1 and length(rule) <= 40)
);
create unique index reader_talk_once on library.reader_talk using btree (subject, rule);
create index reader_talk_place on library.reader_talk using btree (place_id, made_on);

create table library.reader_terms (
  org_path text not null,
  organisation_id uuid not null,
  level smallint not null,
  child_under smallint not null,
  child_category text not null,
  adult_category text not null,
  valid_months smallint,
  credit_check text not null,
  deposit_fen integer not null,
  guarantees_most smallint not null,
  set_at timestamp with time zone not null,
  constraint reader_terms_pkey primary key (org_path),
  constraint reader_terms_adult_category_check check (adult_category ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint reader_terms_child_category_check check (child_category ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint reader_terms_child_under_check check (child_under >= 0 and child_under <= 18),
  constraint reader_terms_credit_check_check check (length(credit_check) >= 1 and length(credit_check) <= 60),
  constraint reader_terms_deposit_fen_check check (deposit_fen >= 0 and deposit_fen <= 10000000),
  constraint reader_terms_guarantees_most_check check (guarantees_most >= 0 and guarantees_most <= 20),
  constraint reader_terms_level_check check (level >= 0 and level <= 3),
  constraint reader_terms_org_path_check check (org_path ~~ '_%.'),
  constraint reader_terms_valid_months_check check (valid_months >= 1 and valid_months <= 600)
);

create table library.reading (
  subject uuid not null,
  record_id bigint not null,
  lent_on date not null,
  returned_on date not null,
  constraint reading_pkey primary key (subject, record_id, lent_on),
  constraint reading_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint reading_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete cascade
);

create table library.reading_list (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  title text not null,
  about text not null default '',
  audience text not null default '',
  from_day date,
  until_day date,
  translations jsonb not null default '{}'::jsonb,
  state text not null default 'draft',
  published_at timestamp with time zone,
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  cover uuid,
  cover_alt text,
  constraint reading_list_pkey primary key (id),
  constraint reading_list_cover_key unique (cover),
  constraint reading_list_about_check check (length(about) <= 2000),
  constraint reading_list_audience_check check (length(audience) <= 100),
  constraint reading_list_cover_alt_check check (length(cover_alt) >= 1 and length(cover_alt) <= 200 and cover_alt ~ '\S'),
  constraint reading_list_cover_said check ((cover is null) = (cover_alt is null)),
  constraint reading_list_days_in_order check (until_day >= from_day),
  constraint reading_list_org_path_check check (org_path ~~ '%.'),
  constraint reading_list_state_check check (state = any (array['draft', 'submitted', 'checked', 'approved', 'published', 'withdrawn'])),
  constraint reading_list_title_check check (length(title) >= 1 and length(title) <= 100 and title ~ '\S'),
  constraint reading_list_translations_check check (jsonb_typeof(translations) = 'object'),
  constraint reading_list_version_check check (version > 0)
);
create index reading_list_path on library.reading_list using btree (org_path text_pattern_ops, changed_at desc);
create index reading_list_public on library.reading_list using btree (published_at desc) where state = 'published';

create table library.record (
  id bigint not null generated always as identity,
  kind text not null,
  flavour text not null,
  control_key text,
  batch_id uuid,
  batch_number integer,
  original bytea not null,
  original_form text not null,
  original_charset text,
  content text,
  state text not null default 'standing',
  merged_into bigint,
  work_id bigint,
  work_said boolean not null default false,
  title text not null,
  title_key text not null,
  names text not null default '',
  publisher text not null default '',
  year smallint,
  language text not null default '',
  form text not null default 'other',
  audience text not null default 'any',
  class_number text not null default '',
  version integer not null default 1,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  org_path text,
  came_from text not null default '',
  constraint record_pkey primary key (id),
  constraint record_merged_into_fkey foreign key (merged_into) references library.record(id),
  constraint record_work_id_fkey foreign key (work_id) references library.work(id),
  constraint record_came_from_check check (length(came_from) <= 200),
  constraint record_control_key_check check (length(control_key) >= 1 and length(control_key) <= 200),
  constraint record_flavour_check check (flavour = any (array['marc21', 'unimarc'])),
  constraint record_kind_check check (kind = any (array['bibliographic', 'authority'])),
  constraint record_merged check ((state = 'merged') = (merged_into is not null)),
  constraint record_not_its_own check (merged_into <> id),
  constraint record_org_path_check check (org_path ~~ '%.'),
  constraint record_original_form_check check (original_form = any (array['iso2709', 'marcxml', 'marc-in-json'])),
  constraint record_state_check check (state = any (array['standing', 'hidden', 'merged', 'withdrawn'])),
  constraint record_version_check check (version > 0)
);
create index record_batch on library.record using btree (batch_id, batch_number);
create index record_class on library.record using btree (class_number text_pattern_ops, id desc) where class_number <> '';
create index record_control on library.record using btree (control_key) where control_key is not null;
create index record_desk on library.record using btree (made_at) where org_path is not null;
create index record_heading on library.record using btree (title_key text_pattern_ops) where kind = 'authority' and state = 'standing';
create index record_parts on library.record using btree (merged_into) where merged_into is not null;
create index record_title on library.record using btree (title_key, id desc);
create index record_work on library.record using btree (work_id, id desc) include (state, year);

create table library.record_number (
  record_id bigint not null,
  kind text not null,
  number text not null,
  constraint record_number_pkey primary key (number, record_id),
  constraint record_number_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint record_number_kind_check check (kind = any (array['isbn', 'issn']))
);
create index record_number_of on library.record_number using btree (record_id);

create table library.record_version (
  record_id bigint not null,
  version integer not null,
  content text,
  original bytea,
  batch_id uuid,
  reason text not null default '',
  ended_at timestamp with time zone not null,
  flavour text,
  original_form text,
  original_charset text,
  did text not null default 'changed',
  constraint record_version_pkey primary key (record_id, version),
  constraint record_version_batch_id_fkey foreign key (batch_id) references library.batch(id),
  constraint record_version_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint record_version_did_check check (did = any (array['changed', 'edited', 'withdrawn', 'restored', 'went-back'])),
  constraint record_version_reason_check check (length(reason) <= 500)
);
create index record_version_batch on library.record_version using btree (batch_id, record_id) where batch_id is not null;
create index record_version_desk on library.record_version using btree (ended_at) where batch_id is null;

create table library.refused_record (
  batch_id uuid not null,
  record_number integer not null,
  byte bigint not null,
  source bytea not null,
  constraint refused_record_pkey primary key (batch_id, record_number, byte),
  constraint refused_record_batch_id_fkey foreign key (batch_id) references library.batch(id) on delete cascade
);

create table library.rotation (
  id uuid not null,
  from_id uuid not null,
  from_path text not null,
  to_id uuid not null,
  to_path text not null,
  to_shelf text not null default '',
  rule jsonb not null,
  state text not null default 'proposed',
  made_on date not null,
  ended_on date,
  constraint rotation_pkey primary key (id),
  constraint rotation_ended check ((state = 'ended') = (ended_on is not null)),
  constraint rotation_from_path_check check (from_path ~~ '%.'),
  constraint rotation_of_two check (from_id <> to_id),
  constraint rotation_rule_check check (jsonb_typeof(rule) = 'object'),
  constraint rotation_state_check check (state = any (array['proposed', 'pulling', 'ended'])),
  constraint rotation_to_path_check check (to_path ~~ '%.'),
  constraint rotation_to_shelf_check check (length(to_shelf) <= 60)
);
create index rotation_from on library.rotation using btree (from_path text_pattern_ops, made_on desc);
create index rotation_to on library.rotation using btree (to_path text_pattern_ops, made_on desc);

create table library.rotation_item (
  rotation_id uuid not null,
  item_id bigint not null,
  state text not null default 'proposed',
  live boolean not null default true,
  constraint rotation_item_pkey primary key (rotation_id, item_id),
  constraint rotation_item_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint rotation_item_rotation_id_fkey foreign key (rotation_id) references library.rotation(id) on delete cascade,
  constraint rotation_item_live check (not live or state <> 'kept'),
  constraint rotation_item_state_check check (state = any (array['proposed', 'kept', 'going', 'there']))
);
create unique index rotation_item_once on library.rotation_item using btree (item_id) where live;

create table library.rule_book (
  is_only boolean not null default true,
  version uuid not null,
  constraint rule_book_pkey primary key (is_only),
  constraint rule_book_is_only_check check (is_only)
);

create table library.said_lent (
  item_id bigint not null,
  said_on date not null,
  constraint said_lent_pkey primary key (item_id),
  constraint said_lent_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade
);

create table library.search_row (
  segment integer not null,
  record_id bigint not null,
  title tsvector not null,
  words tsvector not null,
  year smallint,
  language text not null,
  form text not null,
  audience text not null,
  class text not null,
  constraint search_row_pkey primary key (segment, record_id),
  constraint search_row_segment check (segment = (record_id >> 16))
) partition by list (segment);
create index search_title on only library.search_row using gin (title);
create index search_words on only library.search_row using gin (words);

create table library.serial_issue (
  subscription_id uuid not null,
  year smallint not null,
  number integer not null,
  volume integer,
  whole integer,
  due_on date not null,
  state text not null,
  arrived_on date,
  claimed_at timestamp with time zone,
  item_id bigint,
  constraint serial_issue_pkey primary key (subscription_id, year, number),
  constraint serial_issue_item_id_fkey foreign key (item_id) references library.item(id) on delete set null,
  constraint serial_issue_subscription_id_fkey foreign key (subscription_id) references library.subscription(id) on delete cascade,
  constraint serial_issue_arrived check ((state = 'arrived') = (arrived_on is not null)),
  constraint serial_issue_bound check (item_id is null or state = 'arrived'),
  constraint serial_issue_number_check check (number > 0),
  constraint serial_issue_state_check check (state = any (array['arrived', 'claimed', 'missing']))
);
create index serial_issue_item on library.serial_issue using btree (item_id) where item_id is not null;

create table library.set (
  id uuid not null,
  owner_id uuid not null,
  org_path text not null,
  place_id uuid not null,
  barcode text not null,
  name text not null,
  note text not null default '',
  made_on date not null,
  ended_on date,
  constraint set_pkey primary key (id),
  constraint set_barcode_check check (length(barcode) >= 1 and length(barcode) <= 60 and barcode !~ '[[:cntrl:]]'),
  constraint set_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint set_note_check check (length(note) <= 300),
  constraint set_org_path_check check (org_path ~~ '%.')
);
create unique index set_barcode on library.set using btree (owner_id, barcode) where ended_on is null;
create index set_path on library.set using btree (org_path text_pattern_ops);

create table library.set_booking (
  id uuid not null,
  set_id uuid not null,
  subject uuid not null,
  span daterange not null,
  note text not null default '',
  constraint set_booking_pkey primary key (id),
  constraint set_booking_once exclude using gist (set_id with =, span with &&),
  constraint set_booking_set_id_fkey foreign key (set_id) references library.set(id) on delete cascade,
  constraint set_booking_subject_fkey foreign key (subject) references library.reader(subject) on update cascade,
  constraint set_booking_note_check check (length(note) <= 200),
  constraint set_booking_span_check check (not isempty(span) and not lower_inf(span) and not upper_inf(span) and (upper(span) - lower(span)) <= 200)
);
create index set_booking_reader on library.set_booking using btree (subject);

create table library.set_item (
  item_id bigint not null,
  set_id uuid not null,
  constraint set_item_pkey primary key (item_id),
  constraint set_item_item_id_fkey foreign key (item_id) references library.item(id),
  constraint set_item_set_id_fkey foreign key (set_id) references library.set(id) on delete cascade
);
create index set_item_set on library.set_item using btree (set_id);

create table library.settlement (
  id uuid not null,
  number text not null,
  subject uuid,
  place_id uuid not null,
  place_path text not null,
  how text not null,
  amount_fen bigint not null,
  reason text not null default '',
  clerk uuid not null,
  settled_on date not null,
  undone_by uuid,
  undone_why text not null default '',
  demo boolean not null default false,
  constraint settlement_pkey primary key (id),
  constraint settlement_subject_fkey foreign key (subject) references library.reader(subject) on update cascade on delete set null,
  constraint settlement_amount_fen_check check (amount_fen >= 1 and amount_fen <= '10000000000'::bigint),
  constraint settlement_how_check check (how = any (array['paid', 'waived', 'replaced', 'refunded'])),
  constraint settlement_number_check check (length(number) >= 1 and length(number) <= 40 and number !~ '[[:cntrl:]]'),
  constraint settlement_place_path_check check (place_path ~~ '%.'),
  constraint settlement_reason_check check (length(reason) <= 200),
  constraint settlement_reasoned check ((how = any (array['paid', 'replaced'])) or reason <> '' or subject is null),
  constraint settlement_undone check (undone_by is null or undone_why <> '' or subject is null),
  constraint settlement_undone_why_check check (length(undone_why) <= 200)
);
create index settlement_day on library.settlement using btree (place_id, settled_on);
create unique index settlement_number on library.settlement using btree (place_id, number);
create index settlement_reader on library.settlement using btree (subject) where subject is not null;

create table library.stocktake (
  id uuid not null,
  place_id uuid not null,
  org_path text not null,
  shelf text not null default '',
  state text not null default 'open',
  there integer not null default 0,
  missing integer not null default 0,
  elsewhere integer not null default 0,
  unknown integer not null default 0,
  began_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint stocktake_pkey primary key (id),
  constraint stocktake_one_open exclude using gist (place_id with =, library.shelves_from(shelf) with &&) where (state = 'open'),
  constraint stocktake_closed check ((state = 'closed') = (closed_at is not null)),
  constraint stocktake_org_path_check check (org_path ~~ '%.'),
  constraint stocktake_shelf_check check (length(shelf) <= 60),
  constraint stocktake_state_check check (state = any (array['open', 'closed']))
);
create index stocktake_path on library.stocktake using btree (org_path text_pattern_ops, began_at desc);

create table library.stocktake_scan (
  stocktake_id uuid not null,
  barcode text not null,
  scanned_at timestamp with time zone not null,
  owner_path text not null default '',
  constraint stocktake_scan_pkey primary key (stocktake_id, barcode, owner_path),
  constraint stocktake_scan_stocktake_id_fkey foreign key (stocktake_id) references library.stocktake(id) on delete cascade,
  constraint stocktake_scan_barcode_check check (length(barcode) >= 1 and length(barcode) <= 60),
  constraint stocktake_scan_owner_path_check check (owner_path = '' or owner_path ~~ '%.')
);

create table library.subscription (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  place_id uuid not null,
  record_id bigint not null,
  supplier_id uuid,
  budget_id uuid,
  price_fen integer not null default 0,
  pattern jsonb not null,
  starts_on date not null,
  ends_on date not null,
  grace smallint not null default 14,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  follows uuid,
  constraint subscription_pkey primary key (id),
  constraint subscription_budget_id_fkey foreign key (budget_id) references library.budget(id),
  constraint subscription_follows_fkey foreign key (follows) references library.subscription(id),
  constraint subscription_record_id_fkey foreign key (record_id) references library.record(id),
  constraint subscription_supplier_id_fkey foreign key (supplier_id) references library.supplier(id),
  constraint subscription_grace_check check (grace >= 0 and grace <= 365),
  constraint subscription_org_path_check check (org_path ~~ '%.'),
  constraint subscription_pattern_check check (jsonb_typeof(pattern) = 'object'),
  constraint subscription_period check (ends_on >= starts_on and ends_on <= (starts_on + 3700)),
  constraint subscription_price_fen_check check (price_fen >= 0 and price_fen <= 100000000)
);
create index subscription_budget on library.subscription using btree (budget_id) where budget_id is not null;
create unique index subscription_follows on library.subscription using btree (follows) where follows is not null and ended_at is null;
create index subscription_path on library.subscription using btree (org_path text_pattern_ops);
create index subscription_record on library.subscription using btree (record_id);

create table library.supplier (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  name text not null,
  contact text not null default '',
  pays smallint not null default 100,
  days smallint not null default 30,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint supplier_pkey primary key (id),
  constraint supplier_contact_check check (length(contact) <= 200),
  constraint supplier_days_check check (days >= 1 and days <= 365),
  constraint supplier_name_check check (length(name) >= 1 and length(name) <= 100),
  constraint supplier_org_path_check check (org_path ~~ '%.'),
  constraint supplier_pays_check check (pays >= 0 and pays <= 100)
);
create unique index supplier_once on library.supplier using btree (organisation_id, name) where ended_at is null;
create index supplier_path on library.supplier using btree (org_path text_pattern_ops);

create table library.template (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  name text not null,
  flavour text not null,
  lines text not null,
  made_at timestamp with time zone not null,
  constraint template_pkey primary key (id),
  constraint template_once unique (organisation_id, name),
  constraint template_flavour_check check (flavour = any (array['marc21', 'unimarc'])),
  constraint template_lines_check check (length(lines) <= 200000),
  constraint template_name_check check (length(name) >= 1 and length(name) <= 60),
  constraint template_org_path_check check (org_path ~~ '%.')
);
create index template_path on library.template using btree (org_path text_pattern_ops);

create table library.transit (
  id uuid not null,
  item_id bigint not null,
  from_id uuid not null,
  to_id uuid not null,
  reason text not null,
  hold_id uuid,
  box_id uuid,
  made_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  ended_on date,
  how text,
  constraint transit_pkey primary key (id),
  constraint transit_box_id_fkey foreign key (box_id) references library.box(id),
  constraint transit_hold_id_fkey foreign key (hold_id) references library.hold(id) on delete set null,
  constraint transit_item_id_fkey foreign key (item_id) references library.item(id),
  constraint transit_ended check ((ended_on is null) = (how is null)),
  constraint transit_for check (reason = 'hold' or hold_id is null),
  constraint transit_how_check check (how = any (array['received', 'cancelled', 'turned-up', 'lost'])),
  constraint transit_of_two check (from_id <> to_id),
  constraint transit_reason_check check (reason = any (array['home', 'hold', 'rotation']))
);
create index transit_box on library.transit using btree (box_id) where box_id is not null;
create index transit_ended on library.transit using btree (ended_on) include (from_id, to_id, how, reason) where ended_on is not null;
create index transit_from on library.transit using btree (from_id) where ended_on is null;
create index transit_hold on library.transit using btree (hold_id) where hold_id is not null;
create index transit_item on library.transit using btree (item_id);
create unique index transit_of_item on library.transit using btree (item_id) where ended_on is null;
create index transit_to on library.transit using btree (to_id) where ended_on is null;

create table library.undo_left (
  batch_id uuid not null,
  record_id bigint not null,
  why text not null,
  constraint undo_left_pkey primary key (batch_id, record_id),
  constraint undo_left_batch_id_fkey foreign key (batch_id) references library.batch(id) on delete cascade,
  constraint undo_left_record_id_fkey foreign key (record_id) references library.record(id) on delete cascade,
  constraint undo_left_why_check check (why = any (array['changed', 'lent', 'items', 'merged']))
);

create table library.used_in_house (
  item_id bigint not null,
  place_id uuid not null,
  on_day date not null,
  times integer not null,
  demo boolean not null default false,
  constraint used_in_house_pkey primary key (item_id, place_id, on_day),
  constraint used_in_house_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint used_in_house_times_check check (times > 0)
);
create index used_in_house_day on library.used_in_house using btree (place_id, on_day);

create table library.volume_count (
  owner_id uuid not null,
  org_path text not null,
  volumes integer not null,
  counted_on date not null,
  constraint volume_count_pkey primary key (owner_id),
  constraint volume_count_org_path_check check (org_path ~~ '%.'),
  constraint volume_count_volumes_check check (volumes >= 0)
);

create table library.weeding (
  id uuid not null,
  place_id uuid not null,
  org_path text not null,
  rule jsonb not null,
  state text not null default 'proposed',
  reason text not null default '',
  proposed_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  constraint weeding_pkey primary key (id),
  constraint weeding_decided check ((state = 'proposed') = (decided_at is null)),
  constraint weeding_org_path_check check (org_path ~~ '%.'),
  constraint weeding_reason_check check (length(reason) <= 500),
  constraint weeding_rule_check check (jsonb_typeof(rule) = 'object'),
  constraint weeding_state_check check (state = any (array['proposed', 'approved', 'turned-down']))
);
create index weeding_path on library.weeding using btree (org_path text_pattern_ops, proposed_at desc);

create table library.weeding_item (
  weeding_id uuid not null,
  item_id bigint not null,
  version integer not null,
  kept boolean not null default false,
  done boolean not null default false,
  constraint weeding_item_pkey primary key (weeding_id, item_id),
  constraint weeding_item_item_id_fkey foreign key (item_id) references library.item(id) on delete cascade,
  constraint weeding_item_weeding_id_fkey foreign key (weeding_id) references library.weeding(id) on delete cascade
);
create index weeding_item_of on library.weeding_item using btree (item_id);

create table library.wish (
  id uuid not null,
  organisation_id uuid not null,
  org_path text not null,
  title text not null,
  author text not null default '',
  isbn text,
  publisher text not null default '',
  title_key text not null,
  author_key text not null default '',
  state text not null default 'asked',
  reason text not null default '',
  record_id bigint,
  asked_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint wish_pkey primary key (id),
  constraint wish_record_id_fkey foreign key (record_id) references library.record(id),
  constraint wish_arrived_as check (state <> 'arrived' or record_id is not null),
  constraint wish_author_check check (length(author) <= 200),
  constraint wish_author_key_check check (length(author_key) <= 200),
  constraint wish_declined_because check (state <> 'declined' or reason <> ''),
  constraint wish_isbn_check check (isbn ~ '^97[89][0-9]{10}$'),
  constraint wish_org_path_check check (org_path ~~ '%.'),
  constraint wish_publisher_check check (length(publisher) <= 200),
  constraint wish_reason_check check (length(reason) <= 500),
  constraint wish_state_check check (state = any (array['asked', 'considered', 'ordered', 'arrived', 'declined'])),
  constraint wish_title_check check (length(title) >= 1 and length(title) <= 300),
  constraint wish_title_key_check check (length(title_key) >= 1 and length(title_key) <= 200)
);
create unique index wish_one_isbn on library.wish using btree (organisation_id, isbn) where isbn is not null and (state = any (array['asked', 'considered', 'ordered']));
create unique index wish_one_title on library.wish using btree (organisation_id, title_key, author_key) where isbn is null and (state = any (array['asked', 'considered', 'ordered']));
create index wish_path on library.wish using btree (org_path text_pattern_ops, state);
create index wish_record on library.wish using btree (record_id) where record_id is not null;

create table library.wish_rule (
  org_path text not null,
  a_month smallint not null,
  set_at timestamp with time zone not null,
  constraint wish_rule_pkey primary key (org_path),
  constraint wish_rule_a_month_check check (a_month >= 0 and a_month <= 100),
  constraint wish_rule_org_path_check check (org_path = '' or org_path ~~ '%.')
);

create table library.wisher (
  wish_id uuid not null,
  subject uuid not null,
  place_id uuid not null,
  why text not null default '',
  wished_at timestamp with time zone not null,
  constraint wisher_pkey primary key (wish_id, subject),
  constraint wisher_wish_id_fkey foreign key (wish_id) references library.wish(id) on delete cascade,
  constraint wisher_why_check check (length(why) <= 500)
);
create index wisher_subject on library.wisher using btree (subject, wished_at desc);

create table library.work (
  id bigint not null generated always as identity,
  key text not null,
  sound text not null default '',
  constraint work_pkey primary key (id),
  constraint work_key_key unique (key),
  constraint work_key_check check (length(key) >= 1 and length(key) <= 400)
);
create index work_sound on library.work using gin (sound public.gin_trgm_ops);

CREATE OR REPLACE FUNCTION library.await_title()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into library.awaited (record_id, look_at) values (new.record_id, '-infinity')
  on conflict (record_id) do update set look_at = '-infinity';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.bag_steps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not ((old.state, new.state) in (('open', 'packed'), ('packed', 'open'), ('packed', 'out'), ('out', 'delivered'), ('out', 'back'))) then
    raise exception 'a bag that is % does not become %', old.state, new.state using errcode = 'check_violation', constraint = 'bag_step';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION library.budget_used(of_budget uuid)
 RETURNS TABLE(committed bigint, spent bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(sum(committed), 0)::bigint, coalesce(sum(spent), 0)::bigint from (
    select case when p.state in ('sent', 'partly-arrived') then (l.copies - l.received) * l.unit_fen::bigint else 0 end as committed, l.paid_fen as spent
      from library.purchase p join library.order_line l on l.purchase_id = p.id where p.budget_id = of_budget
    union all
    select 0, s.price_fen from library.subscription s where s.budget_id = of_budget) used
$function$;

CREATE OR REPLACE FUNCTION library.count_fee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' and old.settled_on is null then update library.reader set owes_fen = owes_fen - old.amount_fen where subject = old.subject; end if;
  if tg_op <> 'DELETE' and new.settled_on is null then update library.reader set owes_fen = owes_fen + new.amount_fen where subject = new.subject; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.count_hold()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'DELETE' then update library.reader set holds = holds + 1 where subject = new.subject; end if;
  if tg_op <> 'INSERT' then update library.reader set holds = holds - 1 where subject = old.subject; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.count_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' and old.place_id is not null and library.counts(old.status) then
    update library.holding set items = items - 1, available = available - (old.status = 'available' and old.away is null)::int
     where record_id = old.record_id and place_id = old.place_id;
  end if;
  if tg_op <> 'DELETE' and new.place_id is not null and library.counts(new.status) then
    insert into library.holding as h (record_id, place_id, items, available)
    values (new.record_id, new.place_id, 1, (new.status = 'available' and new.away is null)::int)
    on conflict (record_id, place_id) do update set items = h.items + 1, available = h.available + excluded.available;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.count_loan()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and (old.subject, old.owner_path, old.type) is distinct from (new.subject, new.owner_path, new.type)) then
    update library.reader set loans = loans + 1 where subject = new.subject;
    insert into library.held_count as h (subject, owner_path, type, loans) values (new.subject, new.owner_path, new.type, 1)
    on conflict (subject, owner_path, type) do update set loans = h.loans + 1;
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and (old.subject, old.owner_path, old.type) is distinct from (new.subject, new.owner_path, new.type)) then
    update library.reader set loans = loans - 1 where subject = old.subject;
    update library.held_count set loans = loans - 1
     where subject = old.subject and owner_path = old.owner_path and type = old.type;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.counts(status text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (status <> ALL (ARRAY['lost'::text, 'withdrawn'::text]));

CREATE OR REPLACE FUNCTION library.forget_bag()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from library.bag b
   where b.id = old.bag_id and b.state in ('delivered', 'back') and not exists (select from library.bag_line l where l.bag_id = b.id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.keep_batch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'batch % stays: records name it', old.id using errcode = 'restrict_violation', constraint = 'batch_stays';
end $function$;

CREATE OR REPLACE FUNCTION library.keep_budget()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  budget uuid;
  amount bigint;
  used bigint;
begin
  case tg_table_name
    when 'budget' then budget := new.id;
    when 'order_line' then select p.budget_id into budget from library.purchase p where p.id = new.purchase_id and p.state <> 'draft';
    when 'purchase' then if new.state <> 'draft' then budget := new.budget_id; end if;
    else budget := new.budget_id;
  end case;
  if budget is null then return null; end if;
  select case when b.approved_at is null then 0 else b.amount_fen end into amount from library.budget b where b.id = budget for no key update;
  select u.committed + u.spent into used from library.budget_used(budget) u;
  if used > amount then
    raise exception 'budget % has % fen, of which % would be used', budget, amount, used using errcode = 'check_violation', constraint = 'budget_kept';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.make_segments(up_to bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  for n in 0 .. up_to >> 16 loop
    if to_regclass('library.search_row_' || n) is null then
      perform pg_advisory_xact_lock(hashtext('library.make_segments'));
      execute format('create table if not exists library.search_row_%s partition of library.search_row for values in (%s)', n, n);
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION library.new_rule_book()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update library.rule_book set version = gen_random_uuid();
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.off_hold_shelf()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from library.left_on_shelf where item_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION library.rules_are_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was ruled is never changed: write a new version';
end $function$;

CREATE OR REPLACE FUNCTION library.shelves_from(shelf text)
 RETURNS numrange
 LANGUAGE sql
 IMMUTABLE
RETURN numrange((('0.1'::text || ((('x'::text || encode(convert_to(shelf, 'UTF8'::name), 'hex'::text)))::bit varying)::text))::numeric, ((('0.1'::text || ((('x'::text || encode(convert_to(shelf, 'UTF8'::name), 'hex'::text)))::bit varying)::text) || '2'::text))::numeric);

CREATE TRIGGER amnesty_append_only BEFORE DELETE OR UPDATE ON library.amnesty FOR EACH ROW EXECUTE FUNCTION library.rules_are_append_only();

CREATE TRIGGER amnesty_written AFTER INSERT ON library.amnesty FOR EACH STATEMENT EXECUTE FUNCTION library.new_rule_book();

CREATE TRIGGER bag_stepped BEFORE UPDATE OF state ON library.bag FOR EACH ROW WHEN (old.state <> new.state) EXECUTE FUNCTION library.bag_steps();

CREATE TRIGGER bag_forgotten AFTER DELETE ON library.bag_line FOR EACH ROW EXECUTE FUNCTION library.forget_bag();

CREATE TRIGGER batch_keeps_id BEFORE UPDATE OF id ON library.batch FOR EACH ROW WHEN (old.id IS DISTINCT FROM new.id) EXECUTE FUNCTION library.keep_batch();

CREATE TRIGGER batch_stays BEFORE DELETE ON library.batch FOR EACH ROW EXECUTE FUNCTION library.keep_batch();

CREATE TRIGGER budget_kept AFTER UPDATE ON library.budget FOR EACH ROW EXECUTE FUNCTION library.keep_budget();

CREATE TRIGGER fee_counted AFTER INSERT OR DELETE ON library.fee FOR EACH ROW EXECUTE FUNCTION library.count_fee();

CREATE TRIGGER fee_recounted AFTER UPDATE OF subject, settled_on, amount_fen ON library.fee FOR EACH ROW EXECUTE FUNCTION library.count_fee();

CREATE TRIGGER hold_awaited AFTER INSERT ON library.hold FOR EACH ROW WHEN (new.state = 'waiting'::text) EXECUTE FUNCTION library.await_title();

CREATE TRIGGER hold_awaited_again AFTER UPDATE OF state, record_id, pickup_id, frozen_until ON library.hold FOR EACH ROW WHEN (new.state = 'waiting'::text) EXECUTE FUNCTION library.await_title();

CREATE TRIGGER hold_counted AFTER INSERT OR DELETE ON library.hold FOR EACH ROW EXECUTE FUNCTION library.count_hold();

CREATE TRIGGER hold_recounted AFTER UPDATE OF subject ON library.hold FOR EACH ROW EXECUTE FUNCTION library.count_hold();

CREATE TRIGGER hold_terms_append_only BEFORE DELETE OR UPDATE ON library.hold_terms FOR EACH ROW EXECUTE FUNCTION library.rules_are_append_only();

CREATE TRIGGER item_counted AFTER INSERT OR DELETE ON library.item FOR EACH ROW EXECUTE FUNCTION library.count_item();

CREATE TRIGGER item_off_hold_shelf AFTER UPDATE OF away ON library.item FOR EACH ROW WHEN (old.away = 'hold-shelf'::text AND new.away IS DISTINCT FROM 'hold-shelf'::text) EXECUTE FUNCTION library.off_hold_shelf();

CREATE TRIGGER item_recounted AFTER UPDATE OF record_id, place_id, status, away ON library.item FOR EACH ROW EXECUTE FUNCTION library.count_item();

CREATE TRIGGER loan_counted AFTER INSERT OR DELETE ON library.loan FOR EACH ROW EXECUTE FUNCTION library.count_loan();

CREATE TRIGGER loan_recounted AFTER UPDATE OF subject, owner_path, type ON library.loan FOR EACH ROW EXECUTE FUNCTION library.count_loan();

CREATE TRIGGER loan_limit_append_only BEFORE DELETE OR UPDATE ON library.loan_limit FOR EACH ROW EXECUTE FUNCTION library.rules_are_append_only();

CREATE TRIGGER loan_limit_written AFTER INSERT ON library.loan_limit FOR EACH STATEMENT EXECUTE FUNCTION library.new_rule_book();

CREATE TRIGGER loan_rule_append_only BEFORE DELETE OR UPDATE ON library.loan_rule FOR EACH ROW EXECUTE FUNCTION library.rules_are_append_only();

CREATE TRIGGER loan_rule_written AFTER INSERT ON library.loan_rule FOR EACH STATEMENT EXECUTE FUNCTION library.new_rule_book();

CREATE TRIGGER budget_kept AFTER INSERT OR UPDATE ON library.order_line FOR EACH ROW EXECUTE FUNCTION library.keep_budget();

CREATE TRIGGER budget_kept AFTER INSERT OR UPDATE ON library.purchase FOR EACH ROW EXECUTE FUNCTION library.keep_budget();

CREATE TRIGGER budget_kept AFTER INSERT OR UPDATE ON library.subscription FOR EACH ROW EXECUTE FUNCTION library.keep_budget();
