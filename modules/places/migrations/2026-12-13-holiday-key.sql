-- Which table of holidays it is: another after each change, the same again where a change was undone. Read with every place, and so not computed anew.
create table places.holiday_key (
  is_only boolean primary key default true check (is_only),
  key uuid not null
);
insert into places.holiday_key (key) values (gen_random_uuid());

create function places.new_holiday_key() returns trigger language plpgsql as $$
begin
  update places.holiday_key set key = gen_random_uuid();
  return null;
end $$;
create trigger holiday_changed after insert or update or delete or truncate on places.holiday
  for each statement execute function places.new_holiday_key();
create trigger holiday_year_changed after insert or update or delete or truncate on places.holiday_year
  for each statement execute function places.new_holiday_key();
