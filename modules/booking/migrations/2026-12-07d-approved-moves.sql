-- Whoever asks somebody to move and would need approval has it first: the holder is asked when the last step has said yes.
alter table booking.move_request
  add column approval text[] not null default '{}' check (approval <@ array['house', 'above']),
  add column approved smallint not null default 0,
  add column because text check (length(because) <= 200),
  drop constraint move_request_state_check,
  add constraint move_request_state_check check (state in ('requested', 'open', 'agreed', 'declined', 'lapsed', 'withdrawn', 'refused')),
  drop constraint move_request_answered,
  add constraint move_request_answered check ((answered_at is null) = (state in ('requested', 'open'))),
  -- Nobody is asked, nor answers, before all of it is approved.
  add constraint move_request_approved check (
    approved >= 0 and case when state in ('open', 'agreed', 'declined') then approved = cardinality(approval)
                           when state in ('requested', 'refused') then approved < cardinality(approval)
                           else approved <= cardinality(approval) end);

drop index booking.move_request_due;
create index move_request_due on booking.move_request (answer_by) where state in ('requested', 'open');

-- Who approved or refused each step: every step another person.
create table booking.move_approval (
  request_id uuid not null references booking.move_request (id),
  step smallint not null,
  answered_by uuid not null,
  approved boolean not null,
  at timestamptz not null,
  primary key (request_id, step),
  constraint move_approval_each_another unique (request_id, answered_by)
);
