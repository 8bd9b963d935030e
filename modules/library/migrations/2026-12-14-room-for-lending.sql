-- What a loan writes (where a copy went, a reader's counts) fits into the page where the row stands: no index is written for it.
alter table library.item set (fillfactor = 85);
alter table library.reader set (fillfactor = 75);
alter table library.held_count set (fillfactor = 75);
