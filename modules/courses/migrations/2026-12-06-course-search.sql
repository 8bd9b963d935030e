-- What a course is found by, as platform/search writes it; null until it is written.
alter table courses.course add column search tsvector;
create index course_search on courses.course using gin (search);
create index course_unindexed on courses.course (id) where search is null;
