-- Pictures that people handed in: one row each, whoever shows it. Metadata of the camera is never kept.
create table platform.image (
  id uuid primary key,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- The picture from which the shown ones are made; never shown itself.
  master text not null check (master ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null
);
create index image_master on platform.image (master);

-- What is shown: the same picture in several sizes and formats. All of it can be made again from the master.
create table platform.image_file (
  image uuid not null references platform.image on delete cascade,
  media text not null check (media in ('image/webp', 'image/jpeg')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  primary key (image, media, width)
);
create index image_file_sha256 on platform.image_file (sha256);
