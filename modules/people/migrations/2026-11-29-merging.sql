-- Two accounts that turn out to be one person: one ends and says where it went. Its numbers still lead to the one that stays.
alter table people.account drop constraint account_status_check;
alter table people.account add constraint account_status_check check (status in ('active', 'left', 'erased', 'merged'));
alter table people.account add column merged_into uuid references people.account;
alter table people.account add constraint account_merged_somewhere check ((status = 'merged') = (merged_into is not null));
alter table people.account add constraint account_merged_elsewhere check (merged_into <> id);
alter table people.account add constraint account_merged_empty check (status <> 'merged' or (name is null and born is null));
create index account_merged_into on people.account (merged_into) where merged_into is not null;
-- To find somebody who has two accounts by the name.
create index account_name on people.account (lower(name)) where name is not null;

-- A clerk saw this document in the hands of somebody whose account is another: it speaks for joining the two, for a day.
create table people.document_claim (
  document uuid not null references people.document on delete cascade,
  account uuid not null references people.account,
  seen_by uuid references people.account,
  at timestamptz not null,
  primary key (document, account)
);
create index document_claim_account on people.document_claim (account);
create index document_claim_at on people.document_claim (at);
