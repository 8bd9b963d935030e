-- Items that are nowhere, for their house to place them.
create index item_nowhere on library.item (org_path text_pattern_ops, id) where place_id is null;
