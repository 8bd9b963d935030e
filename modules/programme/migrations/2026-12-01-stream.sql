-- What is streamed of a session: its own times where they differ, and the replay once it is over.
create table programme.stream (
  session_id uuid primary key references programme.session (id) on delete cascade,
  starts_at timestamptz,
  ends_at timestamptz,
  replay_link text check (replay_link ~ '^https://' and length(replay_link) <= 500),
  -- Since when it can be seen.
  replay_since timestamptz,
  constraint stream_times_whole check ((starts_at is null) = (ends_at is null) and ends_at > starts_at),
  constraint stream_replay_dated check ((replay_link is null) = (replay_since is null))
);
