-- What a device sends is bounded by what it did before, in its own counting.
create index offline_device on library.offline_step (device, nth);

-- A settled step names no copy any more, one that came back either.
update library.offline_step set barcode = null where settled_on is not null and barcode is not null;

-- What a till asks ahead of cards that are not served is found without all that are.
create index card_not_served on library.card (changed_on desc, number) where state in ('lost', 'ended');
create index reader_blocked on library.reader (home_path text_pattern_ops) where blocked <> '';
create index reader_suspended on library.reader (suspended_until) where suspended_until is not null;
