-- Who is on an entry of a draw, whoever made it included: nobody is on two of one draw.
alter table booking.draw_entry
  -- By which others come onto it themselves; null before there were any.
  add column code text constraint draw_entry_code unique,
  add constraint draw_entry_of_draw unique (draw_id, id);

create table booking.draw_entry_person (
  draw_id uuid not null,
  entry_id uuid not null,
  subject uuid not null,
  -- Came onto it by its code, and is told what becomes of it; else made it, or was named by who did.
  joined boolean not null default false,
  constraint draw_entry_person_once primary key (draw_id, subject),
  constraint draw_entry_person_of_entry foreign key (draw_id, entry_id) references booking.draw_entry (draw_id, id)
);
create index draw_entry_person_entry on booking.draw_entry_person (entry_id);
create index draw_entry_person_subject on booking.draw_entry_person (subject);

insert into booking.draw_entry_person (draw_id, entry_id, subject)
select draw_id, id, subject from booking.draw_entry where subject is not null and state <> 'withdrawn';

-- Its list was not frozen in time, and everybody who entered was told that it cannot be drawn.
alter table booking.draw add column told_unfrozen_at timestamptz;

-- People who come along may stay unnamed: then nobody can say whether they are on another entry too, and the draw says so.
alter table booking.draw add column unnamed boolean not null default true;
