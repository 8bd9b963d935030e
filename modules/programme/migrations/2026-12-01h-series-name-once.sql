-- A name is the same however wide its digits are typed, whatever blanks are in it. Brands of one organisation have names of their own, as
-- parts of one whole have. What was made twice already is numbered.
update programme.series s set name = left(s.name, 90) || '（' || twin.nth || '）'
  from (select id, row_number() over (
                 partition by coalesce(parent_id, organisation_id), parent_id is null, lower(regexp_replace(normalize(name, nfkc), '\s', '', 'g')) order by id) as nth
          from programme.series) twin
 where twin.id = s.id and twin.nth > 1;
drop index programme.series_part_called_once;
create unique index series_part_called_once on programme.series
  (parent_id, lower(regexp_replace(normalize(name, nfkc), '\s', '', 'g'))) where parent_id is not null;
create unique index series_brand_called_once on programme.series
  (organisation_id, lower(regexp_replace(normalize(name, nfkc), '\s', '', 'g'))) where parent_id is null;
