-- Places an organisation holds for a group of its own: a school class, a company, a village. Nobody in it is named.
alter table booking.claim add column organisation_id uuid;
alter table booking.claim add constraint claim_of_person_or_organisation check (organisation_id is null or subject is null);
create unique index claim_once_organisation on booking.claim (offer_id, organisation_id)
  where organisation_id is not null and state in ('held', 'confirmed', 'checked-in', 'attended');

-- Two more kinds of rule: which organisations may, and who qualifies by an eligibility check.
alter table booking.house_rule drop constraint house_rule_kind_check;
alter table booking.house_rule add constraint house_rule_kind_check
  check (kind in ('horizon', 'closing', 'group', 'level', 'eligible', 'age', 'companion', 'organisation', 'period', 'no-overlap'));
