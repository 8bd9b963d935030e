-- Our own live stream: the key a sender shows, kept as a keyed hash, and when the picture was last seen.
alter table programme.stream
  add column key_hash bytea,
  add column key_made_at timestamptz,
  add column picture_at timestamptz,
  add constraint stream_key_dated check ((key_hash is null) = (key_made_at is null)),
  add constraint stream_picture_by_key check (picture_at is null or key_hash is not null);
create unique index stream_key on programme.stream (key_hash) where key_hash is not null;
