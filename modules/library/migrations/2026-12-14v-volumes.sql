-- How many volumes each house had when they were last counted: what is announced is the difference.
create table library.volume_count (
  owner_id uuid primary key,
  org_path text not null check (org_path like '%.'),
  volumes integer not null check (volumes >= 0),
  counted_on date not null
);
