-- Until the how many-th lesson begins a place given back is for who waits; 0: as long as one can enrol.
alter table courses.class add line_lessons smallint not null default 0 check (line_lessons between 0 and 100);
