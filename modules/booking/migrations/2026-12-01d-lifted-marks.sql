-- A mark is lifted by what the organiser or the place does later, too: then nobody waived it by name, nor answered the appeal.
alter table booking.penalty_mark
  drop constraint penalty_mark_waived_whole,
  add constraint penalty_mark_waived_whole check ((waived_at is null) = (waived_because is null) and (waived_by is null or waived_at is not null));
alter table booking.penalty_appeal
  drop constraint penalty_appeal_answered_whole,
  add constraint penalty_appeal_answered_whole
    check (num_nonnulls(outcome, answer, answered_at) in (0, 3) and (answered_by is null or outcome is not null));
