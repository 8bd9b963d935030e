-- Stocktakes that meet: what only one of them finds would be missing in the other.

-- Shelves whose name begins so, as a stretch of numbers: the bits of a name are its digits, and a longer name lies within the stretch of each of its beginnings.
create function library.shelves_from(shelf text) returns numrange language sql immutable return numrange(
  ('0.1' || ('x' || encode(convert_to(shelf, 'UTF8'), 'hex'))::varbit::text)::numeric,
  ('0.1' || ('x' || encode(convert_to(shelf, 'UTF8'), 'hex'))::varbit::text || '2')::numeric);

drop index library.stocktake_one_open;
alter table library.stocktake add constraint stocktake_one_open
  exclude using gist (place_id with =, library.shelves_from(shelf) with &&) where (state = 'open');
