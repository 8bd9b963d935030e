-- Copies of which a file said that they are lent: told until their loan comes, or they were lent here. Of whom the file knew is not kept.
create table library.said_lent (
  item_id bigint primary key references library.item on delete cascade,
  said_on date not null
);
