-- Parts of one whole have names of their own: two who begin the next edition at once make one. What was made twice already is numbered.
update programme.series s set name = left(s.name, 90) || '（' || twin.nth || '）'
  from (select id, row_number() over (partition by parent_id, name order by id) as nth
          from programme.series where parent_id is not null) twin
 where twin.id = s.id and twin.nth > 1;
create unique index series_part_called_once on programme.series (parent_id, name) where parent_id is not null;
