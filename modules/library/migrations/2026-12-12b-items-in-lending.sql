-- Whether a copy may go is asked of all that lending has of it, and of many at once when a file is undone.
create index transit_item on library.transit (item_id);
create index hold_wanted_item on library.hold (wanted_item_id) where wanted_item_id is not null;
