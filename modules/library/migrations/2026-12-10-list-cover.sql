-- The picture a reading list shows itself by. The picture is the platform's; here is what is seen on it, for those who do not see it.
alter table library.reading_list
  add column cover uuid unique,
  add column cover_alt text check (length(cover_alt) between 1 and 200 and cover_alt ~ '\S'),
  add constraint reading_list_cover_said check ((cover is null) = (cover_alt is null));
