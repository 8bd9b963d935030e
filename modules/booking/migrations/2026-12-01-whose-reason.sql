-- Only which refusal it was, and only while they wait: what it says of a person is asked anew by whoever may know it.
alter table booking.waiting alter column passed_over type text using passed_over ->> 'id';
update booking.waiting set passed_over = null where state <> 'waiting';
alter table booking.waiting add constraint waiting_passed_over check (passed_over is null or state = 'waiting' and passed_over ~ '^[a-z.-]{3,60}$');

-- Why staff refused somebody is told to that person and kept sealed with the act.
update booking.claim set cancelled_because = null where state = 'refused';
alter table booking.claim add constraint claim_refused_without_reason check (state <> 'refused' or cancelled_because is null);
