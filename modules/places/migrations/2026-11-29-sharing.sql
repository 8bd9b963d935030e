-- Organisations that use a place beside the one that runs it (共建共享): who, what for, which rooms and hours in words, from when to when.
create table places.sharing (
  id uuid primary key,
  facility_id uuid not null references places.facility,
  organisation_id uuid not null references places.organisation,
  purpose text not null check (purpose ~ '\S' and length(purpose) <= 200),
  rooms text not null default '' check (length(rooms) <= 200),
  hours text not null default '' check (length(hours) <= 200),
  valid daterange not null check (not lower_inf(valid)),
  version integer not null default 1 check (version > 0),
  -- One agreement between a place and an organisation at a time. One that ended before it began holds for no day.
  constraint sharing_once exclude using gist (facility_id with =, organisation_id with =, valid with &&)
);
create index sharing_organisation on places.sharing (organisation_id);
