-- The offers a rule is about, called as in booking.house_rule: nothing but those of one kind.
alter table booking.penalty_rule rename column kind to only_for;

-- Nobody is held to what was written after the fact. The city's day is at most one behind that of UTC, wherever it lies.
alter table booking.penalty_rule add constraint penalty_rule_not_backdated
  check (since >= (made_at at time zone 'UTC')::date - 1);

create function booking.penalty_rule_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'a rule about not coming is never changed: write a new version';
end $$;
create trigger penalty_rule_append_only before update or delete on booking.penalty_rule
  for each row execute function booking.penalty_rule_is_append_only();
