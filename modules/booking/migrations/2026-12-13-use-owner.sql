-- Whose a use is: a house that meets in another one's room. Uses made before say nothing of it.
alter table booking.reservation add column use_org_path text check (use_org_path like '_%.');
alter table booking.reservation add constraint reservation_use_owned check (use_org_path is null or use_ref is not null);
create index reservation_for_a_house on booking.reservation (lower(during)) where organisation_id is not null or use_org_path is not null;
