-- What people who came say afterwards: once a session, without a name.
create table programme.feedback (
  id uuid primary key,
  session_id uuid not null references programme.session (id),
  event_id uuid not null references programme.event (id),
  -- Nobody: they are erased; the stars stay.
  subject uuid,
  stars smallint not null check (stars between 1 and 5),
  words text not null default '' check (length(words) <= 500),
  given_at timestamptz not null,
  answer text check (length(answer) <= 500 and answer ~ '\S'),
  answered_at timestamptz,
  hidden_because text check (length(hidden_because) <= 500 and hidden_because ~ '\S'),
  constraint feedback_once unique (session_id, subject),
  constraint feedback_answered check ((answer is null) = (answered_at is null))
);
create index feedback_event on programme.feedback (event_id, given_at desc, id desc);
create index feedback_subject on programme.feedback (subject) where subject is not null;
