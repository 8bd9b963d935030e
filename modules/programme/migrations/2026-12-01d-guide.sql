-- Audio guides of exhibitions: numbered stops with words, and recordings of them by language.
create table programme.guide_stop (
  event_id uuid not null references programme.event (id) on delete cascade,
  number int not null check (number between 1 and 999),
  title text not null check (title <> ''),
  words text not null check (words <> ''),
  translations jsonb not null default '{}',
  primary key (event_id, number)
);

-- A recording that was handed in; one that no stop uses is dropped after a day.
create table programme.guide_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  media text not null check (media in ('audio/mpeg', 'audio/mp4', 'audio/ogg')),
  bytes int not null check (bytes between 1 and 31457280),
  handed_in_at timestamptz not null
);

create table programme.guide_audio (
  event_id uuid not null,
  number int not null,
  locale text not null check (locale in ('zh-CN', 'ug', 'kk-Arab', 'en', 'ru', 'kk-Cyrl')),
  sha256 text not null references programme.guide_file (sha256),
  primary key (event_id, number, locale),
  foreign key (event_id, number) references programme.guide_stop (event_id, number) on update cascade on delete cascade
);
create index guide_audio_file on programme.guide_audio (sha256);
