-- What a library is called in the tag of a book, before the number of the copy (ISO 15511, GB/T 35660.1): which house's copy it is.
alter table places.organisation add column isil text;
alter table places.organisation add constraint organisation_isil_check check (isil ~ '^[A-Z]{1,4}-[0-9A-Z:/-]{1,14}$' and length(isil) <= 16);
create unique index organisation_isil on places.organisation (isil);
