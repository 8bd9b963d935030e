-- A house offers somebody who teaches for it to the others.
alter table courses.teacher add column shared boolean not null default false;
create index teacher_shared on courses.teacher (name, id) where shared and ended_at is null;
