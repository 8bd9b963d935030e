-- Giving back late, coming late and not coming are different matters, each with its own answer.
alter table booking.penalty_mark
  drop constraint penalty_mark_once,
  add constraint penalty_mark_once unique (subject, offer_id, cause);
