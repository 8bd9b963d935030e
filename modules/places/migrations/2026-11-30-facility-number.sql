-- Every place has a number of the city: tables that go out and come in know a place by it. Who gives none is given one.
update places.facility set number = 'WM-' || right(replace(id::text, '-', ''), 12) where number is null;
alter table places.facility alter column number set not null;
