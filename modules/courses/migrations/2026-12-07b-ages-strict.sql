-- Whether a class holds to its ages, or only says for whom it is meant.
alter table courses.class add ages_strict boolean not null default false;
