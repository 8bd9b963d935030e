-- Whoever has a hall has its parts, and the parts of those: also where a part is divided, or gets seats, after the hall was made or taken.
with recursive whole as (
  select resource_id, cell from booking.resource_cell
  union select whole.resource_id, part.cell from whole join booking.resource_cell part on part.resource_id = whole.cell)
insert into booking.resource_cell (resource_id, cell) select resource_id, cell from whole on conflict do nothing;
-- What two parties have by now both keep: staff see it, and nobody else can have it.
insert into booking.occupation (cell, span, reservation_id, blackout_id, living)
select distinct part.cell, o.span, o.reservation_id, o.blackout_id, o.living
  from booking.occupation o join booking.resource_cell part on part.resource_id = o.cell
 where o.living and upper(o.span) > now()
    on conflict do nothing;

create function booking.resource_cell_whole() returns trigger language plpgsql as $$
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
end $$;
create constraint trigger resource_cell_whole after insert or delete on booking.resource_cell
  deferrable initially deferred for each row execute function booking.resource_cell_whole();
