-- What staff note about one copy; and which barcode a house gave last at its own desk, where no file brought it.
alter table library.item add column note text not null default '' check (length(note) <= 500);
create index item_made on library.item (owner_id, id) where batch_id is null;
