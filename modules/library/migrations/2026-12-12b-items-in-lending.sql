-- Whether a copy may go is asked of all that lending has of it, and of many at once when a file is undone.
create index transit_item on library.transit (item_id);
create index hold_wanted_item on library.hold (wanted_item_id) where wanted_item_id is not null;

-- Two owners' copies with one barcode are two on a shelf, where their tags say whose they are; empty: the tag says it not, or it changes nothing.
alter table library.stocktake_scan add column owner_path text not null default '' check (owner_path = '' or owner_path like '%.');
alter table library.stocktake_scan drop constraint stocktake_scan_pkey;
alter table library.stocktake_scan add primary key (stocktake_id, barcode, owner_path);
