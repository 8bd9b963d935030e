-- What nobody sees makes no other name: signs that Unicode leaves out of what is shown (Default_Ignorable_Code_Point: variation selectors,
-- joiners, fillers, tags), and the empty braille pattern, count as blanks do. What was made twice already is numbered.
create function programme.name_seen(name text) returns text language sql immutable parallel safe return
  lower(regexp_replace(normalize(name, nfkc),
    '[\s\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]',
    '', 'g'));
update programme.series s set name = left(s.name, 90) || '（' || twin.nth || '）'
  from (select id, row_number() over (
                 partition by coalesce(parent_id, organisation_id), parent_id is null, programme.name_seen(name) order by id) as nth
          from programme.series) twin
 where twin.id = s.id and twin.nth > 1;
drop index programme.series_part_called_once, programme.series_brand_called_once;
create unique index series_part_called_once on programme.series (parent_id, programme.name_seen(name)) where parent_id is not null;
create unique index series_brand_called_once on programme.series (organisation_id, programme.name_seen(name)) where parent_id is null;
