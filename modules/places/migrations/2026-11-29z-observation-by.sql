-- What one person wrote down at doors, for the file they get about themself, without reading every door of every day.
create index observation_by on places.observation (by) where by is not null;
